package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
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
import org.junit.jupiter.api.io.TempDir;

/** What README tells a reader to do works. */
class ReadmeTest {

  private static final String README = read();

  private static String read() {
    try {
      return Files.readString(ScriptFiles.project().resolve("README.md"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void itsFirstTwoCommandsExist() {
    List<String> commands =
        README.lines().filter(line -> line.startsWith("    scripts/")).limit(2).toList();
    assertEquals(2, commands.size(), README);
    for (String line : commands) {
      String command = line.strip().split(" ", 2)[0];
      assertTrue(Files.isExecutable(ScriptFiles.project().resolve(command)), command);
    }
  }

  @Test
  void itsRuleIsARule(@TempDir Path rules) throws IOException {
    String rule = README.split("```yaml\nid: ", 2)[1].split("```", 2)[0];
    String id = rule.lines().findFirst().orElseThrow();
    StandInProject.write(rules.resolve("kernel/" + id + ".yaml"), "id: " + rule);
    Project.Ran ran = Project.hostready("rules", "lint", "--rules", rules.toString());
    assertEquals("", ran.err());
    assertEquals(0, ran.exitCode());
    assertEquals(0, Project.hostready("rules", "show", "--rules", rules.toString(), id).exitCode());
  }

  @Test
  void itsTableOfProofsIsThatOfTheRules() throws IOException {
    String table = README.split("## Proofs", 2)[1].split("## ", 2)[0];
    try (Stream<Path> files = Files.list(ScriptFiles.project().resolve("rules/proofs"))) {
      Set<String> shipped =
          files
              .map(file -> file.getFileName().toString().replace(".yaml", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> told =
          table
              .lines()
              .filter(line -> line.startsWith("|"))
              .flatMap(line -> Pattern.compile("`([a-z-]+)`").matcher(line).results())
              .map(found -> found.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(shipped, told);
    }
  }

  @Test
  void itsExitCodesAreThoseOfTheProgram() {
    String help = Project.hostready("--help").out();
    List<String> told =
        README
            .lines()
            .filter(line -> line.matches("\\| \\d \\|.*"))
            .map(l -> l.substring(2, 3))
            .toList();
    List<String> real =
        help.substring(help.indexOf("Exit codes"))
            .lines()
            .filter(line -> line.matches("  \\d  .*"))
            .map(line -> line.substring(2, 3))
            .toList();
    assertEquals(real, told);
  }
}
