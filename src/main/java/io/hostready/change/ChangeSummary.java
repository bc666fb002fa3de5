package io.hostready.change;

/**
 * A change on one line: a sign, a verb in the imperative, and its object, such as {@code + create
 * /etc/apt/keyrings/docker.asc}.
 */
public record ChangeSummary(Sign sign, String verb, String object) {

  /** The effect on the object, with the signs of diff(1) and terraform. */
  public enum Sign {
    CREATE('+'),
    CHANGE('~'),
    REMOVE('-'),
    /** For a check and for a command. */
    NONE(' ');

    private final char mark;

    Sign(char mark) {
      this.mark = mark;
    }

    public char mark() {
      return mark;
    }
  }

  static ChangeSummary create(String object) {
    return new ChangeSummary(Sign.CREATE, "create", object);
  }

  static ChangeSummary change(String verb, String object) {
    return new ChangeSummary(Sign.CHANGE, verb, object);
  }

  static ChangeSummary remove(String object) {
    return new ChangeSummary(Sign.REMOVE, "remove", object);
  }

  static ChangeSummary check(String object) {
    return new ChangeSummary(Sign.NONE, "check", object);
  }

  static ChangeSummary run(String object) {
    return new ChangeSummary(Sign.NONE, "run", object);
  }

  /** The same with a remark in parentheses after the object. */
  ChangeSummary with(String more) {
    return new ChangeSummary(sign, verb, object + " (" + more + ")");
  }

  /** Verb and object. */
  public String text() {
    return verb + " " + object;
  }
}
