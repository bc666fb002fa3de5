package io.hostready.text;

/**
 * The version of an RPM package, {@code [EPOCH:]VERSION[-RELEASE]}, in rpm's order: 1.0~rc1 &lt;
 * 1.0 &lt; 1.0^git1 &lt; 1.0.1. A package without an epoch has epoch 0. Source: rpm-version(7);
 * {@code rpmvercmp} of rpm.
 *
 * @param release the empty text without a release
 */
public record RpmVersion(long epoch, String version, String release)
    implements Comparable<RpmVersion> {

  /** After the last character. */
  private static final char END = '\0';

  /** An epoch is an unsigned number of 32 bits. */
  private static final int MOST_EPOCH_DIGITS = 10;

  /**
   * Parses what {@code rpm -q --qf '%{EVR}'} prints.
   *
   * @throws IllegalArgumentException if there is no version, or the epoch is not a number
   */
  public static RpmVersion parse(String text) {
    int colon = text.indexOf(':');
    String epoch = colon < 0 ? "0" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    int dash = rest.lastIndexOf('-');
    String version = dash < 0 ? rest : rest.substring(0, dash);
    if (version.isEmpty()
        || epoch.isEmpty()
        || epoch.length() > MOST_EPOCH_DIGITS
        || !epoch.chars().allMatch(RpmVersion::isDigit)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a version of rpm, such as 3:29.0.1-1.el9");
    }
    return new RpmVersion(Long.parseLong(epoch), version, dash < 0 ? "" : rest.substring(dash + 1));
  }

  @Override
  public int compareTo(RpmVersion other) {
    int epochs = Long.compare(epoch, other.epoch);
    if (epochs != 0) {
      return epochs;
    }
    int versions = compare(version, other.version);
    return versions != 0 ? versions : compare(release, other.release);
  }

  /** The form that dnf and rpm accept after a package's name. */
  @Override
  public String toString() {
    return (epoch == 0 ? "" : epoch + ":") + version + (release.isEmpty() ? "" : "-" + release);
  }

  /**
   * Compares two versions or two releases, segment by segment: numbers by value, letters as text, a
   * number after letters. A tilde sorts before everything, even the end; a caret after the end and
   * before everything else.
   */
  public static int compare(String one, String two) {
    int a = 0;
    int b = 0;
    while (a < one.length() || b < two.length()) {
      a = separatorsEnd(one, a);
      b = separatorsEnd(two, b);
      char first = at(one, a);
      char second = at(two, b);
      if (first == '~' || second == '~') {
        if (first != second) {
          return first == '~' ? -1 : 1;
        }
        a++;
        b++;
        continue;
      }
      if (first == '^' || second == '^') {
        if (first != second) {
          // The end of a version is before a caret; any other segment is after it.
          return first == '^' ? (second == END ? 1 : -1) : (first == END ? -1 : 1);
        }
        a++;
        b++;
        continue;
      }
      if (first == END || second == END) {
        break;
      }
      boolean isNumber = isDigit(first);
      int endA = segmentEnd(one, a, isNumber);
      int endB = segmentEnd(two, b, isNumber);
      if (endB == b) {
        return isNumber ? 1 : -1;
      }
      int order = segmentOrder(one.substring(a, endA), two.substring(b, endB), isNumber);
      if (order != 0) {
        return order;
      }
      a = endA;
      b = endB;
    }
    return Boolean.compare(a < one.length(), b < two.length());
  }

  private static char at(String text, int index) {
    return index < text.length() ? text.charAt(index) : END;
  }

  private static int separatorsEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && !isDigit(text.charAt(end))
        && !isLetter(text.charAt(end))
        && text.charAt(end) != '~'
        && text.charAt(end) != '^') {
      end++;
    }
    return end;
  }

  static int segmentEnd(String text, int from, boolean isNumber) {
    int end = from;
    while (end < text.length()
        && (isNumber ? isDigit(text.charAt(end)) : isLetter(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  static int segmentOrder(String one, String two, boolean isNumber) {
    if (!isNumber) {
      return Integer.signum(one.compareTo(two));
    }
    String first = withoutZeros(one);
    String second = withoutZeros(two);
    return first.length() == second.length()
        ? Integer.signum(first.compareTo(second))
        : Integer.compare(first.length(), second.length());
  }

  private static String withoutZeros(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  static boolean isLetter(int character) {
    return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
  }
}
