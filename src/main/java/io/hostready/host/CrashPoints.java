package io.hostready.host;

/**
 * The moments between which a process that changes a host can be killed. Nothing happens at one in
 * the program; tests end the process there to see that what is left can be settled. There is no
 * option or property that makes the program do so.
 */
@FunctionalInterface
public interface CrashPoints {

  CrashPoints NONE = _ -> {};

  /** A moment has come; name says which, for the test's report. */
  void reached(String name);
}
