package io.hostready.facts;

import io.hostready.facts.FilterRule.Scope;
import io.hostready.facts.FilterRule.Verdict;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules in the format of iptables-save(8), of the kernel or of a file such as
 * /etc/iptables/rules.v4. Source: iptables-restore(8), iptables-extensions(8).
 */
public final class IptablesRules {

  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");

  /** The states of packets that do not open a connection. */
  private static final Set<String> NOT_NEW =
      Set.of("RELATED", "ESTABLISHED", "INVALID", "UNTRACKED", "SNAT");

  /** A rule with one of these is for a service of the host, not for all packets of containers. */
  private static final Set<String> OF_SERVICES =
      Set.of(
          "--dport",
          "--dports",
          "--destination-port",
          "--destination-ports",
          "--sport",
          "--sports",
          "--source-port",
          "--source-ports",
          "--ports",
          "--tcp-flags",
          "--pkt-type");

  private static final Set<String> ICMP = Set.of("icmp", "icmpv6", "ipv6-icmp", "1", "58");

  private IptablesRules() {}

  /** The rules in the kernel, of all tables; absent if the command does not exist. */
  public static Reading<FirewallRules> ofKernel(Host host) {
    return host.fact(
            Kernel.class,
            h -> new Kernel(h.output(List.of("iptables-save")).parse(IptablesRules::parse)))
        .rules();
  }

  private record Kernel(Reading<FirewallRules> rules) {}

  private static final class Chain {
    Optional<String> policy = Optional.empty();
    final Deque<FilterRule> rules = new ArrayDeque<>();
  }

