package io.hostready.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version compared by its leading dotted numbers: 3.8 &lt; 3.10 &lt; 6.12.0-55-generic. A release
 * candidate ({@code -rc3}, {@code ~rc1}) sorts before the release; any other suffix is ignored, so
 * 6.12.0-55-generic equals 6.12. Missing numbers are 0.
 */
public record VersionNumber(List<BigInteger> numbers, int candidate, String text)
    implements Comparable<VersionNumber> {

  /** For the suffix after the numbers; applied only if it may be a release candidate. */
  private static final class Candidate {
    private static final Pattern FORM =
        Pattern.compile("\\.?[-~.]?(?:rc|beta|alpha)(?![A-Za-z])[.-]?(\\d*).*", Pattern.DOTALL);
  }

  /** What packagers append to an upstream version: {@code 20.10.7~3-0~ubuntu}, {@code +dfsg1}. */
  private static final class Packaged {
    private static final Pattern SUFFIX =
        Pattern.compile("(?:\\+(?:dfsg|ds)|~(?!rc|beta|alpha)).*", Pattern.DOTALL);
  }

  /** Longer than any real version. */
  private static final int MAX_LENGTH = 200;

  /** The number of digits that always fit into a long. */
  private static final int MOST_OF_LONG = 18;

  /** A release is later than all its candidates. */
  private static final int RELEASED = Integer.MAX_VALUE;

  public VersionNumber {
    numbers = List.copyOf(numbers);
  }

  /**
   * Parses a version.
   *
   * @throws IllegalArgumentException if the text does not start with a number
   */
  public static VersionNumber parse(String text) {
    String stripped = text.strip();
    if (stripped.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a text of " + stripped.length() + " characters is not a version such as 3.8");
    }
    List<BigInteger> numbers = new ArrayList<>();
    int start = stripped.startsWith("v") ? 1 : 0;
    int end = endOfDigits(stripped, start);
    if (end == start) {
      throw new IllegalArgumentException(
          "'" + stripped + "' is not a version such as 3.8 or 6.12.0-55");
    }
    numbers.add(number(stripped, start, end));
    while (end < stripped.length() && stripped.charAt(end) == '.') {
      int next = endOfDigits(stripped, end + 1);
      if (next == end + 1) {
        break;
      }
      numbers.add(number(stripped, end + 1, next));
      end = next;
    }
    return new VersionNumber(numbers, candidate(stripped.substring(end)), stripped);
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static BigInteger number(String text, int from, int to) {
    String digits = text.substring(from, to);
    return to - from <= MOST_OF_LONG
        ? BigInteger.valueOf(Long.parseLong(digits))
        : new BigInteger(digits);
  }

  private static int candidate(String suffix) {
    if (suffix.isEmpty()
        || !suffix.contains("rc") && !suffix.contains("beta") && !suffix.contains("alpha")) {
      return RELEASED;
    }
    Matcher form = Candidate.FORM.matcher(suffix);
    if (!form.matches()) {
      return RELEASED;
    }
    String number = form.group(1);
    return number.isEmpty() ? 0 : new BigInteger(number).min(BigInteger.valueOf(9999)).intValue();
  }

  /**
   * The upstream part of a Debian package version: no epoch, no revision, no suffix of a repackaged
   * source ({@code +dfsg1}) or of a distribution ({@code ~3-0~ubuntu}). Source: deb-version(7).
   */
  public static VersionNumber ofPackage(String debianVersion) {
    String withoutEpoch = debianVersion.substring(debianVersion.indexOf(':') + 1);
    int revision = withoutEpoch.lastIndexOf('-');
    String upstream = revision < 0 ? withoutEpoch : withoutEpoch.substring(0, revision);
    return parse(Packaged.SUFFIX.matcher(upstream).replaceFirst(""));
  }

  @Override
  public int compareTo(VersionNumber other) {
    int most = Math.max(numbers.size(), other.numbers.size());
    for (int i = 0; i < most; i++) {
      int order = number(i).compareTo(other.number(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(candidate, other.candidate);
  }

  private BigInteger number(int index) {
    return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
  }

  /** Equal in order, regardless of the suffix. */
  @Override
  public boolean equals(Object other) {
    return other instanceof VersionNumber version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    int last = numbers.size();
    while (last > 0 && numbers.get(last - 1).signum() == 0) {
      last--;
    }
    return Objects.hash(numbers.subList(0, last), candidate);
  }

  @Override
  public String toString() {
    return text;
  }
}
