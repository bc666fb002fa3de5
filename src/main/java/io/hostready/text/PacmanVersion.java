package io.hostready.text;

/**
 * The version of a package of pacman, {@code [EPOCH:]VERSION[-RELEASE]}, in its order: 1.0rc1 &lt;
 * 1.0 &lt; 1.0.a &lt; 1.0.1. A release counts only if both versions have one. Source: vercmp(8);
 * lib/libalpm/version.c of pacman.
 */
public record PacmanVersion(String epoch, String version, String release)
    implements Comparable<PacmanVersion> {

  public static PacmanVersion parse(String text) {
    int colon = 0;
    while (colon < text.length() && RpmVersion.isDigit(text.charAt(colon))) {
      colon++;
    }
    boolean hasEpoch = colon < text.length() && text.charAt(colon) == ':';
    String epoch = hasEpoch && colon > 0 ? text.substring(0, colon) : "0";
    String rest = hasEpoch ? text.substring(colon + 1) : text;
    int dash = rest.lastIndexOf('-');
    return new PacmanVersion(
        epoch, dash < 0 ? rest : rest.substring(0, dash), dash < 0 ? "" : rest.substring(dash + 1));
  }

  @Override
  public int compareTo(PacmanVersion other) {
    int epochs = compare(epoch, other.epoch);
    if (epochs != 0) {
      return epochs;
    }
    int versions = compare(version, other.version);
    return versions != 0 || release.isEmpty() || other.release.isEmpty()
        ? versions
        : compare(release, other.release);
  }

  /** As an older rpm: no tilde or caret, and the number of separators counts. */
  private static int compare(String one, String two) {
    if (one.equals(two)) {
      return 0;
    }
    int a = 0;
    int b = 0;
    while (a < one.length() && b < two.length()) {
      int nextA = separatorsEnd(one, a);
      int nextB = separatorsEnd(two, b);
      if (nextA == one.length() || nextB == two.length()) {
        a = nextA;
        b = nextB;
        break;
      }
      if (nextA - a != nextB - b) {
        return Integer.compare(nextA - a, nextB - b);
      }
      boolean isNumber = RpmVersion.isDigit(one.charAt(nextA));
      a = RpmVersion.segmentEnd(one, nextA, isNumber);
      b = RpmVersion.segmentEnd(two, nextB, isNumber);
      if (b == nextB) {
        return isNumber ? 1 : -1;
      }
      int order =
          RpmVersion.segmentOrder(one.substring(nextA, a), two.substring(nextB, b), isNumber);
      if (order != 0) {
        return order;
      }
    }
    return rest(one.substring(a), two.substring(b));
  }

  /** One of them is empty: letters that remain are earlier than nothing, anything else is later. */
  private static int rest(String one, String two) {
    if (one.isEmpty() && two.isEmpty()) {
      return 0;
    }
    boolean isEarlier =
        one.isEmpty() ? !RpmVersion.isLetter(two.charAt(0)) : RpmVersion.isLetter(one.charAt(0));
    return isEarlier ? -1 : 1;
  }

  private static int separatorsEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && !RpmVersion.isDigit(text.charAt(end))
        && !RpmVersion.isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  @Override
  public String toString() {
    return (epoch.equals("0") ? "" : epoch + ":")
        + version
        + (release.isEmpty() ? "" : "-" + release);
  }
}
