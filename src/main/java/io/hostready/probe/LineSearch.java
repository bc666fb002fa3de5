package io.hostready.probe;

import io.hostready.text.TimeLimitedRegex;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Searches the first line of a text that matches a regular expression, up to a time limit: both can
 * be untrusted.
 */
sealed interface LineSearch {

  /**
   * Configuration files have no longer lines, and Java's matcher recurses once for each character.
   */
  int MAX_LINE = 16 * 1024;

  /** The first group if the expression has one that matched, otherwise the whole match. */
  record Match(String value, int line) implements LineSearch {}

  record NoMatch() implements LineSearch {}

  /** Why is a phrase. */
  record GaveUp(String why) implements LineSearch {}

  static LineSearch first(Pattern pattern, String text) {
    TimeLimitedRegex search = new TimeLimitedRegex();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.length() > MAX_LINE) {
        return new GaveUp("line " + number + " is longer than " + MAX_LINE + " characters");
      }
      try {
        Optional<MatchResult> found = search.find(pattern, line);
        if (found.isPresent()) {
          MatchResult match = found.get();
          boolean hasGroup = match.groupCount() > 0 && match.group(1) != null;
          return new Match(hasGroup ? match.group(1) : match.group(), number);
        }
      } catch (TimeLimitedRegex.SearchTimeoutException givenUp) {
        return new GaveUp("line " + number + ": " + givenUp.getMessage());
      }
    }
    return new NoMatch();
  }
}
