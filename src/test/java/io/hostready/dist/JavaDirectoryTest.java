package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.NeedsRoot;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program with its own Java and C library runs on systems with an older C library or none. */
@Tag("package")
class JavaDirectoryTest {

  private static final String VERSION = "hostready 0.1.0\n";
  private static final String PROGRAM = ForeignRoot.PROGRAM + "/bin/hostready";

  /** Runs `check` with a stat(1) that notes its environment and libraries, and prints the note. */
  private static final String CHILD =
      """
      mkdir -p /usr/local/sbin
      real=$(command -v stat)
      {
        echo '#!/bin/sh'
        echo 'env >/tmp/environment'
        echo 'cat /proc/self/maps >/tmp/maps'
        echo "exec $real \\"\\$@\\""
      } >/usr/local/sbin/stat
      chmod 755 /usr/local/sbin/stat
      code=0
      /opt/hostready/bin/hostready check --format json >/tmp/out || code=$?
      test "$code" = 1
      cat /tmp/environment /tmp/maps
      """;

  @TempDir Path scratch;

  private static Path home() {
    return JavaDirectory.of("amd64");
  }

  /** As -XX:AOTMode=on demands it, Java starts only if its cache is usable. */
  private static ProgramRun strict(Path home, String... arguments) throws IOException {
    return withOption("-XX:AOTMode=on", home, arguments);
  }

