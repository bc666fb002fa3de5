package io.hostready.host;

public final class OpenMachine {
  private OpenMachine() {}

  public static Machine live(Checkpoints c) {
    return Machine.live(c);
  }
}
