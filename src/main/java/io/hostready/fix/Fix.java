package io.hostready.fix;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import java.util.Optional;

/** One remedy with its arguments. */
public interface Fix {

  /** What it does, as a phrase that starts with a verb: "load dm_mod now and at boot". */
  String description();

  /** False if it does not apply to a host, regardless of the host's state. */
  default boolean isFor(Host host) {
    return true;
  }

  /**
   * Why it cannot be applied on a system of this type, in sentences with the manual steps; empty if
   * it can. A fix with such a step is not offered.
   */
  default Optional<String> refusal(Host host) {
    return Optional.empty();
  }

  /**
   * Plans its changes, after those that are already in the draft. A state that is already correct
   * needs no change.
   *
   * @throws io.hostready.change.PlanningException if it cannot be planned on this host
   */
  void plan(PlanBuilder builder);
}
