package io.hostready.host;

/**
 * The points between which a process that changes a host can be killed. In the program they do
 * nothing; tests end the process there to check that the remaining state can be resolved. No option
 * or property of the program makes it end at one.
 */
@FunctionalInterface
public interface CrashPoints {

  CrashPoints NONE = _ -> {};

  /** A point is reached; its name is for the test's report. */
  void reached(String name);
}
