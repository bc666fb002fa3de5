package io.hostready.language;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.ShippedRules;
import io.hostready.rule.TextByHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ids, titles, problems and advice of the shipped rules have the form that readers expect. */
class RuleNamesTest {

  private static final Collection<Rule> RULES = ShippedRules.book().rules().values();

  /** The states that an id ends with. A new state is added here if no listed one fits. */
  private static final Pattern FAMILY =
      Pattern.compile(
          "(^|.*-)("
              + String.join(
                  "|",
                  // kernel
                  "in-kernel-config|loadable|loaded|mounted|supported-by-(kernel|docker)",
                  // presence
                  "(?<!no-)(present|installed|available|exists|configured|assigned|delegated)",
                  "set|set-once|empty|free|idle",
                  // switches
                  "enabled|enabled-if-configured|disabled|on|on-(by-default|at-boot|with-docker)|off",
                  "running|answering",
                  // amounts
                  "sufficient|high|low|zero|or-newer|version-\\d",
                  // correctness
                  "valid|64-bit|supported|compatible|consistent|genuine|readable|writable|required",
                  "(allowed|works?)(-.*)?",
                  // safety
                  "restricted|privileged|.*not-.*|.*without-.*|safe|safe-from-.*|only|behind-ufw",
                  // relations
                  "(matches|fits|allows|runs|starts|applies|has|with|usable-in)-.*|(driver|backend)-[a-z]+",
                  "accept|no-.*")
              + ")");

  private static void assertAll(Predicate<Rule> holds, String what) {
    assertEquals(
        List.of(),
        RULES.stream().filter(holds.negate()).map(rule -> rule.id().value()).toList(),
        what);
  }

  @Test
  void idsHaveAtMostFiveWordsAndEndWithAState() {
    assertAll(rule -> rule.id().value().split("-").length <= 5, "more than 5 words");
    assertAll(
        rule -> FAMILY.matcher(rule.id().value()).matches(),
        "ends with no state of FAMILY, in this test");
  }

  @Test
  void titlesFitALine() {
    assertAll(rule -> rule.text().title().length() <= 80, "more than 80 characters");
    assertAll(rule -> !rule.text().title().endsWith("."), "ends with a period");
  }

  @Test
  void requiredAndRecommendedRulesNameTheProblem() {
    assertAll(
        rule ->
            rule.levels().strongest() == Level.OPTIONAL
                || rule.text().problem().general().isPresent(),
        "no problem");
  }

  @Test
  void advisedCommandsParseAsShell(@TempDir Path scratch) throws Exception {
    List<String> commands =
        RULES.stream()
            .map(rule -> rule.text().advice())
            .flatMap(RuleNamesTest::texts)
            .flatMap(AdvisedCommands::of)
            .distinct()
            .toList();
    assertTrue(commands.size() > 90, () -> "only " + commands);
    Path script = Files.write(scratch.resolve("advice.sh"), commands);
    Process shell =
        new ProcessBuilder("sh", "-n", script.toString()).redirectErrorStream(true).start();
    assertEquals("", new String(shell.getInputStream().readAllBytes(), UTF_8));
    assertEquals(0, shell.waitFor());
  }

  private static Stream<String> texts(TextByHost text) {
    return Stream.concat(text.general().stream(), text.cases().stream().map(TextByHost.Case::text));
  }
}
