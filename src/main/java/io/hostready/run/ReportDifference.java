package io.hostready.run;

import io.hostready.rule.RuleId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The difference of two reports of one host: of two days, or for two versions of Docker. A rule
 * that was renamed in between is the same rule.
 *
 * @param before the earlier report; empty for a new host
 * @param after the later report; empty for a host that is gone
 * @param changes in the order of the later report; empty if a report is
 */
public record ReportDifference(
    Optional<ComparedReport> before, Optional<ComparedReport> after, List<FindingChange> changes) {

  public ReportDifference {
    changes = List.copyOf(changes);
    if (before.isEmpty() && after.isEmpty()) {
      throw new IllegalArgumentException("a difference of no reports");
    }
  }

  /** The difference of two reports of one host. */
  public static ReportDifference of(HostReport before, HostReport after) {
    return of(
        ComparedReport.of(before, "", UnaryOperator.identity()),
        ComparedReport.of(after, "", UnaryOperator.identity()));
  }

  static ReportDifference of(ComparedReport before, ComparedReport after) {
    Map<RuleId, ComparedResult> earlier = byRule(before);
    Map<RuleId, ComparedResult> later = byRule(after);
    List<FindingChange> changes = new ArrayList<>();
    for (ComparedResult result : after.results()) {
      FindingChange.of(take(result.rule(), earlier, later), Optional.of(result))
          .ifPresent(changes::add);
    }
    if (!after.isUnreadable()) {
      for (ComparedResult result : earlier.values()) {
        FindingChange.of(Optional.of(result), Optional.empty()).ifPresent(changes::add);
      }
    }
    return new ReportDifference(Optional.of(before), Optional.of(after), changes);
  }

  static ReportDifference newHost(ComparedReport after) {
    return new ReportDifference(Optional.empty(), Optional.of(after), List.of());
  }

  static ReportDifference goneHost(ComparedReport before) {
    return new ReportDifference(Optional.of(before), Optional.empty(), List.of());
  }

  private static Map<RuleId, ComparedResult> byRule(ComparedReport report) {
    Map<RuleId, ComparedResult> results = new LinkedHashMap<>();
    report.results().forEach(result -> results.put(result.rule(), result));
    return results;
  }

  /** Removes the earlier result of a rule, under any id that the later report does not have. */
  private static Optional<ComparedResult> take(
      RuleId rule, Map<RuleId, ComparedResult> earlier, Map<RuleId, ComparedResult> later) {
    ComparedResult same = earlier.remove(rule);
    if (same != null) {
      return Optional.of(same);
    }
    return RenamedRules.otherIds(rule).stream()
        .filter(id -> earlier.containsKey(id) && !later.containsKey(id))
        .findFirst()
        .map(earlier::remove);
  }

  /** The later report, or the earlier one of a host that is gone. */
  public ComparedReport latest() {
    return after.or(() -> before).orElseThrow();
  }

  public boolean isNewHost() {
    return before.isEmpty();
  }

  public boolean isGoneHost() {
    return after.isEmpty();
  }

  /** The number of findings that differ in one way. */
  public int count(FindingChange.Kind kind) {
    return (int) changes.stream().filter(change -> change.kind() == kind).count();
  }

  /**
   * The results that block and did not before, or not as badly, at the level of the later report;
   * of a new host all that block.
   */
  public List<ComparedResult> newlyBlocking() {
    if (isNewHost()) {
      return latest().blocking();
    }
    return changes.stream()
        .filter(change -> change.isNewlyBlocking(latest().failOn()))
        .flatMap(change -> change.after().stream())
        .toList();
  }
}
