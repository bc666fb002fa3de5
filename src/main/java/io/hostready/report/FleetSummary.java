package io.hostready.report;

import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The summary of many hosts, collected host after host: the number of hosts by outcome, and which
 * rules fail or are unknown on how many. Only numbers and a few names are kept.
 */
final class FleetSummary {

  private static final int MOST_NAMES = 10;

  /** A rule that fails or is unknown on a host. */
  static final class UnmetRule {
    private final CheckResult example;
    private final List<String> hosts = new ArrayList<>();
    private int failing;
    private int unknown;
    private boolean blocks;

    UnmetRule(CheckResult example) {
      this.example = example;
    }

    CheckResult example() {
      return example;
    }

    int failing() {
      return failing;
    }

    int unknown() {
      return unknown;
    }

    /** Whether it blocks a host. */
    boolean blocks() {
      return blocks;
    }

    /** The first hosts that it affects. */
    List<String> hosts() {
      return hosts;
    }

    /** The number of further hosts that it affects. */
    int more() {
      return failing + unknown - hosts.size();
    }
  }

  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final Map<String, UnmetRule> unmet = new LinkedHashMap<>();

  /** Adds a host, under its name in the document. */
  void add(String name, HostReport report) {
    outcomes.merge(report.outcome(), 1, Integer::sum);
    for (CheckResult result : report.results()) {
      if (result.fails() || result.isUnknown()) {
        UnmetRule rule =
            unmet.computeIfAbsent(result.rule().id().value(), _ -> new UnmetRule(result));
        rule.failing += result.fails() ? 1 : 0;
        rule.unknown += result.isUnknown() ? 1 : 0;
        rule.blocks |= report.blocks(result);
        if (rule.hosts.size() < MOST_NAMES) {
          rule.hosts.add(name);
        }
      }
    }
  }

  int hosts() {
    return outcomes.values().stream().mapToInt(Integer::intValue).sum();
  }

  int hosts(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /** "9 of 20 hosts are ready". */
  String sentence() {
    return hosts(Outcome.READY) + " of " + hosts() + " hosts are ready";
  }

  /** "9 of 20 hosts are ready, 10 not ready, 1 undecided". */
  String tally(Palette palette) {
    StringBuilder tally = new StringBuilder(sentence());
    for (Outcome outcome : List.of(Outcome.NOT_READY, Outcome.UNDECIDED, Outcome.PENDING)) {
      if (hosts(outcome) > 0) {
        tally.append(", ").append(hosts(outcome)).append(' ').append(painted(outcome, palette));
      }
    }
    return tally.toString();
  }

  static String words(Outcome outcome) {
    return outcome.id().replace('-', ' ');
  }

  static String painted(Outcome outcome, Palette palette) {
    String words = words(outcome);
    return switch (outcome) {
      case READY -> palette.good(words);
      case NOT_READY -> palette.bad(words);
      case UNDECIDED, PENDING -> palette.doubtful(words);
    };
  }

  /** Rules that block a host first, then those that concern most hosts. */
  List<UnmetRule> worstFirst() {
    return unmet.values().stream()
        .sorted(
            Comparator.comparing((UnmetRule unmet) -> !unmet.blocks)
                .thenComparing(unmet -> -unmet.failing - unmet.unknown))
        .toList();
  }

  /** The same by the rules' levels, and then by the number of affected hosts. */
  List<UnmetRule> byLevel() {
    return unmet.values().stream()
        .sorted(
            Comparator.comparing((UnmetRule unmet) -> unmet.example.level())
                .thenComparing(unmet -> -unmet.failing - unmet.unknown))
        .toList();
  }

  /** The rules that block one host. */
  static List<String> blocking(HostReport report) {
    return report.results().stream()
        .filter(report::blocks)
        .filter(result -> result.fails() || result.isUnknown() || result.pending().isPresent())
        .map(result -> result.rule().id().value())
        .toList();
  }

  /** A few names, and the number of the others. */
  static String few(List<String> names, int most) {
    String few = names.stream().limit(most).collect(Collectors.joining(", "));
    int more = names.size() - most;
    return few + (more > 0 ? " and " + more + " more" : "");
  }
}
