package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.testbed.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README is short, and what it tells a reader to do works. */
class ReadmeTest {

  private static final MarkdownPage README = MarkdownPage.of("README.md");

  @Test
  void itHasAtMost140Lines() {
    assertTrue(
        README.text().lines().count() <= 140,
        () -> README.text().lines().count() + " lines; move some to a page of src/docs");
  }

  @Test
  void itsFirstTwoCommandsExist() {
    List<String> commands =
        README
            .text()
            .lines()
            .filter(line -> line.startsWith("    scripts/"))
            .map(line -> line.strip().split("  ", 2)[0])
            .limit(2)
            .toList();
    assertEquals(List.of("scripts/hostready check", "scripts/test"), commands);
    for (String command : commands) {
      String program = command.split(" ", 2)[0];
      assertTrue(Files.isExecutable(ScriptFiles.project().resolve(program)), program);
    }
  }

  @Test
  void itsPacksAreThoseOfTheRules() throws IOException {
    try (Stream<Path> files = Files.list(ScriptFiles.project().resolve("rules/packs"))) {
      Set<String> shipped =
          files
              .map(file -> file.getFileName().toString().replace(".yaml", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> listed =
          Pattern.compile("(?m)^\\| `([a-z-]+)`")
              .matcher(README.section("Commands and packs").text())
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(shipped, listed);
    }
  }

  @Test
  void itsExitCodesAreThoseOfTheProgram() {
    String help = Project.hostready("--help").out();
    List<String> listed =
        README
            .section("Results and exit codes")
            .text()
            .lines()
            .filter(line -> line.matches("\\| \\d \\|.*"))
            .map(line -> line.substring(2, 3))
            .toList();
    List<String> real =
        help.substring(help.indexOf("Exit codes"))
            .lines()
            .filter(line -> line.matches("  \\d  .*"))
            .map(line -> line.substring(2, 3))
            .toList();
    assertEquals(real, listed);
  }
}
