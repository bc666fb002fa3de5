package io.hostready.testbed;

import static org.junit.jupiter.api.Assumptions.abort;

/** What a test needs of the machine it runs on. With CI=true nothing is skipped silently. */
public final class Needed {

  private Needed() {}

  /** Skips the running test with that reason, or fails it in continuous integration. */
  public static void isMissing(String what) {
    isMissing(what, Boolean.parseBoolean(System.getenv("CI")));
  }

  static void isMissing(String what, boolean inCi) {
    if (inCi) {
      throw new IllegalStateException(what + ". With CI=true nothing is skipped.");
    }
    System.err.println("SKIPPED: " + what);
    abort(what);
  }
}
