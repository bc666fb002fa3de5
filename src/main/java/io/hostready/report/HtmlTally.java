package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Results of a host, counted by what they mean for it; {@code host-view.js} counts the same. */
final class HtmlTally {

  /** What a result means: red is for what blocks, amber for warnings, gray for the optional. */
  enum Kind {
    BLOCKING("blocking", "blocking"),
    UNKNOWN("unknown", "unknown"),
    PENDING("pending", "pending"),
    WARNING("warning", "warnings"),
    OPTIONAL("optional", "optional"),
    WAIVED("waived", "waived"),
    PASSED("pass", "passed"),
    NOT_APPLICABLE("not-applicable", "not applicable");

    private final String id;
    private final String words;

    Kind(String id, String words) {
      this.id = id;
      this.words = words;
    }

    /** The class of its elements. */
    String id() {
      return id;
    }

    String words() {
      return words;
    }

    static Kind of(CheckResult result, HostReport report) {
      boolean blocks = report.blocks(result);
      Kind aside = result.level() == Level.OPTIONAL ? OPTIONAL : WARNING;
      if (result.pending().isPresent()) {
        return blocks ? PENDING : aside;
      }
      return switch (result.verdict()) {
        case Verdict.Fail _ -> blocks ? BLOCKING : aside;
        case Verdict.Unknown _ -> blocks ? UNKNOWN : aside;
        case Verdict.Waived _ -> WAIVED;
        case Verdict.Pass _ -> PASSED;
        case Verdict.NotApplicable _ -> NOT_APPLICABLE;
      };
    }
  }

  private HtmlTally() {}

  /** How many results are of each kind, worst first, every kind named. */
  static Map<Kind, Integer> of(HostReport report) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      counts.put(kind, 0);
    }
    report.results().forEach(result -> counts.merge(Kind.of(result, report), 1, Integer::sum));
    return counts;
  }

  /** The same in words: "1 required check failed. 4 warnings, 9 optional features missing." */
  static String sentence(HostReport report) {
    Map<Kind, Integer> counts = of(report);
    String check = report.failOn() == Level.REQUIRED ? "required check" : "blocking check";
    List<String> blocking = new ArrayList<>();
    if (counts.get(Kind.BLOCKING) > 0) {
      blocking.add(Count.of(counts.get(Kind.BLOCKING), check) + " failed");
    }
    if (counts.get(Kind.UNKNOWN) > 0) {
      blocking.add(counts.get(Kind.UNKNOWN) + " could not be checked");
    }
    if (counts.get(Kind.PENDING) > 0) {
      int pending = counts.get(Kind.PENDING);
      blocking.add(
          pending + (pending == 1 ? " requires" : " require") + " a reboot or a new login");
    }
    List<String> aside = new ArrayList<>();
    if (counts.get(Kind.WARNING) > 0) {
      aside.add(Count.of(counts.get(Kind.WARNING), "warning"));
    }
    if (counts.get(Kind.OPTIONAL) > 0) {
      aside.add(Count.of(counts.get(Kind.OPTIONAL), "optional feature") + " missing or unknown");
    }
    return (blocking.isEmpty() ? "All " + check + "s passed" : String.join(", ", blocking))
        + "."
        + (aside.isEmpty() ? "" : " " + String.join(", ", aside) + ".");
  }
}
