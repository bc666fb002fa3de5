package io.hostready.json;

/**
 * How much of a document is read; what has more is refused by a {@link JsonLimitException}.
 *
 * @param size characters of a text; of a stream, characters that are kept of each item, where a
 *     value counts {@value JsonReader#OF_A_VALUE} more for the memory that it takes
 * @param depth objects and arrays in each other
 * @param string characters of one string
 * @param allowsDuplicates whether a name can be set twice in an object
 */
public record JsonLimits(int size, int depth, int string, boolean allowsDuplicates) {

  /** Settings have some hundred characters, and what a daemon says of itself ten thousand. */
  public static final JsonLimits SETTINGS = new JsonLimits(1 << 20, 100, 1 << 20, true);

  /** A plan or journal of ours, with what files have in them before and after. */
  public static final JsonLimits DOCUMENT = new JsonLimits(1 << 24, 100, 1 << 24, false);

  /** Refuses a text that is too long. */
  public void checkLength(String text) {
    if (text.length() > size) {
      throw new JsonLimitException(
          "it has " + text.length() + " characters; at most " + size + " are read");
    }
  }
}
