package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Ran;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/package makes: the parts, their papers, and that they can be made again. */
@Tag("package")
class PackageTest {

  @TempDir Path scratch;

  private static Path share(String path) {
    return Bundle.home().resolve("share").resolve(path);
  }

  @Test
  void theChecksumsAreRight() {
    Bundle.run(Bundle.dist(), Map.of(), "sha256sum", "-c", "--strict", "SHA256SUMS").succeeds();
  }

  @Test
  void theArchiveHoldsTheFolder() {
    Ran list =
        Bundle.run(
                scratch, Map.of(), "tar", "-tf", Bundle.only(Bundle.dist(), ".tar.xz").toString())
            .succeeds();
    Set<String> files = list.out().lines().collect(Collectors.toSet());
    for (String file :
        List.of(
            "hostready/bin/hostready",
            "hostready/runtime/bin/java",
            "hostready/rules/packs/docker-engine.yaml",
            "hostready/share/man/man1/hostready.1.gz",
            "hostready/share/doc/hostready/LICENSE")) {
      assertTrue(files.contains(file), file);
    }
  }

  @Test
  void everyLibraryHasItsLicence() throws IOException {
    String copyright = Files.readString(share("doc/hostready/copyright"));
    Set<String> named =
        copyright
            .lines()
            .filter(line -> line.startsWith("Files: "))
            .flatMap(line -> Stream.of(line.substring("Files: ".length()).split(" ")))
            .collect(Collectors.toSet());
    Set<String> libraries = new TreeSet<>();
    for (String jar : Files.readAllLines(share("doc/hostready/libraries"))) {
      libraries.add(jar.replaceFirst("-[0-9].*", ""));
    }
    assertTrue(libraries.contains("picocli") && libraries.size() > 5, libraries::toString);
    libraries.removeAll(named);
    assertEquals(Set.of(), libraries);
  }

  @Test
  void theManualTellsEveryCommand() throws Exception {
    NeedsTool.named("man");
    Ran page =
        Bundle.run(
                scratch,
                Map.of("MANWIDTH", "100", "LC_ALL", "C.UTF-8", "MANROFFOPT", "-c"),
                "man",
                "--warnings",
                "-l",
                share("man/man1/hostready.1.gz").toString())
            .succeeds();
    assertEquals("", page.err());
    for (String command : commands()) {
      assertTrue(page.out().contains("OPTIONS OF " + command.toUpperCase(java.util.Locale.ROOT)));
    }
    assertTrue(page.out().contains("--fail-on LEVEL"), page::out);
  }

  /** The commands, as the overview lists them. */
  private static List<String> commands() {
    Ran overview = Bundle.program(Bundle.home(), Map.of(), "--help").succeeds();
    List<String> commands = new ArrayList<>();
    overview
        .out()
        .lines()
        .filter(line -> line.matches("  [a-z]+ .*"))
        .forEach(line -> commands.add(line.strip().split(" ")[0]));
    assertTrue(commands.contains("check") && commands.contains("fix"), commands::toString);
    return commands;
  }

