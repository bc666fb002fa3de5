package io.hostready.report;

import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Results of a report that have one reason: a failure with the failures that it causes and the
 * rules that it makes unknown, or rules that are unknown for the same reason.
 *
 * @param first the result that stands for all
 * @param others the other results; empty if there is only one
 */
record ReportFinding(Mark mark, CheckResult first, List<CheckResult> others) {

  ReportFinding {
    others = List.copyOf(others);
  }

  /** All results, the first one first. */
  Stream<CheckResult> results() {
    return Stream.concat(Stream.of(first), others.stream());
  }

  /** A finding for each result that is not a pass and applies to the host, the worst last. */
  static List<ReportFinding> each(HostReport report) {
    return sorted(
        report.results().stream()
            .map(result -> new ReportFinding(Mark.of(result, report), result, List.of()))
            .filter(finding -> finding.mark().compareTo(Mark.WAIVED) >= 0)
            .toList());
  }

  /** The same with results that have one reason in one finding. */
  static List<ReportFinding> grouped(HostReport report) {
    Map<String, CheckResult> failing = new LinkedHashMap<>();
    report.results().stream()
        .filter(result -> result.fails() && result.pending().isEmpty())
        .forEach(result -> failing.put(result.rule().id().value(), result));
    Map<String, List<CheckResult>> groups = new LinkedHashMap<>();
    for (ReportFinding each : each(report)) {
      CheckResult result = each.first();
      String key =
          result.isUnknown()
              ? causeOfUnknown(result, failing, report)
                  .map(failure -> cause(failure, failing, report).rule().id().value())
                  .orElseGet(() -> "unknown: " + reasonOfUnknown(result))
              : cause(result, failing, report).rule().id().value();
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(result);
    }
    return sorted(
        groups.entrySet().stream()
            .map(
                group -> {
                  List<CheckResult> results = new ArrayList<>(group.getValue());
                  CheckResult first =
                      Optional.ofNullable(failing.get(group.getKey()))
                          .orElseGet(() -> worst(results, report));
                  results.remove(first);
                  return new ReportFinding(Mark.of(first, report), first, results);
                })
            .toList());
  }

  /** What unknown results of one finding have in common. */
  private static String reasonOfUnknown(CheckResult result) {
    return MissingInput.of(result)
        .map(MissingInput::reason)
        .orElseGet(() -> FindingText.headline(result));
  }

  /** The failure that found what makes a rule unknown, such as a file that is not JSON. */
  private static Optional<CheckResult> causeOfUnknown(
      CheckResult result, Map<String, CheckResult> failing, HostReport report) {
    String[] fileAndReason = FindingText.headline(result).split(": ", 2);
    return failing.values().stream()
        .filter(failure -> report.blocks(failure) || !report.blocks(result))
        .filter(
            failure -> {
              String found = ResultWording.line(failure.finding().found());
              return fileAndReason.length == 2
                  && Arrays.stream(fileAndReason).allMatch(found::contains);
            })
        .findFirst();
  }

  /** The failure behind a failure; a failure that blocks is never put behind one that does not. */
  private static CheckResult cause(
      CheckResult result, Map<String, CheckResult> failing, HostReport report) {
    CheckResult cause = result;
    int most = failing.get(result.rule().id().value()) == result ? failing.size() : 0;
    for (int depth = 0; depth < most; depth++) {
      CheckResult known = cause;
      Optional<CheckResult> next =
          cause.rule().causedBy().stream()
              .flatMap(id -> Optional.ofNullable(failing.get(id.value())).stream())
              .filter(other -> report.blocks(other) || !report.blocks(known))
              .findFirst();
      if (next.isEmpty()) {
        return cause;
      }
      cause = next.get();
    }
    return cause;
  }

  private static CheckResult worst(List<CheckResult> results, HostReport report) {
    return results.stream()
        .max(Comparator.comparing(result -> Mark.of(result, report)))
        .orElseThrow();
  }

  private static List<ReportFinding> sorted(List<ReportFinding> findings) {
    return findings.stream()
        .sorted(
            Comparator.comparing(ReportFinding::mark)
                .thenComparing(finding -> -finding.first().level().ordinal()))
        .toList();
  }
}
