package io.hostready.change.journal;

import io.hostready.change.ChangeCodec;
import io.hostready.change.RunCommand;
import io.hostready.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An interrupted run, and the rule whose fix was interrupted, if any. That fix must be checked
 * again even if the rule passes now, and its remaining programs must run: a file that was written
 * and never loaded is correct and has no effect.
 *
 * @param programs the planned programs of the fix that certainly or possibly did not run, in order
 */
public record UnfinishedRun(RunRecord run, Optional<String> rule, List<RunCommand> programs) {

  public UnfinishedRun {
    programs = List.copyOf(programs);
  }

  /** A change of the run's plan, with its number from 1 and its rule. */
  private record Planned(int step, String rule, JsonObject change) {}

  /**
   * Compares the steps of a run with its plan.
   *
   * @param plan the document that was stored with the journal
   * @throws io.hostready.json.JsonException if it is not a plan
   */
  static UnfinishedRun of(RunRecord run, JsonObject plan) {
    List<Planned> planned = new ArrayList<>();
    for (JsonObject fix : plan.objects("steps")) {
      for (JsonObject change : fix.objects("changes")) {
        planned.add(new Planned(planned.size() + 1, fix.text("rule"), change));
      }
    }
    Map<Integer, RunRecord.Progress> reached =
        run.steps().stream()
            .collect(Collectors.toMap(step -> step.begun().step(), RunRecord.Step::progress));
    Optional<String> stoppedIn =
        planned.stream()
            .filter(each -> reached.get(each.step()) != RunRecord.Progress.DONE)
            .map(Planned::rule)
            .findFirst()
            .filter(
                rule ->
                    planned.stream()
                        .anyMatch(p -> p.rule().equals(rule) && reached.containsKey(p.step())));
    List<RunCommand> programs =
        planned.stream()
            .filter(each -> stoppedIn.filter(each.rule()::equals).isPresent())
            .filter(each -> reached.get(each.step()) != RunRecord.Progress.DONE)
            .flatMap(each -> ChangeCodec.program(each.change()).stream())
            .toList();
    return new UnfinishedRun(run, stoppedIn, programs);
  }

  /**
   * True if nothing remains to be done after a plan was applied. A remaining program waits for a
   * plan of that rule: the files do not show that it never ran.
   */
  boolean isFinishedBy(JsonObject plan) {
    return programs.isEmpty()
        || rule.filter(
                stopped ->
                    plan.objects("steps").stream()
                        .noneMatch(fix -> fix.text("rule").equals(stopped)))
            .isEmpty();
  }
}