  /** What bash offers for a command line that ends in a word half written, or in a blank. */
  private static Set<String> offered(String line) {
    String script =
        """
        PATH=%s:$PATH
        . %s
        COMP_LINE='%s'
        read -ra COMP_WORDS <<<"$COMP_LINE"
        [[ $COMP_LINE != *' ' ]] || COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _hostready_bash
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(
                Bundle.home().resolve("bin"), share("bash-completion/completions/hostready"), line);
    Ran ran = Bundle.run(Bundle.home(), Map.of(), "bash", "-c", script).succeeds();
    assertEquals("", ran.err());
    return ran.out().lines().filter(word -> !word.isEmpty()).collect(Collectors.toSet());
  }

  @Test
  void bashCompletesCommandsOptionsAndRules() {
    assertTrue(offered("hostready ").containsAll(commands()));
    assertEquals(Set.of("check"), offered("hostready che"));
    assertEquals(Set.of("--fail-on", "--format"), offered("hostready check --f"));
    assertEquals(
        Set.of("required", "recommended", "optional"), offered("hostready check --fail-on "));
    assertEquals(Set.of("device-mapper-available"), offered("hostready check device-mapper-av"));
    assertTrue(offered("hostready check --pack ").contains("docker-engine"));
    assertEquals(Set.of("rules", "runtime"), offered("hostready check --rules ru"));
    assertTrue(offered("hostready rules ").contains("lint"));
  }

  @Test
  void zshCompletesThem() throws IOException {
    NeedsTool.named("zsh");
    // zsh completes in a terminal only: compadd stands in, and says what it was given.
    String script =
        """
        PATH=%s:$PATH
        compadd() { shift; print -l -- "$@"; }
        _files() { print -- files; }
        fpath=(%s $fpath)
        autoload -Uz _hostready
        words=(hostready check --fail-on '') CURRENT=4
        _hostready
        """
            .formatted(Bundle.home().resolve("bin"), share("zsh/site-functions"));
    Path file = Files.writeString(scratch.resolve("complete"), script);
    Ran ran = Bundle.run(scratch, Map.of(), "zsh", "-f", file.toString()).succeeds();
    assertEquals("required\nrecommended\noptional\n", ran.out(), ran::toString);
  }

  @Test
  void whatShellsReadHasNoMistake() {
    NeedsTool.named("shellcheck");
    Bundle.run(
            Bundle.home(),
            Map.of(),
            "shellcheck",
            "-S",
            "warning",
            "bin/hostready",
            "../install.sh",
            Bundle.PROJECT.resolve("src/main/dist/deb/postrm").toString())
        .succeeds();
  }

  /**
   * Two builds of the same sources, in different folders, are the same but for the caches of
   * classes. In the first most often some two hundred bytes differ, nearly all of them the times
   * that soft references of the JDK keep; in the second, which lies on it, some thirty.
   */
  @Test
  void anotherBuildDiffersInNothingButTheCaches() throws IOException {
    Path copy = Files.createDirectory(scratch.resolve("elsewhere"));
    for (String part :
        List.of(
            "pom.xml",
            ".mvn",
            "LICENSE",
            "README.md",
            "CHANGELOG.md",
            "rules",
            "scripts",
            "src",
            "test-fixtures")) {
      Bundle.run(Bundle.PROJECT, Map.of(), "cp", "-r", part, copy.toString()).succeeds();
    }
    Path home = Bundle.home();
    long epoch =
        Files.getLastModifiedTime(home.resolve("bin/hostready"))
            .to(java.util.concurrent.TimeUnit.SECONDS);
    Bundle.run(
            copy, Map.of("SOURCE_DATE_EPOCH", Long.toString(epoch)), "scripts/package", "--quick")
        .succeeds();
    Path again = copy.resolve("target/dist/hostready");
    assertEquals(cachesOf(home), differences(home, again));
    Path one = unpacked(Bundle.dist(), "one");
    Path other = unpacked(copy.resolve("target/dist"), "other");
    Set<String> expected = new TreeSet<>(Set.of("control/md5sums"));
    cachesOf(home).forEach(cache -> expected.add("data/usr/lib/hostready/" + cache));
    assertEquals(expected, differences(one, other));
  }

  private static Set<String> cachesOf(Path home) {
    return Stream.of(".aot", ".jsa")
        .map(ending -> home.relativize(Bundle.only(home.resolve("lib"), ending)).toString())
        .collect(Collectors.toSet());
  }

  /** The .deb, taken apart with times, owners and modes. */
  private Path unpacked(Path dist, String name) throws IOException {
    Path folder = Files.createDirectory(scratch.resolve(name));
    String deb = Bundle.only(dist, ".deb").toString();
    Bundle.run(folder, Map.of(), "dpkg-deb", "-e", deb, "control").succeeds();
    Bundle.run(folder, Map.of(), "dpkg-deb", "-x", deb, "data").succeeds();
    return folder;
  }

  /** Paths that only one of two folders has, or that differ in content, mode or time. */
  private static Set<String> differences(Path one, Path other) throws IOException {
    Set<String> different = new TreeSet<>();
    Map<String, String> first = described(one);
    Map<String, String> second = described(other);
    Set<String> paths = new TreeSet<>(first.keySet());
    paths.addAll(second.keySet());
    for (String path : paths) {
      boolean same = first.getOrDefault(path, "-").equals(second.getOrDefault(path, "-"));
      if (!same
          || Files.isRegularFile(one.resolve(path))
              && Files.mismatch(one.resolve(path), other.resolve(path)) >= 0) {
        different.add(path);
      }
    }
    return different;
  }

  private static Map<String, String> described(Path folder) throws IOException {
    Map<String, String> described = new java.util.TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = folder.relativize(file).toString();
            described.put(
                path,
                attributes.isSymbolicLink()
                    ? "-> " + Files.readSymbolicLink(file)
                    : Files.getPosixFilePermissions(file)
                        + (path.startsWith("control/")
                            ? ""
                            : " " + attributes.lastModifiedTime().toMillis() / 1000));
            return FileVisitResult.CONTINUE;
          }
        });
    assertFalse(described.isEmpty());
    return described;
  }
}
