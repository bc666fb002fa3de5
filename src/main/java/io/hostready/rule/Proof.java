package io.hostready.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The part that makes a rule a proof: the rule tests the feature instead of reading about it, and
 * runs only if proofs are requested.
 *
 * @param readings rules about the same feature: the proof passes if and only if they pass
 * @param needs rules about requirements of the feature: the proof passes if they all pass
 * @param asksServers whether it contacts other hosts, and so never runs unless proofs are requested
 */
public record Proof(List<RuleId> readings, List<RuleId> needs, boolean asksServers) {

  public Proof {
    readings = List.copyOf(readings);
    needs = List.copyOf(needs);
  }

  /** All rules that it refers to. */
  public List<RuleId> related() {
    List<RuleId> all = new ArrayList<>(readings);
    all.addAll(needs);
    return all;
  }
}
