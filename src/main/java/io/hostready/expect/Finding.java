package io.hostready.expect;

import io.hostready.probe.Evidence;
import java.util.List;

/**
 * A verdict with its evidence: what was expected, what was found, and all values that were read.
 */
public record Finding(Verdict verdict, String expected, String found, List<Evidence> evidence) {

  /** The found text if nothing could be read; the verdict has the reason. */
  public static final String UNREAD = "cannot be read";

  /** The command that shows a rule with every alternative, before {@link #of}. */
  static final String SHOW_RULE = "hostready rules show RULE";

  public Finding {
    expected = Evidence.shortened(expected);
    found = Evidence.shortened(found);
    evidence = List.copyOf(evidence);
  }

  public boolean passes() {
    return verdict instanceof Verdict.Pass;
  }

  /** The same finding under another verdict. */
  public Finding with(Verdict other) {
    return new Finding(other, expected, found, evidence);
  }

  /** The same finding for a rule: commands that show a rule have its id. */
  public Finding of(String rule) {
    return new Finding(
        verdict, expected.replace(SHOW_RULE, SHOW_RULE.replace("RULE", rule)), found, evidence);
  }
}
