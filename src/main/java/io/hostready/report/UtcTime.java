package io.hostready.report;

import java.time.Instant;

/**
 * Times as {@link Instant#toString} writes them, such as 2026-11-23T20:36:00.125Z (ISO 8601),
 * without java.time.format: setting that up costs a check some milliseconds and more than half a
 * megabyte.
 */
final class UtcTime {

  private static final int DAY = 86_400;

  /** Days of 400 years, and from the first of March of year 0 to 1970. */
  private static final int ERA = 146_097;

  private static final int TO_1970 = 719_468;

  private UtcTime() {}

  /** A time of the years 0 to 9999; others are left to the library. */
  static String of(Instant time) {
    long days = Math.floorDiv(time.getEpochSecond(), DAY) + TO_1970;
    // Years are counted from March, so that the odd day is the last: Richards, "Calendars" (2013).
    int inEra = (int) Math.floorMod(days, (long) ERA);
    int yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / (ERA - 1)) / 365;
    int inYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int fromMarch = (5 * inYear + 2) / 153;
    int day = inYear - (153 * fromMarch + 2) / 5 + 1;
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    long year = yearOfEra + 400 * Math.floorDiv(days, (long) ERA) + (month < 3 ? 1 : 0);
    if (year < 0 || year > 9999) {
      return time.toString();
    }
    int second = (int) Math.floorMod(time.getEpochSecond(), (long) DAY);
    StringBuilder out = new StringBuilder(30);
    digits(out, (int) year, 4).append('-');
    digits(out, month, 2).append('-');
    digits(out, day, 2).append('T');
    digits(out, second / 3600, 2).append(':');
    digits(out, second / 60 % 60, 2).append(':');
    digits(out, second % 60, 2);
    fraction(out, time.getNano());
    return out.append('Z').toString();
  }

  /** As many digits as are needed, in threes. */
  private static void fraction(StringBuilder out, int nanos) {
    if (nanos == 0) {
      return;
    }
    out.append('.');
    if (nanos % 1_000_000 == 0) {
      digits(out, nanos / 1_000_000, 3);
    } else if (nanos % 1_000 == 0) {
      digits(out, nanos / 1_000, 6);
    } else {
      digits(out, nanos, 9);
    }
  }

  private static StringBuilder digits(StringBuilder out, int number, int width) {
    String text = Integer.toString(number);
    for (int i = text.length(); i < width; i++) {
      out.append('0');
    }
    return out.append(text);
  }
}
