package io.hostready.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for the first line of a text that a regular expression matches, and gives up where the two
 * together would take too long: both come from others.
 */
sealed interface LineSearch {

  /** Longer lines are in no settings file, and Java's matcher recurses once a character. */
  int MAX_LINE = 16 * 1024;

  /** Looks at characters; some tenths of a second. */
  long MAX_STEPS = 30_000_000;

  /** The first group where the expression has one that took part, else the whole match. */
  record Match(String value, int line) implements LineSearch {}

  record NoMatch() implements LineSearch {}

  /** Why is a phrase. */
  record GaveUp(String why) implements LineSearch {}

  static LineSearch first(Pattern pattern, String text) {
    Steps steps = new Steps();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.length() > MAX_LINE) {
        return new GaveUp("line " + number + " is longer than " + MAX_LINE + " characters");
      }
      try {
        Matcher matcher = pattern.matcher(new Counted(line, steps));
        if (matcher.find()) {
          boolean hasGroup = matcher.groupCount() > 0 && matcher.group(1) != null;
          return new Match(hasGroup ? matcher.group(1) : matcher.group(), number);
        }
      } catch (TooLong | StackOverflowError deep) {
        return new GaveUp(
            "line " + number + ": matching '" + pattern.pattern() + "' takes too long");
      }
    }
    return new NoMatch();
  }

  /** How often characters were looked at in one search. */
  final class Steps {
    private long taken;

    void take() {
      taken++;
      if (taken > MAX_STEPS || (taken % 4096 == 0 && Thread.currentThread().isInterrupted())) {
        throw new TooLong();
      }
    }
  }

  /** Ends a search from inside the matcher. */
  final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLong() {
      super(null, null, false, false);
    }
  }

  /** A line that counts each look at a character. */
  record Counted(String line, Steps steps) implements CharSequence {
    @Override
    public int length() {
      return line.length();
    }

    @Override
    public char charAt(int index) {
      steps.take();
      return line.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return line.substring(start, end);
    }

    @Override
    public String toString() {
      return line;
    }
  }
}
