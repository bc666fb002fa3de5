package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.expect.Criterion;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Parameters;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParameterizedTest {

  private static Parameterized<Criterion> check(String check) {
    return new Books()
        .rule("a", "required", check)
        .pack(
            "p",
            "parameters:",
            "  root: {type: path, default: /srv, description: x}",
            "  version: {type: version, default: 29, description: x}",
            "rules: [a]")
        .book()
        .rules()
        .get(new RuleId("a"))
        .check();
  }

  @Test
  void whatDependsOnNothingIsReadOnce() {
    Parameterized<Criterion> fixed = check("{path: {path: /etc, expect: {present: true}}}");
    assertEquals(Set.of(), fixed.parameters());
    assertSame(fixed.bind(Parameters.NONE), fixed.bind(new Parameters(Map.of("root", "/x"))));
  }

  @Test
  void aPlaceIsFilledForEachSetOfValues() {
    Parameterized<Criterion> filled = check("{path: {path: '${root}/a', expect: {present: true}}}");
    assertEquals(Set.of("root"), filled.parameters());
    Criterion one = filled.bind(new Parameters(Map.of("root", "/one")));
    assertEquals("/one/a exists", one.description());
    assertEquals(
        "/two/a exists", filled.bind(new Parameters(Map.of("root", "/two"))).description());
    assertSame(one, filled.bind(new Parameters(Map.of("root", "/one", "version", "28"))));
  }

  /** Values may come from hosts, each of which has its own. */
  @Test
  void notAllSetsOfValuesAreRemembered() {
    Parameterized<Criterion> filled = check("{path: {path: '${root}/a', expect: {present: true}}}");
    Criterion first = filled.bind(new Parameters(Map.of("root", "/first")));
    for (int i = 0; i < 1000; i++) {
      filled.bind(new Parameters(Map.of("root", "/" + i)));
    }
    assertNotSame(first, filled.bind(new Parameters(Map.of("root", "/first"))));
  }

  @Test
  void aProbeThatAsksForAParameterDependsOnItAtEveryDepth() {
    Parameterized<Criterion> asking =
        check(
            "{all: [{none: [{parameter: {name: version, expect: {version: {below: '25'}}}}]},"
                + " {path: {path: '${root}', expect: {present: true}}}]}");
    assertEquals(Set.of("root", "version"), asking.parameters());
  }

  @Test
  void aValueThatDoesNotFitIsToldWithItsPlace() {
    Parameterized<Criterion> filled = check("{path: {path: '${root}', expect: {present: true}}}");
    InvalidInputException misfit =
        assertThrows(
            InvalidInputException.class,
            () -> filled.bind(new Parameters(Map.of("root", "relative"))));
    assertEquals(
        "rules/topic/a.yaml:5:22: invalid path 'relative' (for '${root}'): use a path that"
            + " starts with '/' and has no '..'",
        misfit.getMessage());
  }

  @Test
  void aNameThatIsNotGivenIsToldAsUnknown() {
    Parameterized<Criterion> filled = check("{path: {path: '${root}', expect: {present: true}}}");
    assertThrows(InvalidInputException.class, () -> filled.bind(Parameters.NONE));
  }
}
