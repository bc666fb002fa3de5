package io.hostready.run;

import io.hostready.change.journal.UnfinishedRun;
import io.hostready.host.Host;
import io.hostready.rule.Selection;
import io.hostready.yaml.Ordered;
import java.util.List;
import java.util.Map;

/**
 * The scope of a plan and a fix: rules, levels and risks.
 *
 * @param check the check before and after
 * @param parameters those that the operator set
 */
public record PlanOptions(HostCheck check, Map<String, String> parameters, Planner.Wishes wishes) {

  public PlanOptions {
    parameters = Ordered.copyOf(parameters);
  }

  public Selection selection() {
    return check.selection();
  }

  /** The check with the proofs of the named rules, or of the packs if no rule is named. */
  HostCheck provingCheck() {
    return check.proving(
        wishes.named().isEmpty()
            ? selection().withProofs()
            : selection().withProofsOf(wishes.named()));
  }

  /** The plan for a host that was checked; it continues incomplete runs. */
  public FixPlan plan(Host host, HostReport before, List<UnfinishedRun> unfinished) {
    return Planner.plan(host, before, selection(), wishes, unfinished);
  }
}
