package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings and results of one report as lines of a text. */
final class FindingText {

  /** Longer texts of what was expected and found are cut; a verbose report has all of them. */
  private static final int MOST_EXPECTED = 240;

  private static final int MOST_FOUND = 600;

  private final HostReport report;
  private final RepeatedArguments arguments;
  private final boolean isDetailed;
  private final boolean isVerbose;

  /**
   * The findings of a report.
   *
   * @param arguments those of the check, for the commands of fixes
   * @param isDetailed whether warnings have what was expected and found, and why it matters, too
   * @param isVerbose whether everything that was read is shown, and no text is cut
   */
  FindingText(
      HostReport report, RepeatedArguments arguments, boolean isDetailed, boolean isVerbose) {
    this.report = report;
    this.arguments = arguments;
    this.isDetailed = isDetailed;
    this.isVerbose = isVerbose;
  }

  /** A line with mark, rule, and the title or the reason why it does not apply. */
  void head(TextLines lines, CheckResult result) {
    Mark mark = Mark.of(result, report);
    String id = lines.palette().strong(result.rule().id().value());
    lines.prose(
        mark.label() + " ".repeat(6 - mark.label().length()),
        "      ",
        id + ": " + problem(result));
  }

  /** A line with mark, rules and problem, and below it what to know and to do. */
  void write(TextLines lines, ReportFinding finding) {
    Mark mark = finding.mark();
    CheckResult first = finding.first();
    String id = first.rule().id().value();
    List<CheckResult> alike = withSameCause(finding);
    String rules = alike.size() > 1 ? " and " + more(alike) : "";
    String head = mark.label() + " ".repeat(Math.max(2, 6 - mark.label().length()));
    lines.line(
        mark.painted(lines.palette())
            + head.substring(mark.label().length())
            + lines.palette().strong(id)
            + rules
            + ": "
            + headline(finding));
    lines.labeled(" ".repeat(head.length()), rows(finding, alike));
  }

  /**
   * The line of a result in the list of all, and what was read for it unless a finding shows it.
   */
  void list(TextLines lines, CheckResult result, int widestId) {
    Mark mark = Mark.of(result, report);
    String id = result.rule().id().value();
    lines.line(
        "  "
            + mark.painted(lines.palette())
            + " ".repeat(Mark.WIDEST + 2 - mark.label().length())
            + id
            + " ".repeat(widestId + 2 - id.length())
            + problem(result));
    if (mark.compareTo(Mark.WAIVED) < 0) {
      ResultView view = ResultView.of(result, report);
      List<TextLines.Row> rows = new ArrayList<>();
      if (mark == Mark.PASS) {
        rows.add(TextLines.Row.prose("found", view.reason()));
      }
      view.disagreement().ifPresent(said -> rows.add(TextLines.Row.prose("note", said)));
      view.read().forEach(read -> rows.add(TextLines.Row.prose("read", read)));
      lines.labeled(" ".repeat(Mark.WIDEST + 4), rows);
    }
  }

  /** The rules of a finding that are as important as its first one, that one included. */
  private List<CheckResult> withSameCause(ReportFinding finding) {
    return finding.mark() == Mark.UNKNOWN
        ? finding.results().filter(r -> Mark.of(r, report) == Mark.UNKNOWN).toList()
        : List.of(finding.first());
  }

  private static String more(List<CheckResult> alike) {
    boolean isRequired = alike.stream().allMatch(result -> result.level() == Level.REQUIRED);
    return Count.of(alike.size() - 1, isRequired ? "more required rule" : "more rule");
  }

  private List<TextLines.Row> rows(ReportFinding finding, List<CheckResult> alike) {
    CheckResult first = finding.first();
    ResultView view = ResultView.of(first, report);
    List<TextLines.Row> rows = new ArrayList<>();
    boolean isDetailed = this.isDetailed || finding.mark() == Mark.FAIL;
    if (isDetailed) {
      rows.add(TextLines.Row.prose("expected", shortened(view.wanted(), MOST_EXPECTED)));
    }
    Optional<MissingInput> missing = MissingInput.of(finding);
    if (missing.isPresent()) {
      List<String> names = missing.get().names();
      if (isDetailed && names.size() > 1) {
        rows.add(TextLines.Row.prose("missing", String.join(", ", names)));
      }
      rows.add(TextLines.Row.prose("advice", MissingInput.ADVICE));
    } else if (first.isUnknown()) {
      String rest =
          ResultWording.unknownReason(first)
              .substring(headline(first).length())
              .replaceFirst("^[;.] ", "");
      if (rest.matches("[Rr]un .*")) {
        String[] stepAndNote = rest.split("; ", 2);
        rows.add(TextLines.Row.prose("advice", "R" + stepAndNote[0].substring(1)));
        rest = stepAndNote.length == 2 ? stepAndNote[1] : "";
      }
      if (!rest.isEmpty()) {
        rows.add(TextLines.Row.prose("note", rest));
      }
    } else if (isDetailed) {
      rows.add(TextLines.Row.prose("found", shortened(view.reason(), MOST_FOUND)));
    }
    view.disagreement().ifPresent(said -> rows.add(TextLines.Row.prose("note", said)));
    if (isDetailed) {
      rows.add(TextLines.Row.prose("why", view.why()));
    }
    if (alike.size() == 1) {
      remedy(rows, first);
    } else {
      rows.add(TextLines.Row.prose("rules", ids(alike.stream())));
    }
    consequences(finding, alike).forEach(text -> rows.add(TextLines.Row.prose("also", text)));
    if (isVerbose) {
      view.read().forEach(read -> rows.add(TextLines.Row.prose("read", read)));
    }
    return rows;
  }

