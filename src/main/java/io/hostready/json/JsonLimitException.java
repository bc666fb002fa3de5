package io.hostready.json;

/** Says that a document is more than is read, so that nobody knows whether it is JSON. */
public final class JsonLimitException extends JsonException {

  private static final long serialVersionUID = 1L;

  JsonLimitException(String problem) {
    super(problem);
  }
}
