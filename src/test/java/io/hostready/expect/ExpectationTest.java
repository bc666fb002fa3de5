package io.hostready.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.probe.Evidence;
import io.hostready.probe.Facet;
import io.hostready.probe.Observation;
import io.hostready.probe.Probe;
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

  private static final Facet STATE =
      Facet.word("state", List.of("loaded", "missing"), "").said("{subject} is {}");

  private static final Probe MODULE = new NamedProbe("module x");

  private static Expectation expectation(String present, boolean facet) {
    return new Expectation(
        Optional.ofNullable(present).map(Boolean::valueOf),
        facet ? List.of(expected(STATE, "loaded")) : List.of());
  }

  private static FacetExpectation expected(Facet facet, String value) {
    return new FacetExpectation(facet, Matchers.oneOf(List.of(value), facet));
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
    Finding finding = expectation(present, facet).judge(MODULE, SEEN.get(seen));
    assertEquals(verdict, finding.verdict().id());
  }

  private static Finding two(Value first, Value second) {
    Facet live = Facet.text("live", "").said("{subject} = {}");
    Facet atBoot = Facet.text("at-boot", "").said("({} at boot)", "(no sysctl file sets it)");
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("live", first);
    values.put("at-boot", second);
    return new Expectation(Optional.empty(), List.of(expected(live, "1"), expected(atBoot, "1")))
        .judge(new NamedProbe("x.y"), new Observation.Found(values, EVIDENCE));
  }

  @Test
  void ofTwoFacetsOneThatIsWrongFailsThoughTheOtherIsClosed() {
    Finding finding = two(CLOSED, new Value.Text("0"));
    assertEquals("fail", finding.verdict().id());
    assertEquals("x.y: 1 at boot", finding.expected());
    assertEquals("x.y: 0 at boot", finding.found());
    assertEquals(EVIDENCE, finding.evidence());
  }

  @Test
  void ofTwoFacetsOneThatIsClosedMakesItUnknownThoughTheOtherIsRight() {
    Finding finding = two(new Value.Text("1"), CLOSED);
    assertEquals(new Verdict.Unknown("/proc/y: Permission denied"), finding.verdict());
    assertEquals("x.y = 1 (1 at boot)", finding.expected());
    assertEquals("unknown", two(CLOSED, CLOSED).verdict().id());
    assertEquals("pass", two(new Value.Text("1"), new Value.Text("1")).verdict().id());
  }

  @Test
  void aFacetThatAProbeForgotFailsRatherThanPasses() {
    Finding finding =
        expectation(null, true).judge(MODULE, new Observation.Found(Map.of(), EVIDENCE));
    assertEquals("fail", finding.verdict().id());
  }

  @Test
  void theSentencesSayWhatWasWantedAndFound() {
    assertEquals(
        "module x is loaded", expectation(null, true).judge(MODULE, SEEN.get("other")).expected());
    assertEquals(
        "module x is missing", expectation(null, true).judge(MODULE, SEEN.get("other")).found());
    assertEquals(
        "module x not found", expectation("true", false).judge(MODULE, SEEN.get("absent")).found());
    assertEquals(
        "module x found", expectation("false", false).judge(MODULE, SEEN.get("wanted")).found());
    assertEquals(
        "cannot be read", expectation("true", false).judge(MODULE, SEEN.get("closed")).found());
    assertEquals("module x is loaded", expectation("true", true).expected(MODULE));
    assertEquals("module x not found", expectation("false", false).expected(MODULE));
    assertEquals("x.y = 0 (no sysctl file sets it)", two(new Value.Text("0"), MISSING).found());
  }

  @Test
  void anExpectationOfNothingCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> expectation(null, false));
  }
}