  private static ProgramRun withOption(String more, Path home, String... arguments)
      throws IOException {
    Path launcher = home.resolve("bin/hostready");
    String option = "\"-XX:AOTCache=";
    String text = Files.readString(launcher);
    assertTrue(text.contains(option), text);
    Path changed = launcher.resolveSibling("changed");
    Files.writeString(changed, text.replace(option, more + " " + option));
    String[] argv = new String[arguments.length + 2];
    argv[0] = "sh";
    argv[1] = changed.toString();
    System.arraycopy(arguments, 0, argv, 2, arguments.length);
    return Bundle.run(Bundle.PROJECT, Map.of(), argv);
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian-12-arm64-cloud", "debian-12-docker-29", "ubuntu-24.04-fresh"})
  void itPrintsWhatTheClassesPrint(String host) throws IOException {
    Goldens.assertPrinted(host, Bundle.program(home(), Map.of(), Goldens.command(host)).out());
  }

  @Test
  void itHasNoDebuggingSymbols() throws IOException {
    try (Stream<Path> files = Files.walk(home().resolve("runtime"))) {
      assertEquals(
          List.of(),
          files.filter(file -> file.getFileName().toString().endsWith(".debuginfo")).toList());
    }
  }

  @Test
  void aCopyOfItUsesItsCache() throws IOException {
    Path moved = Bundle.copied(home(), scratch.resolve("an other place"), false);
    ProgramRun ran = strict(moved, "--version").succeeds();
    assertEquals(VERSION, ran.out());
    assertEquals("", ran.err());
  }

  /**
   * A file with a name that others can guess, in the current directory of root, would follow links.
   */
  @Test
  void javaWritesNoFileWhenItCrashes() throws IOException {
    Path copy = Bundle.copied(home(), scratch.resolve("copy"), false);
    String flags = withOption("-XX:+PrintFlagsFinal", copy, "--version").succeeds().said();
    assertTrue(flags.contains(VERSION), flags);
    for (String flag :
        List.of(
            "DumpReplayDataOnError = false",
            "ErrorFileToStderr = true",
            "HeapDumpOnOutOfMemoryError = false",
            "UsePerfData = false")) {
      assertTrue(flags.replaceAll(" +", " ").contains(" " + flag + " "), flag + " in " + flags);
    }
    assertTrue(
        Files.readString(copy.resolve("bin/hostready")).contains("\nulimit -S -c 0\n"), "cores");
  }

  /** Machine code in the cache could need what the processor that made it has. */
  @Test
  void aProcessorWithoutAvxUsesItsCache() throws IOException {
    NeedsTool.named("qemu-x86_64");
    Path copy = Bundle.copied(home(), scratch.resolve("copy"), false);
    Path launcher = copy.resolve("bin/hostready");
    String text = Files.readString(launcher);
    Files.writeString(launcher, text.replace("\nexec ", "\nexec qemu-x86_64 -cpu Nehalem "));
    assertEquals(VERSION, strict(copy, "--version").succeeds().out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bullseye", "bookworm"})
  @NeedsRoot
  void itRunsWithAnOlderCLibrary(String codename) throws IOException {
    ForeignRoot root = ForeignRoot.debian(codename, scratch);
    assertJudged(root);
    ProgramRun ran = root.run(home(), "sh", "-euc", CHILD).succeeds();
    assertCleanChild(ran);
    assertTrue(ran.out().contains("/lib/x86_64-linux-gnu/libc"), ran::toString);
  }

  @Test
  @NeedsRoot
  void itRunsWithoutACLibrary() throws IOException {
    NeedsTool.named("busybox");
    ForeignRoot root = ForeignRoot.busybox(scratch);
    assertJudged(root);
    assertCleanChild(root.run(home(), "sh", "-euc", CHILD).succeeds());
  }

  /** install.sh itself, by busybox, from what is published. */
  @Test
  @NeedsRoot
  void itIsInstalledWithoutACLibrary() throws IOException {
    String install =
        "sh /opt/hostready/install.sh --prefix /usr/local && /usr/local/bin/hostready --version";
    ProgramRun ran =
        ForeignRoot.busybox(scratch).run(Bundle.dist(), "sh", "-euc", install).succeeds();
    assertEquals(VERSION, ran.out());
  }

  private static void assertJudged(ForeignRoot root) {
    ProgramRun version = root.run(home(), PROGRAM, "--version").succeeds();
    assertEquals(VERSION, version.out());
    assertEquals("", version.err());
    ProgramRun check = root.run(home(), PROGRAM, "check", "--format", "json").exits(1);
    assertTrue(check.out().contains("\"source\": \"live\""), check::toString);
    assertTrue(check.out().contains("\"outcome\": \"not-ready\""), check::toString);
    assertEquals("", check.err());
  }

  /** A program that it starts has the host's own libraries and nothing of its environment. */
  private static void assertCleanChild(ProgramRun ran) {
    List<String> names =
        ran.out()
            .lines()
            .takeWhile(line -> line.matches("[A-Za-z_]+=.*"))
            .map(line -> line.replaceFirst("=.*", ""))
            .filter(name -> !List.of("PWD", "SHLVL", "OLDPWD", "_").contains(name))
            .sorted()
            .toList();
    assertEquals(List.of("HOME", "LC_ALL", "PATH", "TERM"), names, ran::toString);
    assertFalse(ran.out().contains(ForeignRoot.PROGRAM), ran::toString);
  }

  /** Java forks itself to start programs, and the settings of a host are changed by such. */
  @Test
  @NeedsRoot
  void itChangesAnOlderHostAndUndoesThat() throws IOException {
    String lines =
        """
        export PATH=$PATH:/opt/hostready/bin
        cat /proc/sys/net/ipv4/ip_forward
        hostready fix --yes --allow-risk medium --set firewall-backend=nftables ipv4-forwarding-on >&2
        cat /proc/sys/net/ipv4/ip_forward
        hostready undo --yes >&2
        cat /proc/sys/net/ipv4/ip_forward
        """;
    ProgramRun ran =
        ForeignRoot.debian("bullseye", scratch).run(home(), "sh", "-euc", lines).succeeds();
    assertEquals("0\n1\n0\n", ran.out(), ran::toString);
  }

  @Test
  void optionsAndLibrariesForOtherProgramsAreIgnored() {
    Map<String, String> hostile =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-Dx",
            "JDK_JAVA_OPTIONS", "-Dx",
            "_JAVA_OPTIONS", "-Dx",
            "JDK_AOT_VM_OPTIONS", "-Dx",
            "CLASSPATH", "/nowhere",
            "LD_PRELOAD", "/nowhere.so",
            "LD_LIBRARY_PATH", "/nowhere",
            "LC_ALL", "de_DE.ISO-8859-1");
    ProgramRun ran =
        Bundle.run(Bundle.PROJECT, hostile, "env", "sh", home() + "/bin/hostready", "--version");
    assertEquals(VERSION, ran.succeeds().out());
    assertEquals("", ran.err().replaceAll("ERROR: ld.so: object '/nowhere.so'.*\n", ""));
  }

  @Test
  void aCurrentDirectoryThatIsGoneIsAnError() throws IOException {
    String lines = "mkdir gone; cd gone; rmdir ../gone; exec \"$0\" check";
    String program = home().resolve("bin/hostready").toString();
    for (String shell : List.of("sh", "busybox sh")) {
      ProgramRun ran =
          Bundle.run(
                  scratch,
                  Map.of(),
                  "sh",
                  "-euc",
                  lines.replace("\"$0\"", shell + " \"$0\""),
                  program)
              .exits(2);
      assertTrue(
          ran.err().contains("hostready: the current directory cannot be determined"),
          ran::toString);
      assertEquals("", ran.out());
    }
  }

  /** Except, now and then, for what Java's cache says of the order in which threads ran. */
  @Test
  void twoBuildsAreEqual() {
    String first = JavaDirectory.make("amd64", scratch.resolve("first")).toString();
    String second = JavaDirectory.make("amd64", scratch.resolve("second")).toString();
    String cache = "--exclude=hostready.aot";
    ProgramRun ran = Bundle.run(scratch, Map.of(), "diff", "-rq", cache, first, second).succeeds();
    assertEquals("", ran.out());
  }

  @Test
  void eachPackageThatItWasMadeOfIsNamed() throws IOException {
    List<String> names =
        Files.readAllLines(home().resolve("runtime/packages")).stream()
            .peek(line -> assertEquals(4, line.split(" ").length, line))
            .map(line -> line.replaceFirst(" .*", ""))
            .toList();
    assertTrue(
        names.containsAll(List.of("libc6", "libstdc++6", "openjdk-25-jdk-headless", "zlib1g")),
        names::toString);
  }
}
