package io.hostready.fix;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import java.util.Optional;

/** One remedy with its arguments. */
public interface Fix {

  /** What it does, in a phrase that starts with a verb: "load dm_mod now and at boot". */
  String description();

  /** False where it has nothing to do with a host, whatever is done there already. */
  default boolean isFor(Host host) {
    return true;
  }

  /**
   * Why it cannot be made on a system of this kind, in sentences that say what to do by hand; empty
   * where it may be. A fix with such a step is not offered.
   */
  default Optional<String> refusal(Host host) {
    return Optional.empty();
  }

  /**
   * Plans its changes, after those that are already in the draft. What is so already is no change.
   *
   * @throws io.hostready.change.PlanningException when it cannot be planned on this host
   */
  void plan(PlanBuilder builder);
}
