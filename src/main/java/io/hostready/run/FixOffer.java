package io.hostready.run;

import io.hostready.change.Change;
import io.hostready.change.PlanningException;
import io.hostready.change.UnreadableStateException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.fix.Fix;
import io.hostready.host.Host;
import io.hostready.rule.RuleFix;
import io.hostready.yaml.Parameters;
import java.util.List;
import java.util.Optional;

/** Whether the fix of a failed rule can be applied to a host in its current state. */
sealed interface FixOffer {

  /** The fix has changes to make, or what it would change cannot be read. */
  record Possible() implements FixOffer {}

  /** Its changes are made already and take effect later. */
  record Made(RuleFix.Pending pending) implements FixOffer {}

  /** There is no fix for such a host. */
  record None() implements FixOffer {}

  /** The fix cannot be planned; why has the reason in sentences. */
  record Refused(String why) implements FixOffer {}

  /**
   * Plans the fix, and reads the host for that.
   *
   * @param fails whether the rule is known to fail; otherwise only the type of the host counts
   */
  static FixOffer of(RuleFix fix, Host host, Parameters parameters, boolean fails) {
    List<Fix> steps = fix.steps().bind(parameters);
    Optional<String> refusal =
        steps.stream().map(step -> step.refusal(host)).flatMap(Optional::stream).findFirst();
    if (refusal.isPresent()) {
      return new Refused(refusal.get());
    }
    if (steps.stream().noneMatch(step -> step.isFor(host))) {
      return new None();
    }
    if (!fails) {
      return new Possible();
    }
    PlanBuilder builder = PlanBuilder.withoutApt(host);
    try {
      steps.forEach(step -> step.plan(builder));
    } catch (UnreadableStateException unknown) {
      return new Possible();
    } catch (PlanningException refused) {
      return new Refused(sentence(refused.why()));
    }
    if (builder.changes().stream().anyMatch(Change::changesHost)) {
      return new Possible();
    }
    if (!builder.left().isEmpty()) {
      return new Refused(sentence(String.join(" ", builder.left())));
    }
    return fix.pending()
        .<FixOffer>map(Made::new)
        .orElseGet(() -> new Refused("All changes of its fix are made already."));
  }

  private static String sentence(String why) {
    return "No automatic fix: " + why + (why.endsWith(".") ? "" : ".");
  }
}
