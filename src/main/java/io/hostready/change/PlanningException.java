package io.hostready.change;

/**
 * Thrown if no change can be planned. The message has sentences for the operator: what was found
 * and where, what was expected, the manual steps. The rule is then listed under the manual steps.
 */
public sealed class PlanningException extends RuntimeException permits UnreadableStateException {

  private static final long serialVersionUID = 1L;

  public PlanningException(String why) {
    super(why);
  }

  /** The sentences. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
