package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.rule.Level;
import io.hostready.rule.RuleId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results are LEVEL STATE FOUND, or - for none. */
class FindingChangeTest {

  @ParameterizedTest
  @CsvSource({
    "required pass,              required fail,              new,     true",
    "-,                          required fail,              new,     true",
    "required not_applicable,    required unknown,           new,     true",
    "required unknown,           required fail,              changed, true",
    "required fail,              required unknown,           changed, false",
    "required fail,              required waived,            changed, false",
    "required waived,            required fail,              changed, true",
    "optional fail,              required fail,              changed, true",
    "required fail a missing,    required fail b missing,    changed, false",
    "required fail 3.2 GiB free, required fail 3.1 GiB free, '',      false",
    "required fail pid 17,       required fail pid 4711,     '',      false",
    "required fail,              required pass,              fixed,   false",
    "required unknown,           required pass,              fixed,   false",
    "required fail,              required not_applicable,    gone,    false",
    "required waived,            -,                          gone,    false",
    "required pass,              -,                          '',      false",
    "required pass,              optional fail,              new,     false",
  })
  void twoResultsHaveADifference(String before, String after, String kind, boolean blocks) {
    Optional<FindingChange> change = FindingChange.of(result(before), result(after));
    assertEquals(kind, change.map(found -> found.kind().id()).orElse(""));
    assertEquals(blocks, change.filter(one -> one.isNewlyBlocking(Level.REQUIRED)).isPresent());
  }

  private static Optional<ComparedResult> result(String text) {
    String[] parts = text.split(" ", 3);
    return text.equals("-")
        ? Optional.empty()
        : Optional.of(
            new ComparedResult(
                new RuleId("x"),
                Level.of(parts[0]),
                ComparedResult.State.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                "",
                parts.length == 3 ? parts[2] : ""));
  }
}
