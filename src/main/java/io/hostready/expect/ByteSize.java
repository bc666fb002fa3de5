package io.hostready.expect;

import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size in bytes in the form of rules: 512MiB, 10GiB, 1048576. Units are powers of 1024. */
public record ByteSize(long bytes) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,15})(KiB|MiB|GiB|TiB)?");

  /** The value that one decimal would round to 1024. */
  private static final double ALMOST = 1023.95;

  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

  static final ValueSchema<ByteSize> TYPE =
      ValueSchema.scalar(
          "a size such as 512MiB or 10GiB",
          Map.of(
              "type",
              List.of("string", "integer"),
              "pattern",
              "^[0-9]{1,15}([KMGT]iB)?$",
              "minimum",
              0),
          ByteSize::parse);

  private static Optional<ByteSize> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int power = form.group(2) == null ? 0 : UNITS.indexOf(form.group(2)) + 1;
    try {
      return Optional.of(
          new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), 1L << (10 * power))));
    } catch (ArithmeticException tooLarge) {
      return Optional.empty();
    }
  }

  /** With one decimal, in the largest unit in which it is at least 1: "5.6 GiB". */
  @Override
  public String toString() {
    int power = 0;
    double size = bytes;
    while (size >= (power == 0 ? 1024 : ALMOST) && power < UNITS.size()) {
      size /= 1024;
      power++;
    }
    if (power == 0) {
      return bytes + " bytes";
    }
    long tenths = Math.round(size * 10);
    String digits = tenths % 10 == 0 ? "" + tenths / 10 : tenths / 10 + "." + tenths % 10;
    return digits + " " + UNITS.get(power - 1);
  }
}
