package io.hostready.host;

import java.util.List;

/** The outcome of a proof. Steps are the script's own descriptions of what it did, in order. */
public sealed interface ProofOutcome {

  /** All steps succeeded. */
  record Passes(List<String> steps) implements ProofOutcome {
    public Passes {
      steps = List.copyOf(steps);
    }
  }

  /** The last of the steps failed, or the script failed before the first one; why is a phrase. */
  record Fails(List<String> steps, String why) implements ProofOutcome {
    public Fails {
      steps = List.copyOf(steps);
    }
  }

  /** It was not run, or did not end; why is a phrase. */
  record Skipped(String why) implements ProofOutcome {}
}
