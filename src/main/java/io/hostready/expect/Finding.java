package io.hostready.expect;

import io.hostready.probe.Evidence;
import java.util.List;

/**
 * A verdict with what it rests on: what was expected, what was found, and everything that was read.
 */
public record Finding(Verdict verdict, String expected, String found, List<Evidence> evidence) {

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
}
