package io.hostready.json;

/** Thrown if a document exceeds the limits, so that it is unknown whether it is JSON. */
public final class JsonLimitException extends JsonException {

  private static final long serialVersionUID = 1L;

  JsonLimitException(String problem) {
    super(problem);
  }
}
