package io.hostready.expect;

import io.hostready.probe.Evidence;
import java.util.List;

/**
 * A verdict with what it rests on: what was expected, what was found, and everything that was read.
 */
public record Finding(Verdict verdict, String expected, String found, List<Evidence> evidence) {

  /** What was found where nothing could be read; the verdict says why. */
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

  /** The same finding of a rule: commands that show a rule have its id. */
  public Finding of(String rule) {
    return new Finding(
        verdict, expected.replace(SHOW_RULE, SHOW_RULE.replace("RULE", rule)), found, evidence);
  }
}
