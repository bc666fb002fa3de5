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
 * @param changes in the order of the later report; empty if a report is; of a returned host only
 *     that it can be reached or read
 */
public record ReportDifference(
    Optional<ComparedReport> before, Optional<ComparedReport> after, List<FindingChange> changes) {

  /** Which reports of a host there are. */
  public enum HostChange {
    /** Both: its findings are compared. */
    COMPARED("compared"),
    /** Only an earlier one. */
    GONE("gone"),
    /** In the earlier one the host could not be reached or read. */
    RETURNED("returned"),
    /** Only a later one. */
    NEW("new");

    private final String id;

    HostChange(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }

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
    if (before.isUnopened() && !after.isUnopened()) {
      // No rule was checked before: what is found now is that of a new host, not a change.
      return new ReportDifference(
          Optional.of(before),
          Optional.of(after),
          before.results().stream().map(FindingChange::fixed).toList());
    }
    Map<RuleId, ComparedResult> earlier = byRule(before);
    Map<RuleId, ComparedResult> later = byRule(after);
    List<FindingChange> changes = new ArrayList<>();
    for (ComparedResult result : after.results()) {
      FindingChange.of(take(result.rule(), earlier, later), Optional.of(result))
          .ifPresent(changes::add);
    }
    if (!after.isUnopened()) {
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

  /** Which reports of the host there are. */
  public HostChange host() {
    if (before.isEmpty()) {
      return HostChange.NEW;
    }
    if (after.isEmpty()) {
      return HostChange.GONE;
    }
    return before.get().isUnopened() && !after.get().isUnopened()
        ? HostChange.RETURNED
        : HostChange.COMPARED;
  }

  /** The number of findings that differ in one way. */
  public int count(FindingChange.Kind kind) {
    return (int) changes.stream().filter(change -> change.kind() == kind).count();
  }

  /**
   * The results that block and did not before, or not as badly, at the level of the later report;
   * of a new host all that block. A host that could not be opened was unknown: of it, all that
   * block and are worse.
   */
  public List<ComparedResult> newlyBlocking() {
    return switch (host()) {
      case NEW -> latest().blocking();
      case RETURNED ->
          latest().blocking().stream()
              .filter(result -> result.state().compareTo(ComparedResult.State.UNKNOWN) > 0)
              .toList();
      case COMPARED, GONE ->
          changes.stream()
              .filter(change -> change.isNewlyBlocking(latest().failOn()))
              .flatMap(change -> change.after().stream())
              .toList();
    };
  }
}
