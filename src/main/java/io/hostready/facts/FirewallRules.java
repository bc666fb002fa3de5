package io.hostready.facts;

import io.hostready.facts.FilterRule.Scope;
import io.hostready.facts.FilterRule.Verdict;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The chains of iptables or nftables, and what they do to packets that the host forwards from and
 * to Docker's bridges, or in a chain for packets to and from the host itself. A rule that might
 * accept them counts as one that does, and only a rule for every packet, or for every packet that
 * containers send, counts as one that drops them, unless one before it might return.
 *
 * @param flushes whether it is a script that first deletes all tables ({@code flush ruleset})
 */
public record FirewallRules(List<FilterChain> chains, boolean flushes) {

  /** The result for a packet at the end of a chain. */
  public enum Fate {
    ACCEPTED,
    DROPPED,
    /** The chain has a rule for every packet that returns, or its end is reached. */
    UNDECIDED;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The fate, and the rule or policy that decides it; empty if nothing does. */
  public record Decision(Fate fate, Optional<String> by) {}

  private static final Decision NONE = new Decision(Fate.UNDECIDED, Optional.empty());

  public FirewallRules {
    chains = List.copyOf(chains);
  }

  public Optional<FilterChain> chain(String table, String name) {
    return chains.stream().filter(c -> c.table().equals(table) && c.name().equals(name)).findAny();
  }

  /** The base chains that filter forwarded packets. */
  public List<FilterChain> forwardChains() {
    return chains.stream()
        .filter(chain -> chain.base().filter("filter forward"::equals).isPresent())
        .toList();
  }

  /** What a chain, with its policy and the chains that it jumps to, does to forwarded packets. */
  public Decision decide(FilterChain chain) {
    return decide(chain, FilterRule::scope);
  }

  /** The same for packets from containers to the host itself, or from the host to containers. */
  public Decision decideLocal(FilterChain chain) {
    return decide(chain, FilterRule::local);
  }

  Decision decide(FilterChain chain, Function<FilterRule, Scope> scope) {
    Map<String, FilterChain> ofTable = new LinkedHashMap<>();
    for (FilterChain each : chains) {
      if (each.table().equals(chain.table())) {
        ofTable.putIfAbsent(each.name(), each);
      }
    }
    Decision decision = new Walk(ofTable, scope, new HashMap<>()).through(chain, 0);
    return decision.fate() == Fate.UNDECIDED
        ? chain
            .policy()
            .map(p -> new Decision(ofPolicy(p), Optional.of("policy " + p)))
            .orElse(decision)
        : decision;
  }

  private static Fate ofPolicy(String policy) {
    return policy.equals("drop") ? Fate.DROPPED : Fate.ACCEPTED;
  }

  /** Goes through each chain of a table once. */
  private record Walk(
      Map<String, FilterChain> chains,
      Function<FilterRule, Scope> scopes,
      Map<String, Decision> known) {

    /** The kernel refuses deeper chains, NFT_JUMP_STACK_SIZE. */
    private static final int DEEPEST = 16;

    private Decision through(FilterChain chain, int depth) {
      Decision before = known.get(chain.name());
      if (before != null || depth > DEEPEST) {
        return before == null ? NONE : before;
      }
      known.put(chain.name(), NONE); // for a loop, which the kernel would refuse
      Decision decision = NONE;
      boolean mayReturn = false;
      for (FilterRule rule : chain.rules()) {
        decision = of(rule, depth);
        Scope scope = scopes.apply(rule);
        boolean returns = rule.verdict() == Verdict.RETURN;
        mayReturn |= returns && scope == Scope.CONTAINERS;
        if (returns && scope == Scope.EVERY || decision.fate() != Fate.UNDECIDED) {
          break;
        }
      }
      if (mayReturn && decision.fate() == Fate.DROPPED) {
        decision = NONE;
      }
      known.put(chain.name(), decision);
      return decision;
    }

    private Decision of(FilterRule rule, int depth) {
      Scope scope = scopes.apply(rule);
      boolean isForAll = scope == Scope.EVERY;
      return switch (rule.verdict()) {
        case ACCEPT ->
            scope == Scope.OTHER ? NONE : new Decision(Fate.ACCEPTED, Optional.of(rule.text()));
        case DROP -> isForAll ? new Decision(Fate.DROPPED, Optional.of(rule.text())) : NONE;
        case RETURN, CONTINUE -> NONE;
        case JUMP -> {
          FilterChain next = chains.get(rule.target());
          if (next == null || scope == Scope.OTHER) {
            yield NONE;
          }
          Decision decision = through(next, depth + 1);
          yield isForAll || decision.fate() == Fate.ACCEPTED ? decision : NONE;
        }
      };
    }
  }
}
