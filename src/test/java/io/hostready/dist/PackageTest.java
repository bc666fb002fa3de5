package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.MarkdownPage;
import io.hostready.testbed.Needed;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/package makes: the parts and their documents. */
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
  void theArchiveHoldsTheDirectory() throws IOException {
    Path directory = Files.createDirectory(scratch.resolve("unpacked"));
    Bundle.run(directory, Map.of(), "tar", "-xf", Bundle.archive().toString()).succeeds();
    Bundle.run(
            directory,
            Map.of(),
            "diff",
            "-r",
            "--no-dereference",
            "hostready",
            Bundle.home().toString())
        .succeeds();
    for (String file :
        List.of("bin/hostready", "share/man/man1/hostready.1.gz", "share/doc/hostready/LICENSE")) {
      assertTrue(Files.isRegularFile(directory.resolve("hostready").resolve(file)), file);
    }
  }

  @Test
  void nativeExecutableNeedsNothingBesideIt() throws IOException {
    Needed.applies(Bundle.isNative(), "no native executable could be built here");
    try (Stream<Path> parts = Files.list(Bundle.home())) {
      assertEquals(
          Set.of("bin", "share"),
          parts.map(part -> part.getFileName().toString()).collect(Collectors.toSet()));
    }
    Path alone = Bundle.only(Bundle.dist(), "-linux-" + Bundle.architecture());
    assertEquals(-1, Files.mismatch(alone, Bundle.home().resolve("bin/hostready")));
    Path copy = Files.copy(alone, scratch.resolve("any name"), StandardCopyOption.COPY_ATTRIBUTES);
    ProgramRun rules = Bundle.run(scratch, Map.of(), copy.toString(), "rules", "list").succeeds();
    assertTrue(rules.out().contains("ipv4-forwarding-on"), rules::out);
  }

  @Test
  void processorWithoutAvxRunsIt() {
    Needed.applies(Bundle.architecture().equals("amd64"), "this is not amd64");
    Needed.applies(Bundle.isNative(), "no native executable could be built here");
    NeedsTool.named("qemu-x86_64");
    for (String model : List.of("Nehalem", "qemu64")) {
      ProgramRun ran =
          Bundle.run(
              scratch,
              Map.of(),
              "qemu-x86_64",
              "-cpu",
              model,
              Bundle.home().resolve("bin/hostready").toString(),
              "check",
              "--format",
              "json");
      assertTrue(ran.out().startsWith("{") && ran.exit() <= 3, ran::toString);
    }
  }

  /** A static executable needs none; one that a GraalVM linked dynamically needs an old one. */
  @Test
  void nativeExecutableNeedsNoCLibraryNewerThan228() {
    Needed.applies(Bundle.isNative(), "no native executable could be built here");
    String executable = Bundle.home().resolve("bin/hostready").toString();
    String dynamic = objdump("-p", executable);
    List<Integer> minors =
        Pattern.compile("GLIBC_2\\.(\\d+)")
            .matcher(objdump("-T", executable))
            .results()
            .map(found -> Integer.valueOf(found.group(1)))
            .toList();
    assertEquals(dynamic.contains("NEEDED"), !minors.isEmpty(), dynamic);
    assertTrue(minors.stream().allMatch(minor -> minor <= 28), minors::toString);
  }

  @Test
  void linksOfTheDocumentsLeadToDocuments() {
    List<MarkdownPage> documents = MarkdownPage.in(share("doc/hostready"));
    assertTrue(documents.size() > 5, documents::toString);
    assertEquals(
        List.of(), documents.stream().flatMap(page -> page.brokenLinks().stream()).toList());
  }

  private String objdump(String option, String executable) {
    return Bundle.run(scratch, Map.of(), "objdump", option, executable).out();
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
    String java = Files.readString(share("doc/hostready/licenses/java.base/LICENSE"));
    assertTrue(java.contains("\"CLASSPATH\" EXCEPTION"), java);
  }

  @Test
  void theManualTellsEveryCommand() throws Exception {
    NeedsTool.named("man");
    ProgramRun page =
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
    ProgramRun overview = Bundle.program(Bundle.home(), Map.of(), "--help").succeeds();
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
    ProgramRun ran = Bundle.run(Bundle.home(), Map.of(), "bash", "-c", script).succeeds();
    assertEquals("", ran.err());
    return ran.out().lines().filter(word -> !word.isEmpty()).collect(Collectors.toSet());
  }

  @Test
  void bashCompletesCommandsOptionsAndRules() {
    assertTrue(offered("hostready ").containsAll(commands()));
    assertEquals(Set.of("check"), offered("hostready che"));
    assertEquals(Set.of("--fail-on", "--fail-on-new", "--format"), offered("hostready check --f"));
    assertEquals(
        Set.of("required", "recommended", "optional"), offered("hostready check --fail-on "));
    assertEquals(Set.of("device-mapper-available"), offered("hostready check device-mapper-av"));
    assertTrue(offered("hostready check --pack ").contains("docker-engine"));
    assertEquals(Set.of("share"), offered("hostready check --rules sh"));
    assertTrue(offered("hostready rules ").contains("lint"));
  }

  @Test
  void zshCompletesThem() throws IOException {
    NeedsTool.named("zsh");
    // zsh completes in a terminal only: compadd stands in, and says what it was given.
    String script =
        """
        PATH=%s:$PATH
        compadd() { while [[ $1 != -- ]]; do shift; done; shift; (($#)) && print -rl -- "$@"; true; }
        _files() { print -- files; }
        fpath=(%s $fpath)
        autoload -Uz _hostready
        words=(hostready check --fail-on '') CURRENT=4
        _hostready
        """
            .formatted(Bundle.home().resolve("bin"), share("zsh/site-functions"));
    Path file = Files.writeString(scratch.resolve("complete"), script);
    ProgramRun ran = Bundle.run(scratch, Map.of(), "zsh", "-f", file.toString()).succeeds();
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
            Bundle.dist().resolve("install.sh").toString(),
            Bundle.PROJECT.resolve("src/main/dist/java-launcher.sh").toString(),
            Bundle.PROJECT.resolve("src/main/dist/deb/postrm").toString())
        .succeeds();
  }
}
