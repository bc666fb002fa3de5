package io.hostready.json;

/**
 * Says what is wrong with a document and what was expected: it is not JSON, or a member is not what
 * it must be. The message begins with the line and column where these are known.
 */
public class JsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String problem;

  /** A problem of the document as a whole. */
  public JsonException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** A problem at a place, counted from 1. */
  JsonException(int line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
    this.problem = problem;
  }

  /** The message without line and column, for documents of one line. */
  public String problem() {
    return problem;
  }
}
