package io.hostready.json;

/**
 * The maximum size of a document; a larger one is refused by a {@link JsonLimitException}.
 *
 * @param size characters of a text; for a stream, characters that are kept of each item, to which
 *     each value adds {@value JsonReader#OF_A_VALUE} for its memory
 * @param depth nested objects and arrays
 * @param string characters of one string
 * @param allowsDuplicates whether an object may have a name twice
 */
public record JsonLimits(int size, int depth, int string, boolean allowsDuplicates) {

  /** Configuration files have some hundred characters, and the daemon's answers ten thousand. */
  public static final JsonLimits SETTINGS = new JsonLimits(1 << 20, 100, 1 << 20, true);

  /** A plan or journal of hostready, with the contents of files before and after. */
  public static final JsonLimits DOCUMENT = new JsonLimits(1 << 24, 100, 1 << 24, false);

  /** Refuses a text that is too long. */
  public void checkLength(String text) {
    if (text.length() > size) {
      throw new JsonLimitException(
          "it has " + text.length() + " characters; at most " + size + " are read");
    }
  }
}
