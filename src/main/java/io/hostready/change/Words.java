package io.hostready.change;

import java.util.regex.Pattern;

/** Checks words that plans and journals give: they become arguments of programs run as root. */
final class Words {

  private Words() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException when it has another form
   */
  static void check(String word, Pattern form, String expected) {
    if (!form.matcher(word).matches()) {
      throw new IllegalArgumentException("'" + word + "' is not " + expected);
    }
  }

  /**
   * Checks the value of a setting that knows two.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static void checkEither(String value, String one, String other) {
    if (!value.equals(one) && !value.equals(other)) {
      throw new IllegalArgumentException(
          "'" + value + "' is neither '" + one + "' nor '" + other + "'");
    }
  }
}
