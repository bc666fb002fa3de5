package io.hostready.report;

/** Numbers with a noun in singular or plural. */
final class Count {

  private Count() {}

  /** Such as "1 change" and "2 changes". */
  static String of(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
