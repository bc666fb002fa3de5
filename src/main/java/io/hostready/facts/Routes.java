package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The IPv4 routes of the kernel's main table, in file order. Source: /proc/net/route,
 * proc_pid_net(5), net/ipv4/fib_trie.c.
 */
public record Routes(Reading<List<Route>> table) {

  private static final String PATH = "/proc/net/route";

  private static final int UP = 0x1; // include/uapi/linux/route.h, RTF_UP

  /** One route that is up: destination, interface, gateway; line from 1. */
  public record Route(Subnet to, String device, String gateway, long metric, int line) {

    public boolean isDefault() {
      return to.bits() == 0;
    }
  }

  public static Routes read(Host host) {
    return host.fact(Routes.class, h -> new Routes(look(h)));
  }

  private static Reading<List<Route>> look(Host host) {
    // Addresses are printed in host byte order; of Docker's architectures, only s390x is
    // big-endian.
    boolean highFirst =
        Architecture.read(host)
            .kernel()
            .toOptional()
            .map(m -> m.name().equals("s390x"))
            .orElse(false);
    return host.text(PATH).parse(text -> parse(text, highFirst)).absentIsUnreadable();
  }

  /**
   * Parses the table.
   *
   * @throws IllegalArgumentException naming the malformed line
   */
  public static List<Route> parse(String text, boolean highByteFirst) {
    checkHeading(text, "Iface");
    List<Route> routes = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      if (number == 1 || line.isBlank()) {
        continue;
      }
      String[] fields = Columns.of(line);
      if (fields.length < 8) {
        throw new IllegalArgumentException("line " + number + " has too few fields");
      }
      try {
        if ((Integer.parseInt(fields[3], 16) & UP) != 0) {
          int mask = address(fields[7], highByteFirst);
          routes.add(
              new Route(
                  new Subnet(address(fields[1], highByteFirst), Integer.bitCount(mask)),
                  fields[0],
                  Subnet.dotted(address(fields[2], highByteFirst)),
                  Long.parseLong(fields[6]),
                  number));
        }
      } catch (NumberFormatException malformed) {
        throw new IllegalArgumentException("line " + number + " has no numbers", malformed);
      }
    }
    return List.copyOf(routes);
  }

  /**
   * Checks a table of /proc/net, which has a heading even if it is empty.
   *
   * @throws IllegalArgumentException if the heading is missing
   */
  static void checkHeading(String text, String column) {
    if (!text.substring(0, Math.max(0, text.indexOf('\n'))).contains(column)) {
      throw new IllegalArgumentException("it has no heading with '" + column + "'");
    }
  }

  private static int address(String hexadecimal, boolean highByteFirst) {
    int number = Integer.parseUnsignedInt(hexadecimal, 16);
    return highByteFirst ? number : Integer.reverseBytes(number);
  }

  /** The effective default route: the one with the lowest metric. */
  public static Optional<Route> defaultOf(List<Route> routes) {
    Optional<Route> best = Optional.empty();
    for (Route route : routes) {
      if (route.isDefault() && (best.isEmpty() || route.metric() < best.get().metric())) {
        best = Optional.of(route);
      }
    }
    return best;
  }
}
