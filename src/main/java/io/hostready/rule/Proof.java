package io.hostready.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * What makes a rule a proof: it tries the thing instead of reading about it, and is run only where
 * proofs are asked for.
 *
 * @param readings rules that read about the same thing: the proof passes where they pass, and only
 *     there
 * @param needs rules that read about what the thing needs: the proof passes where they all pass
 */
public record Proof(List<RuleId> readings, List<RuleId> needs) {

  public Proof {
    readings = List.copyOf(readings);
    needs = List.copyOf(needs);
  }

  /** All rules that it has to do with. */
  public List<RuleId> related() {
    List<RuleId> all = new ArrayList<>(readings);
    all.addAll(needs);
    return all;
  }
}
