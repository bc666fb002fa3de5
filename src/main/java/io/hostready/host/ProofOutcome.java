package io.hostready.host;

import java.util.List;

/** What came of a proof. Steps are the script's own words for what it did, in order. */
public sealed interface ProofOutcome {

  /** All steps were done. */
  record Passes(List<String> steps) implements ProofOutcome {
    public Passes {
      steps = List.copyOf(steps);
    }
  }

  /** The last of the steps failed, or what comes before the first; why is a phrase. */
  record Fails(List<String> steps, String why) implements ProofOutcome {
    public Fails {
      steps = List.copyOf(steps);
    }
  }

  /** It was not tried, or not to its end; why is a phrase. */
  record Skipped(String why) implements ProofOutcome {}
}
