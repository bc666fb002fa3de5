package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.hostready.cli.Project;
import io.hostready.host.DirectoryFiles;
import io.hostready.host.Host;
import io.hostready.host.HostFolder;
import io.hostready.host.RecordedCommands;
import io.hostready.run.CheckResult;
import io.hostready.run.Checker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule, on the smallest trees that show a situation. The folder's name starts with the
 * verdict that the rule must give there; a file {@code parameters} beside the tree sets parameters,
 * one NAME=VALUE a line.
 */
class RuleFixtureTest {

  private static final Map<String, String> VERDICTS = new LinkedHashMap<>();

  static {
    VERDICTS.put("not-applicable", "not-applicable");
    VERDICTS.put("not-ready", "fail");
    VERDICTS.put("unreadable", "unknown");
    VERDICTS.put("ready", "pass");
  }

  private static final RuleBook BOOK =
      RuleBook.read(
          new Host("rules", new DirectoryFiles(), RecordedCommands.none()),
          List.of(new RuleFolder(Project.FOLDER.resolve("rules").toString(), "rules", true)));

  static List<RuleId> rules() {
    return List.copyOf(BOOK.rules().keySet());
  }

  static List<Path> situations() {
    return Project.foldersIn(Project.FIXTURES.resolve("rules")).stream()
        .flatMap(rule -> Project.foldersIn(rule).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ruleHasFixturesForEachVerdictItMustGive(RuleId rule) {
    Path folder = Project.FIXTURES.resolve("rules").resolve(rule.value());
    for (String situation : List.of("ready", "not-ready", "unreadable")) {
      assertTrue(Files.isDirectory(folder.resolve(situation)), () -> rule + " lacks " + situation);
    }
  }

  @ParameterizedTest
  @MethodSource("situations")
  void ruleGivesTheVerdictThatTheSituationIsNamedAfter(Path situation) throws IOException {
    String name = situation.getFileName().toString();
    String expected =
        VERDICTS.entrySet().stream()
            .filter(entry -> name.startsWith(entry.getKey()))
            .findFirst()
            .map(Map.Entry::getValue)
            .orElseGet(() -> fail(situation + " is named after no verdict"));
    String rule = situation.getParent().getFileName().toString();
    Selection selection =
        Selection.of(BOOK, List.of(packOf(rule)), List.of(rule), parameters(situation));
    CheckResult result =
        new Checker(Clock.systemUTC())
            .check(HostFolder.open(situation), selection, Level.REQUIRED)
            .results()
            .getFirst();
    assertEquals(expected, result.verdict().word(), result.finding().toString());
  }

  private static String packOf(String rule) {
    return BOOK.packs().values().stream()
        .filter(pack -> pack.entries().stream().anyMatch(e -> e.rule().value().equals(rule)))
        .map(RulePack::name)
        .findFirst()
        .orElseGet(() -> fail("no pack takes " + rule));
  }

  private static Map<String, String> parameters(Path situation) throws IOException {
    Path file = situation.resolve("parameters");
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(
          line -> {
            String[] parts = line.split("=", 2);
            parameters.put(parts[0], parts[1]);
          });
    }
    return parameters;
  }
}
