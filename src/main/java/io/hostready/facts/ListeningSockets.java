package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Listening TCP sockets and UDP sockets without a peer, of one protocol, IPv4 and IPv6 together.
 * Source: proc_pid_net(5), net/ipv4/tcp_ipv4.c, include/net/tcp_states.h.
 */
public record ListeningSockets(Reading<List<Listener>> sockets) {

  private static final int LISTENS = 0x0A; // TCP_LISTEN
  private static final int UNCONNECTED = 0x07; // TCP_CLOSE, the state of UDP sockets without a peer

  /** One socket: its port, whether it is bound to a loopback address, file and line. */
  public record Listener(int port, boolean isLoopback, String path, int line) {}

  /** Reads the tables of "tcp" or "udp"; a kernel without IPv6 has no second table. */
  public static ListeningSockets read(Host host, String protocol) {
    int state = protocol.equals("tcp") ? LISTENS : UNCONNECTED;
    String path = "/proc/net/" + protocol;
    Reading<List<Listener>> four = table(host, path, state);
    Reading<List<Listener>> six = table(host, path + "6", state);
    if (six instanceof Unreadable) {
      return new ListeningSockets(six);
    }
    return new ListeningSockets(
        four.absentIsUnreadable()
            .map(
                listeners -> {
                  List<Listener> all = new ArrayList<>(listeners);
                  all.addAll(six.orElse(List.of()));
                  return List.copyOf(all);
                }));
  }

  /** A table can be longer than other texts: a host can have a hundred thousand connections. */
  private static Reading<List<Listener>> table(Host host, String path, int state) {
    return host.bytes(path)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .parse(text -> parse(path, text, state));
  }

  /**
   * Parses one table for sockets in a state.
   *
   * @throws IllegalArgumentException naming the malformed line
   */
  static List<Listener> parse(String path, String text, int state) {
    Routes.checkHeading(text, "local_address");
    List<Listener> listeners = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      if (number == 1 || line.isBlank()) {
        continue;
      }
      String[] fields = Columns.of(line);
      int colon = fields.length < 4 ? -1 : fields[1].indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("line " + number + " has too few fields");
      }
      try {
        if (Integer.parseInt(fields[3], 16) == state) {
          String address = fields[1].substring(0, colon);
          int port = Integer.parseInt(fields[1].substring(colon + 1), 16);
          listeners.add(new Listener(port, isLoopback(address), path, number));
        }
      } catch (NumberFormatException malformed) {
        throw new IllegalArgumentException("line " + number + " has no numbers", malformed);
      }
    }
    return listeners;
  }

  /** 127.0.0.0/8 and ::1, in either byte order. */
  private static boolean isLoopback(String address) {
    return address.length() == 8
        ? address.endsWith("7F") || address.startsWith("7F")
        : address.matches("0{24}(01000000|00000001)");
  }
}