  /** The command that fixes it, or what a person can do. */
  private void remedy(List<TextLines.Row> rows, CheckResult result) {
    Optional<String> advice = result.rule().text().advice().general().map(ResultWording::line);
    switch (Mark.of(result, report)) {
      case PASS, NOT_APPLICABLE, WAIVED -> {}
      case PENDING ->
          rows.add(
              TextLines.Row.prose(
                  "advice",
                  "The fix is made and takes effect after a " + pendingText(result) + "."));
      case ASIDE, UNKNOWN ->
          ResultWording.unknownAdvice(result.rule())
              .map(ResultWording::line)
              .ifPresent(text -> rows.add(TextLines.Row.prose("advice", text)));
      case INFO, WARN, FAIL -> {
        result
            .pending()
            .ifPresent(_ -> rows.add(TextLines.Row.prose("pending", pendingText(result))));
        result
            .rule()
            .fix()
            .ifPresent(
                fix -> {
                  if (isVerbose) {
                    String summary = ResultWording.line(fix.summary());
                    rows.add(
                        TextLines.Row.prose(
                            "change", summary + " (risk: " + fix.risk().id() + ")"));
                  }
                  String command = arguments.command("fix", List.of(result.rule().id().value()));
                  boolean isHere = report.host().source().isThisMachine();
                  rows.add(
                      TextLines.Row.command("fix", isHere ? command : "on the host: " + command));
                });
        if (isDetailed || result.rule().fix().isEmpty()) {
          advice.ifPresent(text -> rows.add(TextLines.Row.prose("advice", text)));
        }
      }
    }
  }

  private static String pendingText(CheckResult result) {
    return switch (result.pending().orElseThrow()) {
      case REBOOT -> "reboot";
      case RELOGIN -> "new login";
    };
  }

  /** The results of a finding that are not named in its first line. */
  private List<String> consequences(ReportFinding finding, List<CheckResult> alike) {
    List<CheckResult> others =
        finding.results().filter(r -> alike.stream().noneMatch(one -> one == r)).toList();
    if (finding.first().isUnknown()) {
      return others.isEmpty() ? List.of() : List.of(unknown(others) + " for the same reason");
    }
    List<String> texts = new ArrayList<>();
    List<CheckResult> failing = others.stream().filter(r -> !r.isUnknown()).toList();
    if (!failing.isEmpty()) {
      texts.add(because(failing, failing.size() == 1 ? "fails" : "fail"));
    }
    List<CheckResult> unknown = others.stream().filter(CheckResult::isUnknown).toList();
    if (!unknown.isEmpty()) {
      texts.add(because(unknown, unknown.size() == 1 ? "is unknown" : "are unknown"));
    }
    return texts;
  }

  private static String because(List<CheckResult> results, String what) {
    return ids(results.stream()) + " " + what + " for this reason";
  }

  private static String ids(Stream<CheckResult> results) {
    return results.map(result -> result.rule().id().value()).collect(Collectors.joining(", "));
  }

  /** Such as "2 recommended rules are unknown". */
  static String unknown(List<CheckResult> results) {
    String levels =
        results.stream()
            .map(CheckResult::level)
            .distinct()
            .sorted()
            .map(Level::id)
            .collect(Collectors.joining(" and "));
    return Count.of(results.size(), levels + " rule")
        + (results.size() == 1 ? " is unknown" : " are unknown");
  }

  /** What is missing if an optional rule fails. */
  static String feature(CheckResult result) {
    return result
        .rule()
        .text()
        .feature()
        .map(ResultWording::line)
        .orElse(result.rule().id().value());
  }

  /** The text of a result's line: the problem, why it is unknown, or the title of a pass. */
  static String problem(CheckResult result) {
    return switch (result.verdict()) {
      case Verdict.Pass() -> ResultWording.line(result.rule().text().title());
      case Verdict.Unknown _ -> headline(result);
      case Verdict.NotApplicable(String why) -> ResultWording.line(why);
      case Verdict.Fail _, Verdict.Waived _ -> ResultWording.problem(result);
    };
  }

  /** The text of a finding's line. */
  static String headline(ReportFinding finding) {
    return MissingInput.of(finding)
        .map(MissingInput::headline)
        .orElseGet(() -> problem(finding.first()));
  }

  /** The first sentence or clause of the reason why a result is unknown. */
  static String headline(CheckResult result) {
    return headline(result.reason());
  }

  /** The same of the reason alone. */
  static String headline(String reason) {
    return ResultWording.unknownReason(reason).split("[;.] ", 2)[0];
  }

  private String shortened(String text, int most) {
    if (isVerbose || text.length() <= most) {
      return text;
    }
    int end = text.lastIndexOf(' ', most);
    return text.substring(0, end > 0 ? end : most) + " ...";
  }
}
