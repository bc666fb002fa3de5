package io.hostready.text;

/** Which characters of a text can be shown as they are. */
public final class SafeText {

  private SafeText() {}

  /** Control and format characters, and what no font can show; see UAX #9 for the overrides. */
  public static boolean isUnsafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
