package io.hostready.facts;

import java.util.List;
import java.util.Optional;

/**
 * One chain of iptables or nftables.
 *
 * @param table its table, such as filter (iptables) or {@code inet filter} (nft)
 * @param base type and hook of a base chain, such as {@code filter forward}; empty for a chain that
 *     only jumps reach
 * @param policy accept or drop in lower case; empty if it is not a base chain
 */
public record FilterChain(
    String table,
    String name,
    Optional<String> base,
    Optional<String> policy,
    List<FilterRule> rules) {

  public FilterChain {
    rules = List.copyOf(rules);
  }
}
