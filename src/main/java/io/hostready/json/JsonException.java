package io.hostready.json;

/**
 * Thrown for an invalid document: it is not JSON, or a member is not as expected. The message has
 * what was found and what was expected, and starts with the line and column if they are known.
 */
public class JsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String problem;

  /** A problem with the document as a whole. */
  public JsonException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** A problem at a position, counted from 1. */
  JsonException(int line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
    this.problem = problem;
  }

  /** The message without line and column, for documents of one line. */
  public String problem() {
    return problem;
  }
}
