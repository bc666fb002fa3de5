package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.yaml.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalLevelTest {

  private static final String CASES =
      """

      - is: required
        when: {file-text: {path: /etc/first, key: ON, expect: {value: "1"}}}
      - is: recommended
        when: {file-text: {path: /etc/second, key: ON, expect: {value: "1"}}}
      - is: optional\
      """;

  private static final String WEAK_FIRST =
      """

      - is: optional
        when: {file-text: {path: /etc/first, key: ON, expect: {value: "1"}}}
      - is: recommended
        when: {file-text: {path: /etc/second, key: ON, expect: {value: "1"}}}
      - is: required\
      """;

  private static ConditionalLevel levels() {
    return levels(CASES);
  }

  private static ConditionalLevel levels(String cases) {
    return new Books()
        .rule("a", cases, "{path: {path: /etc/x, expect: {present: true}}}")
        .book()
        .rules()
        .get(new RuleId("a"))
        .levels();
  }

  private static Host host(String first, String second) {
    FakeHost host = FakeHost.empty();
    put(host, "/etc/first", first);
    put(host, "/etc/second", second);
    return host.host();
  }

  private static void put(FakeHost host, String path, String state) {
    if (state.equals("closed")) {
      host.denied(path);
    } else {
      host.file(path, "ON=" + state + "\n");
    }
  }

  /** The first case that holds counts; in doubt the stronger level does. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, required",
    "1, 0, required",
    "0, 1, recommended",
    "0, 0, optional",
    "closed, 0, required",
    "closed, closed, required",
    "0, closed, recommended",
  })
  void theFirstCaseThatHoldsOrMayHoldCounts(String first, String second, String level) {
    assertEquals(level, levels().of(host(first, second), Parameters.NONE).id());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, optional",
    "0, 1, recommended",
    "0, 0, required",
    "closed, 1, recommended",
    "closed, 0, required",
    "closed, closed, required",
    "0, closed, required",
  })
  void doubtNeverWeakensARuleWhoseWeakestCaseStandsFirst(
      String first, String second, String level) {
    ConditionalLevel levels = levels(WEAK_FIRST);
    assertEquals(level, levels.of(host(first, second), Parameters.NONE).id());
  }

  @Test
  void aFixedLevelIsTheSameForEveryHost() {
    assertEquals(
        Level.RECOMMENDED,
        ConditionalLevel.always(Level.RECOMMENDED).of(FakeHost.empty().host(), Parameters.NONE));
  }

  @Test
  void levelsWithoutALastCaseCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> new ConditionalLevel(List.of()));
    List<ConditionalLevel.Case> conditional = levels().cases().subList(0, 1);
    assertThrows(IllegalArgumentException.class, () -> new ConditionalLevel(conditional));
  }

  @Test
  void requiredIsTheStrongest() {
    assertTrue(Level.REQUIRED.isAtLeast(Level.OPTIONAL));
    assertTrue(Level.OPTIONAL.isAtLeast(Level.OPTIONAL));
    assertFalse(Level.OPTIONAL.isAtLeast(Level.RECOMMENDED));
    assertEquals(List.of("required", "recommended", "optional"), Level.WORDS);
  }
}
