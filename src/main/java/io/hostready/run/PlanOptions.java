package io.hostready.run;

import io.hostready.change.journal.UnfinishedRun;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.Selection;
import io.hostready.rule.Waivers;
import io.hostready.yaml.Ordered;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What a plan and a fix are to be about: which rules, levels and risks.
 *
 * @param parameters those that the operator set
 * @param proves whether the proofs are run with the rules
 */
public record PlanOptions(
    Selection selection,
    Map<String, String> parameters,
    Waivers waivers,
    Planner.Wishes wishes,
    Level failOn,
    boolean proves) {

  public PlanOptions {
    parameters = Ordered.copyOf(parameters);
  }

  /** The same with the proofs of the named rules, or of the packs where none is named. */
  PlanOptions proving() {
    Selection more =
        wishes.named().isEmpty() ? selection.withProofs() : selection.withProofsOf(wishes.named());
    return new PlanOptions(more, parameters, waivers, wishes, failOn, true);
  }

  /** Checks a host by the rules. */
  public HostReport check(Host host, Clock clock) {
    Host asked = proves ? host.withProofs() : host;
    return new Checker(clock).with(waivers).check(asked, selection, failOn);
  }

  /** The plan for a host that was checked; it goes on with what unfinished runs began. */
  public FixPlan plan(Host host, HostReport before, List<UnfinishedRun> unfinished) {
    return Planner.plan(host, before, wishes, unfinished);
  }
}