  /**
   * Parses all tables.
   *
   * @throws IllegalArgumentException if a line is of another format
   */
  public static FirewallRules parse(String text) {
    Map<String, Map<String, Chain>> tables = new LinkedHashMap<>();
    String table = "filter";
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      String plain = line.strip().replaceFirst("^\\[\\d+:\\d+] ", "");
      if (plain.isEmpty() || plain.startsWith("#") || plain.equals("COMMIT")) {
        continue;
      }
      Map<String, Chain> chains = tables.computeIfAbsent(table, _ -> new LinkedHashMap<>());
      String[] words = Columns.of(plain);
      if (plain.startsWith("*")) {
        table = plain.substring(1);
      } else if (plain.startsWith(":") && words.length > 1) {
        chain(chains, words[0].substring(1)).policy =
            Optional.of(words[1].toLowerCase(Locale.ROOT)).filter(policy -> !policy.equals("-"));
      } else if (plain.startsWith("-") && words.length > 1) {
        add(chains, words, plain);
      } else {
        throw new IllegalArgumentException("line " + number + " is no rule of iptables-save");
      }
    }
    List<FilterChain> found = new ArrayList<>();
    tables.forEach(
        (name, chains) ->
            chains.forEach(
                (chain, content) ->
                    found.add(
                        new FilterChain(
                            name,
                            chain,
                            content.policy.map(
                                _ ->
                                    (name.equals("filter") ? "filter " : "other ")
                                        + chain.toLowerCase(Locale.ROOT)),
                            content.policy,
                            List.copyOf(content.rules)))));
    return new FirewallRules(found, false);
  }

  private static Chain chain(Map<String, Chain> chains, String name) {
    return chains.computeIfAbsent(name, _ -> new Chain());
  }

  /** Appends or inserts a rule; other commands, such as -F, are in no file that iptables wrote. */
  private static void add(Map<String, Chain> chains, String[] words, String plain) {
    Deque<FilterRule> rules = chain(chains, words[1]).rules;
    switch (words[0]) {
      case "-A", "--append" -> rules.addLast(rule(plain));
      case "-I", "--insert" -> rules.addFirst(rule(plain));
      default -> {}
    }
  }

  private static FilterRule rule(String text) {
    Conditions conditions = conditions(text);
    String target = conditions.target;
    return new FilterRule(text, conditions.scope(), conditions.local(), verdict(target), target);
  }

  /** The packets that guests of a bridge send, for which a rule is. */
  static Scope scope(FilterRule rule, GuestBridge bridge) {
    return conditions(rule.text()).scope(bridge);
  }

  private static Conditions conditions(String text) {
    String[] words = Columns.of(QUOTED.matcher(text).replaceAll("\"\""));
    Conditions conditions = new Conditions();
    int first = words.length > 2 && words[2].matches("\\d{1,6}") ? 3 : 2;
    for (int i = first; i < words.length; i++) {
      boolean isNot = words[i].equals("!") && i + 1 < words.length;
      String option = words[isNot ? ++i : i];
      boolean hasValue = i + 1 < words.length && option.startsWith("-");
      String value = hasValue ? words[i + 1] : "";
      switch (option) {
        case "-j", "-g", "--jump", "--goto" -> {
          conditions.target = value;
          i = words.length; // options of the target follow
        }
        case "-m", "--match", "--comment", "-c" -> {
          boolean isComment =
              option.equals("--comment") || option.equals("-c") || value.equals("comment");
          conditions.isEvery &= isComment;
          conditions.isEveryOfInterfaces &= isComment;
          conditions.isEveryLocal &= isComment || value.equals("addrtype");
          i += option.equals("-c") ? 2 : 1;
        }
        default -> {
          conditions.add(option, value, isNot);
          i += hasValue && !value.startsWith("-") && !value.equals("!") ? 1 : 0;
        }
      }
    }
    return conditions;
  }

  private static Verdict verdict(String target) {
    return switch (target) {
      case "ACCEPT" -> Verdict.ACCEPT;
      case "DROP", "REJECT" -> Verdict.DROP;
      case "RETURN" -> Verdict.RETURN;
      case "" -> Verdict.CONTINUE;
      default -> Verdict.JUMP; // a target such as LOG has no chain
    };
  }

  /** A comparison of an interface, whose name can end with a wildcard. */
  record InterfaceTest(boolean isInput, boolean isNot, String name) {

    boolean names(String other) {
      return name.endsWith("+")
          ? other.startsWith(name.substring(0, name.length() - 1))
          : other.equals(name);
    }
  }

  /** What a rule demands of a packet. */
  private static final class Conditions {
    boolean isEvery = true;
    boolean isEveryLocal = true;
    boolean isEveryOfInterfaces = true;
    String target = "";
    private boolean isOther;
    private boolean isOtherAddress;
    private boolean isOfService;
    private boolean isForContainers;
    private final List<InterfaceTest> interfaces = new ArrayList<>();

    void add(String option, String value, boolean isNot) {
      boolean isInput = option.equals("-i") || option.equals("--in-interface");
      boolean isInterface = isInput || option.equals("-o") || option.equals("--out-interface");
      if (isInterface) {
        interfaces.add(new InterfaceTest(isInput, isNot, value));
      }
      isEvery &= isInput && isNot && !ContainerTraffic.isDockerBridge(value);
      isEveryOfInterfaces &= isInterface;
      isEveryLocal &= option.equals("--dst-type") && value.equals("LOCAL") && !isNot;
      isOfService |= OF_SERVICES.contains(option);
      if (isNot) {
        return;
      }
      isForContainers |= isInterface && ContainerTraffic.isBridge(value);
      switch (option) {
        case "-s", "-d", "--source", "--destination" -> {
          isOtherAddress |= !ContainerTraffic.isAddress(value);
          isForContainers |= ContainerTraffic.isDefaultAddress(value);
        }
        case "-p", "--protocol" -> isOther |= ICMP.contains(value);
        case "--dst-type" -> isOfService |= !value.contains("LOCAL");
        case "--ctstate", "--state" -> isOther |= NOT_NEW.containsAll(Set.of(split(value)));
        default -> {}
      }
    }

    private Optional<String> name(boolean isInput) {
      return interfaces.stream()
          .filter(test -> test.isInput() == isInput && !test.isNot())
          .map(InterfaceTest::name)
          .reduce((_, last) -> last);
    }

    private static String[] split(String value) {
      return Arrays.stream(value.split(",")).distinct().toArray(String[]::new);
    }

    Scope scope() {
      if (isOther || isOtherAddress || !ContainerTraffic.passes(name(true), name(false))) {
        return Scope.OTHER;
      }
      return isEvery ? Scope.EVERY : Scope.CONTAINERS;
    }

    Scope scope(GuestBridge bridge) {
      if (isOther || interfaces.stream().anyMatch(bridge::fails)) {
        return Scope.OTHER;
      }
      return isEveryOfInterfaces && interfaces.stream().allMatch(bridge::passes)
          ? Scope.EVERY
          : Scope.CONTAINERS;
    }

    Scope local() {
      boolean isOfHost = isOfService && !isForContainers;
      boolean isForeign = isOther || isOtherAddress || isOfHost;
      if (isForeign || !ContainerTraffic.isLocal(name(true), name(false))) {
        return Scope.OTHER;
      }
      return isEveryLocal ? Scope.EVERY : Scope.CONTAINERS;
    }
  }
}
