package io.hostready.facts;

import io.hostready.facts.FilterRule.Scope;
import io.hostready.facts.FilterRule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One rule of nftables, word by word. Source: nft(8). */
final class NftRule {

  private static final Set<String> LOG_OPTIONS =
      Set.of("prefix", "level", "flags", "group", "snaplen", "queue-threshold", "all");

  private final List<String> words;
  private final InterfaceGroups groups;
  private final List<String> kept = new ArrayList<>();
  private boolean isBare = true;
  private boolean isOther;
  private Optional<List<String>> in = Optional.empty();
  private Optional<List<String>> out = Optional.empty();
  private Verdict verdict = Verdict.CONTINUE;
  private String target = "";

  private NftRule(List<String> words, InterfaceGroups groups) {
    this.words = words;
    this.groups = groups;
  }

  static FilterRule parse(String statement, InterfaceGroups groups) {
    NftRule rule = new NftRule(words(statement), groups);
    rule.scan();
    boolean passes = rule.in.isEmpty() && rule.out.isEmpty() || passes(rule.in, rule.out);
    Scope scope =
        rule.isOther || !passes ? Scope.OTHER : rule.isBare ? Scope.EVERY : Scope.CONTAINERS;
    return new FilterRule(String.join(" ", rule.kept), scope, scope, rule.verdict, rule.target);
  }

  /** The words; a text in quotation marks or braces is one word. */
  static List<String> words(String statement) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int braces = 0;
    boolean isQuoted = false;
    for (int i = 0; i < statement.length(); i++) {
      char c = statement.charAt(i);
      isQuoted ^= c == '"';
      braces += isQuoted ? 0 : c == '{' ? 1 : c == '}' ? -1 : 0;
      if (Character.isWhitespace(c) && !isQuoted && braces <= 0) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private String word(int at) {
    return at < words.size() ? words.get(at) : "";
  }

  private void scan() {
    int at = 0;
    while (at < words.size()) {
      int next = at + length(at);
      boolean isNote = Set.of("counter", "log", "comment").contains(word(at));
      if (!isNote) {
        kept.addAll(words.subList(at, Math.min(next, words.size())));
      }
      at = next;
    }
  }

  /** Reads one part of the rule; the number of its words. */
  private int length(int at) {
    String next = word(at + 1);
    switch (word(at)) {
      case "counter" -> {
        return next.equals("packets") ? 5 : next.equals("name") ? 3 : 1;
      }
      case "log" -> {
        int end = at + 1;
        while (LOG_OPTIONS.contains(word(end))) {
          end += word(end).equals("all") ? 1 : 2;
        }
        return end - at;
      }
      case "comment" -> {
        return 2;
      }
      case "accept", "drop", "return" ->
          verdict = Verdict.valueOf(word(at).toUpperCase(Locale.ROOT));
      case "reject" -> {
        verdict = Verdict.DROP;
        return words.size() - at; // its type follows
      }
      case "jump", "goto" -> {
        verdict = Verdict.JUMP;
        target = next.replace("\"", "");
        return 2;
      }
      case "vmap" -> {
        // One of its elements can accept the packet.
        verdict = next.contains("accept") ? Verdict.ACCEPT : Verdict.CONTINUE;
        return 2;
      }
      case "meta" -> {} // a key such as iifname follows
      default -> {
        return condition(at, next);
      }
    }
    return 1;
  }

  private int condition(int at, String next) {
    boolean isNot = next.equals("!=");
    Optional<List<String>> names = interfaces(word(at), isNot ? word(at + 2) : next);
    boolean isInput = word(at).startsWith("iif");
    isBare &= isInput && isNot && names.filter(NftRule::hasNoBridge).isPresent();
    switch (word(at)) {
      case "iif", "iifname", "iifgroup" -> in = isNot ? in : names;
      case "oif", "oifname", "oifgroup" -> out = isNot ? out : names;
      case "ct" -> {
        return next.equals("state") ? states(at + 2) - at : 2;
      }
      case "ip" -> {
        boolean isAddress = next.equals("saddr") || next.equals("daddr");
        String value = word(at + 2);
        isOther |= isAddress && list(value).stream().noneMatch(ContainerTraffic::isAddress);
        isOther |= next.equals("protocol") && value.contains("icmp");
        return value.equals("!=") ? 4 : isAddress ? 3 : 2;
      }
      case "icmp", "icmpv6", "icmpx" -> isOther = true;
      case "l4proto", "nexthdr" -> isOther |= next.contains("icmp");
      default -> {
        return 1;
      }
    }
    return next.equals("vmap") ? 1 : isNot ? 3 : 2;
  }

  /** Reads connection states; the end of them. */
  private int states(int from) {
    boolean isNot = word(from).equals("!=") || word(from).equals("!");
    boolean isMap = word(from).equals("vmap");
    int end = isNot || isMap ? from + 1 : from;
    StringBuilder states = new StringBuilder(word(end++));
    while (word(end - 1).endsWith(",") || word(end).startsWith(",")) {
      states.append(word(end++));
    }
    isOther |= !isNot && !states.toString().matches("(?s).*\\b(new|0x8)\\b.*");
    if (isMap) {
      verdict = states.indexOf("accept") >= 0 ? Verdict.ACCEPT : Verdict.CONTINUE;
    }
    return end;
  }

  private static boolean passes(Optional<List<String>> in, Optional<List<String>> out) {
    List<String> to = out.orElse(List.of(""));
    return in.orElse(List.of("")).stream()
        .limit(100)
        .anyMatch(
            from ->
                to.stream()
                    .limit(100)
                    .anyMatch(name -> ContainerTraffic.passes(ifSaid(from), ifSaid(name))));
  }

  private static Optional<String> ifSaid(String name) {
    return Optional.of(name).filter(said -> !said.isEmpty());
  }

  /** Whether a comparison with "!=" holds for all packets that containers send. */
  private static boolean hasNoBridge(List<String> names) {
    return names.stream().noneMatch(ContainerTraffic::isDockerBridge);
  }

  /** The interfaces of a name, group or list of them; empty for a set or variable. */
  private Optional<List<String>> interfaces(String key, String word) {
    return word.startsWith("@") || word.startsWith("$")
        ? Optional.empty()
        : key.endsWith("group") ? groups.names(list(word)) : Optional.of(list(word));
  }

  private static List<String> list(String word) {
    return List.of(word.replaceAll("[{}\"\\s]", "").split(","));
  }
}
