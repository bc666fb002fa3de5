package io.hostready.change;

import java.util.regex.Pattern;

/** Checks words from plans and journals: they become arguments of programs that root runs. */
final class Words {

  private Words() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException if it has another form
   */
  static void check(String word, Pattern form, String expected) {
    if (!form.matcher(word).matches()) {
      throw new IllegalArgumentException("'" + word + "' is not " + expected);
    }
  }

  /**
   * Checks the value of a setting with two values.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static void checkEither(String value, String one, String other) {
    if (!value.equals(one) && !value.equals(other)) {
      throw new IllegalArgumentException(
          "'" + value + "' is neither '" + one + "' nor '" + other + "'");
    }
  }
}
