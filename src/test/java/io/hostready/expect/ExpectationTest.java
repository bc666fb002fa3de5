package io.hostready.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.probe.Evidence;
import io.hostready.probe.Observation;
import io.hostready.probe.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {

  private static final List<Evidence> EVIDENCE = List.of(Evidence.of("/proc/x", 3, "x", "y"));
  private static final Value CLOSED = new Value.Unreadable("/proc/y", "Permission denied");
  private static final Value MISSING = new Value.Missing("/proc/x");

  private static final Map<String, Observation> SEEN =
      Map.of(
          "wanted", found("state", new Value.Text("loaded")),
          "other", found("state", new Value.Text("missing")),
          "without", found("state", MISSING),
          "facet-closed", found("state", CLOSED),
          "absent", new Observation.Absent("/proc/x", EVIDENCE),
          "closed", new Observation.Unreadable("/proc/x", "Permission denied"));

  private static Observation found(String facet, Value value) {
    return new Observation.Found(Map.of(facet, value), EVIDENCE);
  }

  private static Expectation expectation(String present, boolean facet) {
    Map<String, Matcher> facets =
        facet ? Map.of("state", Matchers.oneOf(List.of("loaded"))) : Map.of();
    return new Expectation(Optional.ofNullable(present).map(Boolean::valueOf), facets, true);
  }

  /** What is expected, what was seen, and the verdict. */
  @ParameterizedTest
  @CsvSource({
    "true, false, wanted, pass",
    "true, false, absent, fail",
    "true, false, closed, unknown",
    "false, false, wanted, fail",
    "false, false, facet-closed, fail",
    "false, false, absent, pass",
    "false, false, closed, unknown",
    ", true, wanted, pass",
    ", true, other, fail",
    ", true, without, fail",
    ", true, facet-closed, unknown",
    ", true, absent, fail",
    ", true, closed, unknown",
    "true, true, wanted, pass",
    "true, true, other, fail",
    "true, true, absent, fail",
    "true, true, facet-closed, unknown",
    "true, true, closed, unknown",
  })
  void whatCouldNotBeReadIsNeitherPassNorFail(
      String present, boolean facet, String seen, String verdict) {
    Finding finding = expectation(present, facet).judge("module x", SEEN.get(seen));
    assertEquals(verdict, finding.verdict().id());
  }

  private static Finding two(Value first, Value second) {
    Map<String, Matcher> facets = new LinkedHashMap<>();
    facets.put("live", Matchers.oneOf(List.of("1")));
    facets.put("at-boot", Matchers.oneOf(List.of("1")));
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("live", first);
    values.put("at-boot", second);
    return new Expectation(Optional.empty(), facets, true)
        .judge("sysctl x", new Observation.Found(values, EVIDENCE));
  }

  @Test
  void ofTwoFacetsOneThatIsWrongFailsThoughTheOtherIsClosed() {
    Finding finding = two(CLOSED, new Value.Text("0"));
    assertEquals("fail", finding.verdict().id());
    assertEquals("sysctl x: at-boot 1", finding.expected());
    assertEquals("sysctl x: at-boot 0", finding.found());
    assertEquals(EVIDENCE, finding.evidence());
  }

  @Test
  void ofTwoFacetsOneThatIsClosedMakesItUnknownThoughTheOtherIsRight() {
    Finding finding = two(new Value.Text("1"), CLOSED);
    assertEquals(new Verdict.Unknown("/proc/y: Permission denied"), finding.verdict());
    assertEquals("sysctl x: live 1; at-boot 1", finding.expected());
    assertEquals("unknown", two(CLOSED, CLOSED).verdict().id());
    assertEquals("pass", two(new Value.Text("1"), new Value.Text("1")).verdict().id());
  }

  @Test
  void aFacetThatAProbeForgotFailsRatherThanPasses() {
    Finding finding =
        expectation(null, true).judge("module x", new Observation.Found(Map.of(), EVIDENCE));
    assertEquals("fail", finding.verdict().id());
  }

  @Test
  void theSentencesSayWhatWasWantedAndFound() {
    assertEquals(
        "module x: state loaded",
        expectation(null, true).judge("module x", SEEN.get("other")).expected());
    assertEquals(
        "module x: state missing",
        expectation(null, true).judge("module x", SEEN.get("other")).found());
    assertEquals(
        "module x: absent from /proc/x",
        expectation("true", false).judge("module x", SEEN.get("absent")).found());
    assertEquals(
        "module x: present",
        expectation("false", false).judge("module x", SEEN.get("wanted")).found());
    assertEquals(
        "could not look", expectation("true", false).judge("module x", SEEN.get("closed")).found());
    assertEquals("present; state loaded", expectation("true", true).wanted());
    assertEquals("absent", expectation("false", false).wanted());
  }

  @Test
  void anExpectationOfNothingCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> expectation(null, false));
  }
}
