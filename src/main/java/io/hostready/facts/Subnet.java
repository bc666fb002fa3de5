package io.hostready.facts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IPv4 subnet: its first address and its prefix length. RFC 4632. */
public record Subnet(int address, int bits) {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  public Subnet {
    if (bits < 0 || bits > 32) {
      throw new IllegalArgumentException("a subnet with " + bits + " bits");
    }
    address &= mask(bits);
  }

  /** Parses the form 172.17.0.0/16; empty for any other text. */
  public static Optional<Subnet> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    int address = 0;
    for (int group = 1; group <= 4; group++) {
      int part = Integer.parseInt(form.group(group));
      if (part > 255) {
        return Optional.empty();
      }
      address = address << 8 | part;
    }
    int bits = Integer.parseInt(form.group(5));
    return bits > 32 ? Optional.empty() : Optional.of(new Subnet(address, bits));
  }

  private static int mask(int bits) {
    return bits == 0 ? 0 : -1 << (32 - bits);
  }

  /** The first address, as an unsigned number. */
  public long first() {
    return Integer.toUnsignedLong(address);
  }

  /** The number after the last address. */
  public long end() {
    return first() + (1L << 32 - bits);
  }

  /** Whether the subnets share an address. */
  public boolean overlaps(Subnet other) {
    int common = mask(Math.min(bits, other.bits));
    return (address & common) == (other.address & common);
  }

  static String dotted(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }

  @Override
  public String toString() {
    return dotted(address) + "/" + bits;
  }
}
