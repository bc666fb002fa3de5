package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.dist.NeedsTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The completion that the package has, in real shells. */
class CompletionTest {

  /** How a shell says what it offers for the word at the end of a command line. */
  private enum Shell {
    BASH(
        """
        . completion
        COMP_LINE='%s'
        # As bash splits it: an equals sign is a word of its own (COMP_WORDBREAKS).
        read -ra COMP_WORDS <<<"${COMP_LINE//=/ = }"
        [[ $COMP_LINE != *' ' ]] || COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _hostready_bash
        printf '%%s\\n' "${COMPREPLY[@]}"
        """),
    // zsh completes in a terminal only: these stand in for compadd, compset and _files.
    ZSH(
        """
        line='%s'
        words=("${(@s: :)line}") CURRENT=${#words}
        compset() { words[CURRENT]=${words[CURRENT]##*=} }
        compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -l -- ${(M)@:#${words[CURRENT]}*}; }
        _files() { print -l -- ${words[CURRENT]}*; }
        compdef() {}
        . ./completion
        _hostready_zsh
        """),
    FISH("source hostready.fish; complete -C '%s'");

    private final String script;

    Shell(String script) {
      this.script = script;
    }

    String program() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @TempDir static Path directory;

  @BeforeAll
  static void writeScripts() throws IOException {
    Documents.main(new String[] {directory.toString(), "0"});
    Files.createDirectory(directory.resolve("sharing"));
    Files.writeString(directory.resolve("shut.json"), "");
  }

  private static Set<String> offered(Shell shell, String line) throws IOException {
    NeedsTool.named(shell.program());
    ProcessBuilder builder =
        new ProcessBuilder(shell.program(), "-c", shell.script.formatted(line));
    builder.environment().put("HOME", directory.toString());
    Process process = builder.directory(directory.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", err);
    return out.lines()
        .map(each -> each.split("\t")[0])
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void itOffersCommandsAndTheirOwnOptions(Shell shell) throws IOException {
    assertTrue(offered(shell, "hostready ").containsAll(Set.of("check", "rules", "facts")));
    assertEquals(Set.of("check"), offered(shell, "hostready che"));
    // fish offers each option that has these letters in this order.
    assertEquals(Set.of("--fail-on", "--fail-on-new"), offered(shell, "hostready check --fai"));
    assertEquals(Set.of("--format"), offered(shell, "hostready check --for"));
    assertTrue(offered(shell, "hostready rules ").containsAll(Set.of("list", "lint", "schema")));
    assertEquals(Set.of("lint", "list"), offered(shell, "hostready rules li"));
    assertEquals(Set.of("--rules", "--rules-key"), offered(shell, "hostready rules lint --ru"));
    assertTrue(offered(shell, "hostready rules pack ").containsAll(Set.of("build", "verify")));
    assertEquals(Set.of("verify"), offered(shell, "hostready rules pack ver"));
    Set<String> sources = offered(shell, "hostready rules pack build sha");
    assertTrue(sources.stream().anyMatch(each -> each.startsWith("sharing")), sources + "");
    assertEquals(Set.of(), offered(shell, "hostready rules kinds --pack"));
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void itOffersValues(Shell shell) throws IOException {
    assertEquals(
        Set.of("required", "recommended", "optional"),
        offered(shell, "hostready check --fail-on "));
    assertEquals(Set.of("json", "junit"), offered(shell, "hostready check --format j"));
    assertEquals(Set.of("json"), offered(shell, "hostready plan --format j"));
    assertEquals(Set.of("high"), offered(shell, "hostready fix --allow-risk h"));
    assertEquals(Set.of("kubernetes-node"), offered(shell, "hostready check --pack ku"));
    String rule = "device-mapper-available";
    assertEquals(Set.of(rule), offered(shell, "hostready check device-mapper-av"));
    assertEquals(Set.of(rule), offered(shell, "hostready rules show device-mapper-av"));
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void itOffersFilesAndDirectories(Shell shell) throws IOException {
    assertTrue(offered(shell, "hostready report sh").contains("shut.json"));
    Set<String> directories = offered(shell, "hostready check --rules sha");
    assertTrue(
        directories.contains(shell == Shell.FISH ? "sharing/" : "sharing"), directories + "");
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void itOffersParameters(Shell shell) throws IOException {
    assertEquals(Set.of("docker-version="), offered(shell, "hostready check --set docker-v"));
    Set<String> values = offered(shell, "hostready check --set storage-driver=z");
    assertEquals(Set.of(shell == Shell.FISH ? "storage-driver=zfs" : "zfs"), values);
    Set<String> nothing = offered(shell, "hostready check --set docker-version=2");
    assertFalse(nothing.stream().anyMatch(word -> word.startsWith("--")), nothing + "");
  }

  @Test
  void itOffersTheValueAfterAnEqualsSign() throws IOException {
    for (Shell shell : Set.of(Shell.BASH, Shell.ZSH)) {
      assertEquals(Set.of("required"), offered(shell, "hostready check --fail-on=req"));
      assertTrue(offered(shell, "hostready check --format json=sh").contains("shut.json"));
    }
  }
}
