package io.hostready.text;

import java.math.BigInteger;

/**
 * The version of a Debian package, {@code [EPOCH:]VERSION[-REVISION]}, in dpkg's order: 1.0~rc1
 * &lt; 1.0 &lt; 1.0+b1 &lt; 1.0-1 &lt; 1.0a &lt; 1.0.1. Source: deb-version(7), "Sorting
 * algorithm".
 */
public record DebVersion(BigInteger epoch, String version, String revision)
    implements Comparable<DebVersion> {

  /**
   * Parses a version.
   *
   * @throws IllegalArgumentException if the text has no version, or the epoch is not a number
   */
  public static DebVersion parse(String text) {
    int colon = text.indexOf(':');
    String epoch = colon < 0 ? "0" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    if (rest.isEmpty() || !epoch.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a version of dpkg, such as 5:29.0.1-1~debian.13~trixie");
    }
    int dash = rest.lastIndexOf('-');
    return new DebVersion(
        new BigInteger(epoch),
        dash < 0 ? rest : rest.substring(0, dash),
        dash < 0 ? "" : rest.substring(dash + 1));
  }

  @Override
  public int compareTo(DebVersion other) {
    int epochs = epoch.compareTo(other.epoch);
    if (epochs != 0) {
      return epochs;
    }
    int versions = compare(version, other.version);
    return versions != 0 ? versions : compare(revision, other.revision);
  }

  /** Parts without digits and numbers in turn. */
  private static int compare(String one, String two) {
    int a = 0;
    int b = 0;
    while (a < one.length() || b < two.length()) {
      int textA = textEnd(one, a);
      int textB = textEnd(two, b);
      int order = compareText(one.substring(a, textA), two.substring(b, textB));
      if (order != 0) {
        return order;
      }
      a = RpmVersion.segmentEnd(one, textA, true);
      b = RpmVersion.segmentEnd(two, textB, true);
      order = number(one.substring(textA, a)).compareTo(number(two.substring(textB, b)));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int textEnd(String text, int from) {
    int end = from;
    while (end < text.length() && !RpmVersion.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static BigInteger number(String digits) {
    return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
  }

  private static int compareText(String one, String two) {
    for (int i = 0; i < Math.max(one.length(), two.length()); i++) {
      int order = Integer.compare(weight(one, i), weight(two, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** A tilde, the end, letters, everything else. */
  private static int weight(String text, int index) {
    if (index >= text.length()) {
      return 0;
    }
    char character = text.charAt(index);
    if (character == '~') {
      return -1;
    }
    return RpmVersion.isLetter(character) ? character : character + 256;
  }

  @Override
  public String toString() {
    return (epoch.signum() == 0 ? "" : epoch + ":")
        + version
        + (revision.isEmpty() ? "" : "-" + revision);
  }
}
