package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.Needed;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program starts where things are not as they were when it was made. */
@Tag("package")
class SafeStartTest {

  private static final String VERSION = "hostready 0.1.0\n";

  /** In Java's log of classes. */
  private static final String CACHED = "shared objects file";

  private static final String FROM_SECOND = CACHED + " (top)";

  @TempDir Path scratch;

  /** There are some 360, since the lambdas of a package are few classes. */
  private void assertAllCached(Path home) throws IOException {
    List<String> classes = classes(home, "check", "--format", "json");
    assertTrue(classes.size() > 300, () -> classes.size() + " classes were loaded");
    assertEquals(classes, from(CACHED, classes));
  }

  private static List<String> from(String origin, List<String> classes) {
    return classes.stream().filter(line -> line.contains(origin)).toList();
  }

  /** What Java says of where it took the program's own classes from. */
  private List<String> classes(Path home, String... command) throws IOException {
    return loaded(home, command).stream().filter(line -> line.contains(" io.hostready.")).toList();
  }

  /** What it says of where it took each class from, its own ones too. */
  private List<String> loaded(Path home, String... command) throws IOException {
    Path log = scratch.resolve("classes");
    String module = "-m hostready/"; // after the options, of which one switches all logs off
    String launcher = Files.readString(home.resolve("bin/hostready"));
    assertTrue(launcher.contains(module), launcher);
    List<String> argv = new ArrayList<>(List.of("sh", "-c"));
    argv.add(launcher.replace(module, "-Xlog:class+load:file=" + log + " " + module));
    argv.add(home.resolve("bin/hostready").toString());
    argv.addAll(List.of(command));
    Ran ran = Bundle.run(Bundle.PROJECT, Map.of(), argv.toArray(String[]::new));
    assertTrue(ran.out().startsWith("{"), ran::toString);
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("source:")).toList();
    }
  }

  private static void assertStarts(Path home) {
    assertEquals(VERSION, Bundle.program(home, Map.of(), "--version").succeeds().out());
  }

  private static Path cache(Path home) {
    return Bundle.only(home.resolve("lib"), ".aot");
  }

  /** The one on top of it. */
  private static Path secondCache(Path home) {
    return Bundle.only(home.resolve("lib"), ".jsa");
  }

  @Test
  void itRunsWhereItLiesAndSaysNothingElse() {
    Ran ran = Bundle.program(Bundle.home(), Map.of(), "--version").succeeds();
    assertEquals(VERSION, ran.out());
    assertEquals("", ran.err());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMovedFolderStillRunsFromItsCache(boolean withTimes) throws IOException {
    Path moved = Bundle.copiedTo(scratch.resolve("an other place"), withTimes);
    assertAllCached(moved);
  }

  @Test
  void aFolderThatIsGoneIsNoVerdict() throws IOException {
    String lines = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" check cpu-64-bit";
    String program = home().resolve("bin/hostready").toString();
    Ran ran = Bundle.run(scratch, Map.of(), "sh", "-c", lines, program).exits(2);
    assertTrue(ran.err().contains("hostready: the current folder is gone"), ran::toString);
    assertEquals("", ran.out());
  }

  @Test
  void aFolderThatJavaCannotStartInIsNoVerdict() throws IOException {
    Path home = Bundle.copiedTo(scratch.resolve("12:30"), false);
    Ran ran = Bundle.program(home, Map.of(), "check", "cpu-64-bit").exits(2);
    assertTrue(ran.err().contains("takes no folder with a colon"), ran::toString);
    assertEquals("", ran.out());
  }

  @Test
  void aLinkedFolderIsAsGood() throws IOException {
    Path colon = Files.createSymbolicLink(scratch.resolve("a:b"), home());
    assertStarts(colon);
    Path bin = Files.createDirectory(scratch.resolve("with a bin"));
    Files.createSymbolicLink(bin.resolve("bin"), home().resolve("bin"));
    assertStarts(bin);
    assertEquals(VERSION, Bundle.run(bin, Map.of(), "./bin/hostready", "--version").out());
  }

  @Test
  void aLinkToItFromAnywhereStartsIt() throws IOException {
    Path link = Files.createSymbolicLink(scratch.resolve("hr"), home().resolve("bin/hostready"));
    assertEquals(VERSION, Bundle.run(scratch, Map.of(), link.toString(), "--version").out());
    assertEquals(VERSION, Bundle.run(scratch, Map.of(), "./hr", "--version").out());
    assertEquals(VERSION, Bundle.run(home(), Map.of(), "bin/hostready", "--version").out());
    assertEquals(VERSION, Bundle.run(home(), Map.of(), "./bin/hostready", "--version").out());
    Path bin = home().resolve("bin");
    assertEquals(
        VERSION,
        Bundle.run(bin, Map.of(), "../../hostready/bin/hostready", "--version").succeeds().out());
    assertEquals(VERSION, Bundle.run(bin, Map.of(), "./hostready", "--version").out());
    assertEquals(VERSION, Bundle.run(bin, Map.of(), "sh", "hostready", "--version").out());
    String path = bin + ":" + System.getenv("PATH");
    assertEquals(
        VERSION,
        Bundle.run(scratch, Map.of("PATH", path), "sh", "-c", "hostready --version").out());
  }

  private static Path home() {
    return Bundle.home();
  }

  /** What can happen to a cache. */
  private enum Damage {
    MISSING,
    EMPTY,
    CUT_SHORT,
    OTHER_BYTES,
    OF_ANOTHER_PROGRAM
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void aCacheThatIsNoGoodCostsTimeAndIsNotSeenOnStandardOutput(Damage damage) throws Exception {
    Path home = Bundle.copiedTo(scratch.resolve("damaged"), true);
    damage(home, cache(home), damage);
    assertStarts(home);
    assertEquals(List.of(), from(CACHED, classes(home, "check", "--format", "json")));
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void withoutTheSecondCacheTheFirstIsStillUsed(Damage damage) throws Exception {
    Path home = Bundle.copiedTo(scratch.resolve("damaged"), true);
    damage(home, secondCache(home), damage);
    assertStarts(home);
    List<String> classes = classes(home, "plan", "--format", "json", "cpu-64-bit");
    assertTrue(from(CACHED, classes).size() > 100, classes::toString);
    assertEquals(List.of(), from(FROM_SECOND, classes));
  }

  private void damage(Path home, Path cache, Damage damage) throws IOException {
    byte[] whole = Files.readAllBytes(cache);
    switch (damage) {
      case MISSING -> Files.delete(cache);
      case EMPTY -> Files.write(cache, new byte[0]);
      case CUT_SHORT -> Files.write(cache, java.util.Arrays.copyOf(whole, whole.length / 2));
      case OTHER_BYTES -> Files.writeString(cache, "no cache\n".repeat(1 << 20));
      case OF_ANOTHER_PROGRAM -> makeForeign(home, cache);
    }
  }

  /** What the JDK makes of a lambda costs a start some milliseconds, and so it was made before. */
  @Test
  void aCheckMakesNoClasses() throws IOException {
    List<String> loaded = loaded(home(), "check", "--format", "json");
    assertTrue(loaded.size() > 1500, () -> loaded.size() + " classes were loaded");
    List<String> others = loaded.stream().filter(line -> !line.contains(CACHED)).toList();
    assertTrue(others.stream().noneMatch(line -> line.contains("Lambda")), others::toString);
    assertTrue(others.size() < 10, others::toString);
  }

  /** Those of other commands come from the second cache, also where the folder was moved. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allClassesOfTheProgramAreInOneOfTheCaches(boolean withTimes) throws IOException {
    Path moved = Bundle.copiedTo(scratch.resolve("an other place"), withTimes);
    List<String> classes = classes(moved, "plan", "--format", "json");
    assertEquals(classes, from(CACHED, classes));
    assertTrue(from(FROM_SECOND, classes).size() > 20, classes::toString);
  }

  private void makeForeign(Path home, Path cache) throws IOException {
    Path source = Files.writeString(scratch.resolve("Other.java"), "class Other { void a() {} }");
    Path classes = Files.createDirectory(scratch.resolve("other"));
    String java = System.getProperty("java.home") + "/bin/";
    Bundle.run(scratch, Map.of(), java + "javac", "-d", classes.toString(), source.toString())
        .succeeds();
    Path jar = scratch.resolve("other.jar");
    Bundle.run(classes, Map.of(), java + "jar", "-c", "-f", jar.toString(), "Other.class")
        .succeeds();
    Files.delete(cache);
    Bundle.run(
        scratch,
        Map.of(),
        home.resolve("runtime/bin/java").toString(),
        "-XX:+UseSerialGC",
        "-XX:AOTCacheOutput=" + cache,
        "-cp",
        jar.toString(),
        "Other"); // has no main; the cache is made all the same
    assertTrue(Files.size(cache) > 0);
  }

  @Test
  void aProcessorWithoutAvxRunsFromTheCache() throws IOException {
    NeedsTool.named("qemu-x86_64");
    Path home = Bundle.copiedTo(scratch.resolve("old processor"), true);
    Path java = home.resolve("runtime/bin/java");
    Files.move(java, home.resolve("runtime/bin/java.real"));
    Files.writeString(
        java, "#!/bin/sh\nexec qemu-x86_64 -cpu Nehalem \"${0%/*}/java.real\" \"$@\"\n");
    assertTrue(java.toFile().setExecutable(true));
    assertAllCached(home);
  }

  @Test
  void aReplacedProgramNeverRunsOldCode() throws IOException {
    Path home = Bundle.copiedTo(scratch.resolve("replaced"), true);
    Path source =
        Files.writeString(
            scratch.resolve("Hostready.java"),
            """
            package io.hostready.cli;
            class Hostready {
              public static void main(String[] arguments) {
                System.out.println("new code");
              }
            }
            """);
    Path module = Files.writeString(scratch.resolve("module-info.java"), "module hostready {}");
    Path classes = Files.createDirectory(scratch.resolve("new"));
    Path image = scratch.resolve("image");
    String java = System.getProperty("java.home") + "/bin/";
    Bundle.run(
            scratch,
            Map.of(),
            java + "javac",
            "-d",
            classes.toString(),
            source.toString(),
            module.toString())
        .succeeds();
    Bundle.run(
            scratch,
            Map.of(),
            java + "jlink",
            "--module-path",
            classes.toString(),
            "--add-modules",
            "hostready",
            "--output",
            image.toString())
        .succeeds();
    Files.copy(image.resolve("lib/modules"), modules(home), StandardCopyOption.REPLACE_EXISTING);

    assertEquals("new code\n", Bundle.program(home, Map.of(), "--version").succeeds().out());
  }

  private static Path modules(Path home) {
    return home.resolve("runtime/lib/modules");
  }

  @Test
  void theCacheIsCalledAfterTheModulesHash() throws Exception {
    String hash =
        java.util.HexFormat.of()
            .formatHex(
                java.security.MessageDigest.getInstance("SHA-256")
                    .digest(Files.readAllBytes(modules(home()))));
    assertEquals(
        "hostready-" + hash.substring(0, 16) + ".aot", cache(home()).getFileName().toString());
  }

  /** A moved program must not look for where it was made: each class would cost a failing look. */
  @Test
  void nothingIsLookedForWhereItWasMade() throws IOException {
    NeedsTool.named("strace");
    Path moved = Bundle.copiedTo(scratch.resolve("moved"), true);
    Path trace = scratch.resolve("trace");
    Bundle.run(
            scratch,
            Map.of(),
            "strace",
            "-f",
            "-e",
            "trace=%file",
            "-o",
            trace.toString(),
            moved.resolve("bin/hostready").toString(),
            "check",
            "cpu-64-bit")
        .succeeds();
    try (Stream<String> lines = Files.lines(trace)) {
      assertEquals(
          List.of(),
          lines.filter(line -> line.contains(Bundle.PROJECT + "/target/package")).toList());
    }
  }

  /**
   * Ended as by a fault of Java's own, amid many hosts. Its first words go to standard output,
   * which only an option that silences it altogether would change; the whole story is on standard
   * error.
   */
  @Test
  void aCrashOfJavaIsToldAndLeavesNothingInTheFolder() throws Exception {
    Path folder = Files.createDirectory(scratch.resolve("work"));
    Path out = scratch.resolve("out");
    String host = Bundle.PROJECT.resolve("test-fixtures/hosts/ubuntu-24.04-fresh").toString();
    String script =
        """
        ulimit -c unlimited
        '%s' check --format json%s >'%s' &
        until [ -s '%s' ]; do sleep 0.1; done
        kill -SEGV $!
        wait $!
        """
            .formatted(
                home().resolve("bin/hostready"), (" --host '" + host + "'").repeat(500), out, out);
    Ran ran = Bundle.run(folder, Map.of(), "sh", "-c", script);
    assertEquals(134, ran.exit(), ran::toString); // 128 + SIGABRT; 1 would be 'not ready'
    assertTrue(ran.err().contains("A fatal error has been detected"), ran::toString);
    assertTrue(Files.readString(out).startsWith("{"));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void otherJavasOptionsAreNotForIt() {
    Map<String, String> options =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-javaagent:/nonexistent",
            "JDK_JAVA_OPTIONS", "-nonsense",
            "_JAVA_OPTIONS", "-Xmx1k");
    Ran ran = Bundle.program(home(), options, "--version").succeeds();
    assertEquals(VERSION, ran.out());
    assertEquals("", ran.err());
  }

  @Test
  void itNeverAsksGetconfWhereTheReleaseIsKnown() throws IOException {
    String id = Files.readString(Path.of("/etc/os-release"));
    if (!id.contains("ID=debian") || !id.contains("VERSION_ID=\"13\"")) {
      Needed.isMissing("this is not Debian 13");
    }
    Path bin = Files.createDirectory(scratch.resolve("bin"));
    Path asked = scratch.resolve("asked");
    Path getconf = Files.writeString(bin.resolve("getconf"), "#!/bin/sh\n: >'" + asked + "'\n");
    assertTrue(getconf.toFile().setExecutable(true));
    Map<String, String> path = Map.of("PATH", bin + ":" + System.getenv("PATH"));
    Bundle.program(home(), path, "--version").succeeds();
    assertFalse(Files.exists(asked));
  }

  /**
   * Its os-release and getconf say what those of the release say; its glibc is not really older.
   */
  @ParameterizedTest
  @ValueSource(strings = {"debian 12 glibc_2.36", "ubuntu 22.04 glibc_2.35", "alpine 3.20 musl"})
  @NeedsBox
  void anOlderGlibcGetsAMessage(String release) {
    String[] words = release.split(" ");
    try (Box box =
        Box.with()
            .osRelease(words[0], words[1], "any")
            .bind(Bundle.home(), "/srv/hostready")
            .start()) {
      String answer =
          words[2].equals("musl") ? "exit 1" : "echo '" + words[2].replace('_', ' ') + "'";
      box.write("/usr/local/bin/getconf", "#!/bin/sh\n" + answer + "\n");
      box.sh("chmod 755 /usr/local/bin/getconf").succeeds();
      Ran ran = box.run("/srv/hostready/bin/hostready", "--version").exits(2);
      assertEquals("", ran.out());
      assertTrue(ran.err().contains("needs glibc 2."), ran::toString);
      box.write("/usr/local/bin/getconf", "#!/bin/sh\necho 'glibc 2.99'\n");
      box.run("/srv/hostready/bin/hostready", "--version").succeeds();
    }
  }
}
