package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.HashSet;
import java.util.Set;

/** IPv4 addresses of the host's interfaces. Source: /proc/net/fib_trie, net/ipv4/fib_trie.c. */
public record LocalAddresses(Reading<Set<String>> addresses) {

  private static final String PATH = "/proc/net/fib_trie";
  private static final String LEAF = "|-- ";

  public static LocalAddresses read(Host host) {
    return host.fact(
        LocalAddresses.class,
        h -> new LocalAddresses(h.text(PATH).parse(LocalAddresses::parse).absentIsUnreadable()));
  }

  /**
   * Parses the trie: a leaf "|-- ADDRESS" is an address of the host if a line below it is "/32 host
   * LOCAL".
   *
   * @throws IllegalArgumentException if the text has no leaf
   */
  public static Set<String> parse(String text) {
    Set<String> addresses = new HashSet<>();
    String leaf = "";
    for (String line : Columns.lines(text)) {
      String trimmed = line.strip();
      if (trimmed.startsWith(LEAF)) {
        leaf = trimmed.substring(LEAF.length());
      } else if (trimmed.equals("/32 host LOCAL") && !leaf.isEmpty()) {
        addresses.add(leaf);
      }
    }
    if (leaf.isEmpty()) {
      throw new IllegalArgumentException("it has no line '|-- ADDRESS'");
    }
    return Set.copyOf(addresses);
  }
}
