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
 * A run that did not come to its end, and the rule in whose fix it stopped, if it stopped in the
 * middle of one. That fix must be looked at again though the rule pass by now, and its programs
 * must run that were still to come: a file that was written and never loaded looks right and does
 * nothing.
 *
 * @param programs those of the fix that were planned and not surely run, in order
 */
public record UnfinishedRun(RunRecord run, Optional<String> rule, List<RunCommand> programs) {

  public UnfinishedRun {
    programs = List.copyOf(programs);
  }

  /** A change of the run's plan, with its number from 1 and its rule. */
  private record Planned(int step, String rule, JsonObject change) {}

  /**
   * Compares what a run did with its plan.
   *
   * @param plan the document that was kept beside the journal
   * @throws io.hostready.json.JsonException when it is no plan
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
   * True if nothing is left to do once a plan was carried out. A program that was still to come
   * waits for a plan of its own rule: no look at the files tells that it never ran.
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
