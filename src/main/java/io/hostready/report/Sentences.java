package io.hostready.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences of a text. */
final class Sentences {

  /** A period, a space, and a capital letter; "e.g. Docker" would be one too. */
  private static final Pattern END = Pattern.compile("\\.(?= +[A-Z])");

  private Sentences() {}

  /** The first sentence, without its period. */
  static String first(String text) {
    Matcher end = END.matcher(text);
    return end.find() ? text.substring(0, end.start()) : text.replaceFirst("\\.$", "");
  }
}
