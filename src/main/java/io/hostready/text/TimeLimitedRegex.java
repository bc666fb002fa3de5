package io.hostready.text;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Searches texts with regular expressions up to a limit: both can be untrusted. One object counts
 * the steps of several searches together.
 */
public final class TimeLimitedRegex {

  /** Character reads; takes some tenths of a second. */
  private static final long MAX_STEPS = 30_000_000;

  private long steps;

  /** Thrown at the limit of a search; the message is a phrase. */
  public static final class SearchTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private SearchTimeoutException(Pattern pattern) {
      super("matching '" + pattern.pattern() + "' takes too long", null, false, false);
    }
  }

  /**
   * The first match anywhere in a text.
   *
   * @throws SearchTimeoutException at the limit, or if the thread is interrupted
   */
  public Optional<MatchResult> find(Pattern pattern, String text) {
    try {
      Matcher matcher = pattern.matcher(new Counted(text, pattern));
      return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    } catch (StackOverflowError deep) {
      throw new SearchTimeoutException(pattern);
    }
  }

  /** A text that counts each read of a character, and so can end a search inside the matcher. */
  private final class Counted implements CharSequence {
    private final String text;
    private final Pattern pattern;

    Counted(String text, Pattern pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps++;
      if (steps > MAX_STEPS || (steps % 4096 == 0 && Thread.currentThread().isInterrupted())) {
        throw new SearchTimeoutException(pattern);
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
