package io.hostready.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelled one most likely means. */
public final class Suggestion {

  private static final int MOST_LISTED = 16;

  /** No known name is similar to a longer one. */
  private static final int LONGEST = 100;

  private Suggestion() {}

  /** The most similar known name, if it is similar enough for a likely typing error. */
  public static Optional<String> nearest(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = written.toLowerCase(Locale.ROOT).replace('_', '-');
    // For a single letter ("-x"), only its case can be a typing error: all others are equally near.
    boolean isLetter = wanted.codePoints().filter(Character::isLetterOrDigit).count() < 2;
    int slips = isLetter ? 0 : Math.clamp(wanted.length() / 2 - 1, 1, 3);
    int best = slips + 1;
    Optional<String> found = Optional.empty();
    for (String name : known) {
      int distance = distance(wanted, name.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        found = Optional.of(name);
      }
    }
    return found;
  }

  /** " Did you mean 'x'?" or, if no name is similar, the list of valid names. */
  public static String sentence(String written, Collection<String> known) {
    return nearest(written, known)
        .map(name -> " Did you mean '" + name + "'?")
        .orElseGet(
            () ->
                known.isEmpty() || known.size() > MOST_LISTED
                    ? ""
                    : " Valid names: " + String.join(", ", known) + ".");
  }

  /** The Damerau-Levenshtein distance (two swapped adjacent letters count as one edit). */
  private static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[left.length()][right.length()];
  }
}
