package io.hostready.facts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version compared by its leading dotted numbers: 3.8 &lt; 3.10 &lt; 6.12.0-55-generic. A release
 * candidate ({@code -rc3}, {@code ~rc1}) comes before the release; any other suffix says nothing
 * about order, so 6.12.0-55-generic equals 6.12. Missing numbers count as 0.
 */
public record VersionNumber(List<BigInteger> numbers, int candidate, String text)
    implements Comparable<VersionNumber> {

  private static final Pattern FORM =
      Pattern.compile(
          "v?(\\d+(?:\\.\\d+)*)(?:\\.?[-~.]?(?:rc|beta|alpha)(?![A-Za-z])[.-]?(\\d*))?.*",
          Pattern.DOTALL);

  /** Longer than any version; a bound for the pattern, which recurses for each dot. */
  private static final int MAX_LENGTH = 200;

  /** A release is later than all its candidates. */
  private static final int RELEASED = Integer.MAX_VALUE;

  public VersionNumber {
    numbers = List.copyOf(numbers);
  }

  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException when the text does not start with a number
   */
  public static VersionNumber parse(String text) {
    String stripped = text.strip();
    if (stripped.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a text of " + stripped.length() + " characters is not a version such as 3.8");
    }
    Matcher form = FORM.matcher(stripped);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + stripped + "' is not a version such as 3.8 or 6.12.0-55");
    }
    List<BigInteger> numbers = new ArrayList<>();
    for (String number : form.group(1).split("\\.")) {
      numbers.add(new BigInteger(number));
    }
    String candidate = form.group(2);
    boolean released = candidate == null;
    return new VersionNumber(
        numbers,
        released
            ? RELEASED
            : candidate.isEmpty()
                ? 0
                : new BigInteger(candidate).min(BigInteger.valueOf(9999)).intValue(),
        stripped);
  }

  /**
   * The upstream part of a Debian package version: no epoch, no revision. Source: deb-version(7).
   */
  public static VersionNumber ofPackage(String debianVersion) {
    String withoutEpoch = debianVersion.substring(debianVersion.indexOf(':') + 1);
    int revision = withoutEpoch.lastIndexOf('-');
    return parse(revision < 0 ? withoutEpoch : withoutEpoch.substring(0, revision));
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

  /** Equal in order, whatever the suffix. */
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
