package io.hostready.change;

/**
 * Thrown if the state of the host could not be read: without permission, or in a capture that lacks
 * it. The change can still be possible.
 */
public final class UnreadableStateException extends PlanningException {

  private static final long serialVersionUID = 1L;

  public UnreadableStateException(String why) {
    super(why);
  }
}
