package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.List;

/**
 * Addresses of DNS servers, in file order, from the file that Docker uses for containers: if
 * /etc/resolv.conf names only systemd-resolved's 127.0.0.53, the file with resolved's upstream
 * servers. Source: resolv.conf(5); moby's {@code resolvconf_path.go}.
 */
public record ResolvConf(Reading<List<String>> addresses) {

  private static final String PATH = "/etc/resolv.conf";
  private static final String BEHIND = "/run/systemd/resolve/resolv.conf";
  private static final List<String> RESOLVED = List.of("127.0.0.53");

  public static ResolvConf read(Host host) {
    Reading<List<String>> first = host.text(PATH).parse(ResolvConf::parse);
    boolean isResolved = first.orElse(List.of()).equals(RESOLVED);
    return new ResolvConf(isResolved ? host.text(BEHIND).parse(ResolvConf::parse) : first);
  }

  /** Parses the addresses after {@code nameserver}. */
  public static List<String> parse(String text) {
    return text.lines()
        .map(line -> Columns.of(line))
        .filter(words -> words.length > 1 && words[0].equals("nameserver"))
        .map(words -> words[1])
        .toList();
  }

  /** Whether an IPv4 address leads out of a container, and not back to the container itself. */
  public static boolean isReachable(String address) {
    return !isIpv6(address) && !address.startsWith("127.");
  }

  /**
   * The same for an IPv6 address; a link-local address (fe80::) belongs to another link in a
   * container.
   */
  public static boolean isReachableByIpv6(String address) {
    return isIpv6(address) && !address.equals("::1") && !address.startsWith("fe80:");
  }

  private static boolean isIpv6(String address) {
    return address.contains(":");
  }
}
