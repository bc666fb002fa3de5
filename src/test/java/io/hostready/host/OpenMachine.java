package io.hostready.host;

/** Lets tests watch, and stop, a program that changes the machine it runs on: a throw-away host. */
public final class OpenMachine {

  private OpenMachine() {}

  public static Machine live(CrashPoints checkpoints) {
    return Machine.live(checkpoints);
  }
}
