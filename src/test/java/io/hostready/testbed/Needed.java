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

  /**
   * Skips the running test unless a condition holds, in continuous integration too: the test is
   * about something that the program under test is not, such as a native executable.
   */
  public static void applies(boolean condition, String otherwise) {
    if (!condition) {
      System.err.println("SKIPPED: " + otherwise);
      abort(otherwise);
    }
  }
}
