package io.hostready.facts;

import io.hostready.text.Columns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Divides an nftables script into statements, and the statements into chains. Source: nft(8). */
final class NftScript {

  private static final Set<String> FAMILIES =
      Set.of("ip", "ip6", "inet", "arp", "bridge", "netdev");

  private enum Block {
    TABLE,
    CHAIN,
    /** A set, a map or another object, which has no rules. */
    OTHER
  }

  private static final class Chain {
    final String table;
    final String name;
    Optional<String> base = Optional.empty();
    Optional<String> policy = Optional.empty();
    final Deque<FilterRule> rules = new ArrayDeque<>();

    Chain(String table, String name) {
      this.table = table;
      this.name = name;
    }
  }

  private final Map<String, Chain> chains = new LinkedHashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder statement = new StringBuilder();
  private String table = "";
  private Chain chain = new Chain("", "");
  private int braces;
  private boolean flushes;

  private final InterfaceGroups groups;

  private NftScript(InterfaceGroups groups) {
    this.groups = groups;
  }

  /**
   * Parses a script without include statements.
   *
   * @throws IllegalArgumentException if braces are not balanced
   */
  static FirewallRules parse(String text, InterfaceGroups groups) {
    NftScript script = new NftScript(groups);
    script.scan(text);
    if (!script.blocks.isEmpty() || script.braces > 0) {
      throw new IllegalArgumentException("a brace is not closed");
    }
    return new FirewallRules(
        script.chains.values().stream()
            .map(c -> new FilterChain(c.table, c.name, c.base, c.policy, List.copyOf(c.rules)))
            .toList(),
        script.flushes);
  }

  private void scan(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int next = at + 1;
      switch (c) {
        case '#' -> next = end(text, '\n', at);
        case '"' -> {
          next = Math.min(end(text, '"', at + 1) + 1, text.length());
          statement.append(text, at, next);
        }
        case '\\' -> {
          statement.append(' ');
          next = at + 2; // a line continues
        }
        case '{' -> open();
        case '}' -> close();
        case '\n', ';' -> {
          if (braces > 0) {
            statement.append(' ');
          } else {
            endStatement();
          }
        }
        default -> statement.append(c);
      }
      at = next;
    }
    endStatement();
  }

  private static int end(String text, char wanted, int from) {
    int at = text.indexOf(wanted, from);
    return at < 0 ? text.length() : at;
  }

  private boolean isIn(Block block) {
    return !blocks.isEmpty() && blocks.getLast() == block;
  }

  private void open() {
    if (braces > 0 || isIn(Block.CHAIN)) {
      statement.append('{');
      braces++;
      return;
    }
    List<String> head = head(statement.toString());
    String what = head.getFirst();
    if (blocks.isEmpty() && what.equals("rule")) {
      statement.append('{');
      braces++;
      return;
    }
    if (blocks.isEmpty() && what.equals("table") && head.size() == 3) {
      table = head.get(1) + " " + head.get(2);
      blocks.add(Block.TABLE);
    } else if (blocks.isEmpty() && what.equals("chain") && head.size() == 4) {
      chain = chain(head.get(1) + " " + head.get(2), head.get(3));
      blocks.add(Block.CHAIN);
    } else if (isIn(Block.TABLE) && what.equals("chain") && head.size() > 1) {
      chain = chain(table, head.getLast());
      blocks.add(Block.CHAIN);
    } else {
      blocks.add(Block.OTHER);
    }
    statement.setLength(0);
  }

  /**
   * The words of a command, without add, create and insert, and with its family; the rule as the
   * last word.
   */
  private static List<String> head(String text) {
    List<String> words = new ArrayList<>(Arrays.asList(Columns.of(text, 6)));
    if (Set.of("add", "create", "insert").contains(words.getFirst()) && words.size() > 1) {
      words.removeFirst();
    }
    if (words.size() > 1 && !FAMILIES.contains(words.get(1))) {
      words.add(1, "ip");
    }
    words.replaceAll(word -> word.startsWith("\"") ? word.replace("\"", "") : word);
    return words;
  }

  private void close() {
    if (braces > 0) {
      statement.append('}');
      braces--;
      return;
    }
    endStatement();
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("a brace is closed that is not open");
    }
    blocks.removeLast();
  }

  private void endStatement() {
    String whole = statement.toString().strip();
    statement.setLength(0);
    if (whole.isEmpty()) {
      return;
    }
    if (blocks.isEmpty()) {
      command(whole);
    } else if (isIn(Block.CHAIN)) {
      String[] words = Columns.of(whole, 6);
      if (words[0].equals("type") && words.length > 3 && words[2].equals("hook")) {
        chain.base = Optional.of(words[1] + " " + words[3]);
        chain.policy = chain.policy.or(() -> Optional.of("accept"));
      } else if (words[0].equals("policy") && words.length > 1) {
        chain.policy = Optional.of(words[1]);
      } else {
        chain.rules.addLast(NftRule.parse(whole, groups));
      }
    }
  }

  private void command(String whole) {
    String[] words = Columns.of(whole, 3);
    if (words[0].equals("flush") && words.length > 1 && words[1].equals("ruleset")) {
      flushes = true;
      chains.clear();
      return;
    }
    List<String> parts = NftRule.words(whole);
    int end = endOfHeading(parts);
    List<String> head = head(String.join(" ", parts.subList(0, end)));
    if (head.getFirst().equals("rule") && head.size() > 3) {
      Deque<FilterRule> rules = chain(head.get(1) + " " + head.get(2), head.get(3)).rules;
      FilterRule rule = NftRule.parse(String.join(" ", parts.subList(end, parts.size())), groups);
      if (words[0].equals("insert")) {
        rules.addFirst(rule);
      } else {
        rules.addLast(rule);
      }
    }
  }

  /** The number of words up to the chain's name, of which the family and "add" are optional. */
  private static int endOfHeading(List<String> parts) {
    int at = parts.getFirst().equals("rule") ? 1 : 2;
    at += at < parts.size() && FAMILIES.contains(parts.get(at)) ? 3 : 2;
    return Math.min(at, parts.size());
  }

  private Chain chain(String ofTable, String name) {
    return chains.computeIfAbsent(ofTable + " " + name, _ -> new Chain(ofTable, name));
  }
}
