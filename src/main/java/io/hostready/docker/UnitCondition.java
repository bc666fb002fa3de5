package io.hostready.docker;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of a unit's setting that have an effect; an empty value means that the setting is not
 * set. Source: the forms in {@code unit-restrictions.txt}; systemd.syntax(7) for booleans and
 * sizes.
 */
sealed interface UnitCondition {

  List<String> TRUE = List.of("yes", "true", "on", "1", "y", "t");

  /** Whether a value, or all values of a list, meet the condition. */
  boolean holds(String value);

  /** Whether all values of the setting count, not only the last one. */
  default boolean isOfList() {
    return false;
  }

  /** A boolean that is true. */
  record Yes() implements UnitCondition {
    @Override
    public boolean holds(String value) {
      return TRUE.contains(value.toLowerCase(Locale.ROOT));
    }
  }

  /** A boolean that is false or not set. */
  record No() implements UnitCondition {
    @Override
    public boolean holds(String value) {
      return List.of("", "no", "false", "off", "0", "n", "f")
          .contains(value.toLowerCase(Locale.ROOT));
    }
  }

  /** Any value. */
  record AnyValue() implements UnitCondition {
    @Override
    public boolean holds(String value) {
      return !value.isEmpty();
    }

    @Override
    public boolean isOfList() {
      return true;
    }
  }

  /** One of several words. */
  record OneOf(List<String> words) implements UnitCondition {
    @Override
    public boolean holds(String value) {
      return words.contains(value.toLowerCase(Locale.ROOT));
    }
  }

  /** None of several words. */
  record NoneOf(List<String> words, boolean alsoIfNotSet) implements UnitCondition {
    @Override
    public boolean holds(String value) {
      return value.isEmpty() ? alsoIfNotSet : !words.contains(value.toLowerCase(Locale.ROOT));
    }
  }

  /** A number or size below another one; of SOFT:HARD, the soft limit. */
  record Below(long least) implements UnitCondition {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,15})([KMGT]?)(?::.*)?");

    @Override
    public boolean holds(String value) {
      Matcher number = NUMBER.matcher(value);
      return number.matches() && number(number) < least;
    }

    private static long number(Matcher number) {
      int power = "KMGT".indexOf(number.group(2)) + (number.group(2).isEmpty() ? 0 : 1);
      return Long.parseLong(number.group(1)) * (1L << 10 * power);
    }

    static Below parse(String text) {
      Matcher number = NUMBER.matcher(text);
      if (!number.matches()) {
        throw new IllegalArgumentException("'" + text + "' is no number");
      }
      return new Below(number(number));
    }
  }

  /** A list of permissions that does not have all of several words; ~ starts a list of denials. */
  record Lacks(List<String> words) implements UnitCondition {

    @Override
    public boolean isOfList() {
      return true;
    }

    @Override
    public boolean holds(String value) {
      if (new No().holds(value)) {
        return false; // RestrictNamespaces=no allows all
      }
      if (new Yes().holds(value)) {
        return true;
      }
      Set<String> allowed = new HashSet<>();
      boolean isDenial = false;
      boolean isFirst = true;
      for (String word : UnitRestriction.words(value)) {
        isDenial = word.startsWith("~") || isDenial && !isFirst;
        if (isFirst && isDenial) {
          allowed.addAll(words);
        }
        isFirst = false;
        String name = word.replace("~", "");
        if (isDenial) {
          allowed.remove(name);
        } else {
          allowed.add(name);
        }
      }
      return !allowed.containsAll(words);
    }
  }

  /**
   * Parses a condition of the table.
   *
   * @throws IllegalArgumentException if it has another form
   */
  static UnitCondition parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String words = text.substring(colon + 1);
    return switch (kind) {
      case "yes" -> new Yes();
      case "no" -> new No();
      case "set" -> new AnyValue();
      case "is" -> new OneOf(UnitRestriction.words(words));
      case "not" ->
          new NoneOf(UnitRestriction.words(words.replaceFirst("^=", "")), words.startsWith("="));
      case "below" -> Below.parse(words);
      case "lacks" -> new Lacks(UnitRestriction.words(words));
      default -> throw new IllegalArgumentException("'" + text + "' is no condition");
    };
  }
}
