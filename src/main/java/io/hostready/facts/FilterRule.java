package io.hostready.facts;

/**
 * One rule of iptables or nftables: its text without counters, the packets of containers that it is
 * for, and its verdict.
 *
 * @param local the same for packets between containers and the host itself
 * @param target the chain of a jump, otherwise empty
 */
public record FilterRule(String text, Scope scope, Scope local, Verdict verdict, String target) {

  /** The packets that a rule is for. */
  public enum Scope {
    /** Every packet, or every packet that containers send. */
    EVERY,
    /** New connections of containers, or possibly: the rule has a set, a mark or a variable. */
    CONTAINERS,
    /** No new connection of a container: replies, ICMP, other interfaces or addresses. */
    OTHER
  }

  /** What happens to a packet that a rule matches. */
  public enum Verdict {
    ACCEPT,
    DROP,
    RETURN,
    /** The packet goes through another chain, and comes back if that one decides nothing. */
    JUMP,
    /** The packet continues with the next rule. */
    CONTINUE
  }
}
