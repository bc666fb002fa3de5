package io.hostready.change;

/**
 * Says that no change can be planned here and why, in sentences for the operator: what was found
 * where, what was expected, what a person can do. The rule is then left for a person.
 */
public final class PlanningException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PlanningException(String why) {
    super(why);
  }

  /** The sentences. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
