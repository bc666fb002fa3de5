package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.Change;
import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.fix.Fix;
import io.hostready.host.FakeHost;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepReaderTest {

  private static final String STEPS =
      """
      - write-file: {path: /first, text: one}
      - where:
          if: {file-text: {path: /flag, matches: "(.*)", expect: {value: "${wanted}"}}}
          then:
            - write-file: {path: /second, text: two}
      - where:
          if: {parameter: {name: wanted, expect: {text: "on"}}}
          then:
            - where:
                if: {path: {path: /second, expect: {present: true}}}
                then:
                  - write-file: {path: /third, text: three}
      """;

  private static List<Fix> steps(String wanted) {
    Problems problems = new Problems();
    List<Fix> steps =
        new StepReader(new Parameters(Map.of("wanted", wanted)), problems)
            .read(YamlReader.read("test", STEPS, problems).orElseThrow())
            .orElseThrow();
    assertEquals(List.of(), problems.sorted());
    return steps;
  }

  private static List<String> planned(FakeHost host, String wanted) {
    PlanBuilder builder = new PlanBuilder(host.host());
    steps(wanted).forEach(step -> step.plan(builder));
    return builder.changes().stream().map(Change::description).toList();
  }

  @Test
  void stepsAreForTheHostsOfWhichTheConditionHolds() {
    FakeHost host = FakeHost.with("/flag", "on");
    assertEquals(List.of("create /first"), planned(host, "off"));
    assertEquals(List.of("create /first", "create /second", "create /third"), planned(host, "on"));
  }

  @Test
  void aConditionIsPutToTheHostWithTheStepsBefore() {
    assertEquals(
        List.of("create /first", "create /third"),
        planned(FakeHost.with("/flag", "off").file("/second", "here before"), "on"));
  }

  @Test
  void aConditionThatCannotBeToldLeavesTheFixForAPerson() {
    PlanningException refusal =
        assertThrows(
            PlanningException.class, () -> planned(FakeHost.empty().denied("/flag"), "on"));
    assertTrue(refusal.why().contains("cannot check whether this host is one to "), refusal.why());
    assertTrue(refusal.why().contains("write /second"), refusal.why());
  }
}
