package io.hostready.json;

/** Thrown if a text is not JSON. */
public final class JsonSyntaxException extends JsonException {

  private static final long serialVersionUID = 1L;

  JsonSyntaxException(String problem) {
    super(problem);
  }

  JsonSyntaxException(int line, int column, String problem) {
    super(line, column, problem);
  }
}
