package io.hostready.run;

import io.hostready.rule.RuleId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects earlier and later reports of hosts, one or thousands, to compare them. Of each report
 * only what is compared is kept, and equal results of all reports are one object.
 */
public final class FleetComparison {

  /**
   * What is compared.
   *
   * @param rules the only rules, beside that of hosts that could not be opened; empty for all
   * @param isWholeFleet whether an earlier host without a later report is gone
   */
  public record Scope(Set<RuleId> rules, boolean isWholeFleet) {

    /** All rules of all hosts. */
    public static final Scope ALL = new Scope(Set.of(), true);

    public Scope {
      rules = rules.stream().map(RenamedRules::current).collect(Collectors.toUnmodifiableSet());
    }

    boolean has(RuleId rule) {
      return rules.isEmpty()
          || rules.contains(RenamedRules.current(rule))
          || UnopenedHost.isRuleOfUnopened(rule);
    }
  }

  private final Scope scope;
  private final List<ComparedReport> earlier = new ArrayList<>();
  private final List<ComparedReport> later = new ArrayList<>();
  private final Map<ComparedResult, ComparedResult> shared = new HashMap<>();
  private final Map<RuleId, String> titles = new HashMap<>();

  public FleetComparison(Scope scope) {
    this.scope = scope;
  }

  /** Adds an earlier report, and the file that it was read from. */
  public void addEarlier(HostReport report, String file) {
    report
        .results()
        .forEach(result -> titles.putIfAbsent(result.rule().id(), result.rule().text().title()));
    earlier.add(compared(report, file));
  }

  /** Adds a later report, and the file that it was read from; empty for a new one. */
  public void add(HostReport report, String file) {
    report
        .results()
        .forEach(result -> titles.put(result.rule().id(), result.rule().text().title()));
    later.add(compared(report, file));
  }

  private ComparedReport compared(HostReport report, String file) {
    HostReport part =
        report.with(
            report.results().stream().filter(result -> scope.has(result.rule().id())).toList());
    return ComparedReport.of(part, file, result -> shared.computeIfAbsent(result, same -> same));
  }

  /** The number of earlier reports. */
  public int earlier() {
    return earlier.size();
  }

  /** The difference of what was added. */
  public FleetDifference difference() {
    HostMatching matching =
        new HostMatching(
            earlier.stream().map(ComparedReport::host).toList(),
            later.stream().map(ComparedReport::host).toList());
    List<ReportDifference> hosts = new ArrayList<>();
    for (int i = 0; i < later.size(); i++) {
      OptionalInt before = matching.earlierOf(i);
      hosts.add(
          before.isPresent()
              ? ReportDifference.of(earlier.get(before.getAsInt()), later.get(i))
              : ReportDifference.newHost(later.get(i)));
    }
    for (int i = 0; i < earlier.size(); i++) {
      if (scope.isWholeFleet() && matching.isGone(i)) {
        hosts.add(ReportDifference.goneHost(earlier.get(i)));
      }
    }
    return new FleetDifference(hosts, titles);
  }
}
