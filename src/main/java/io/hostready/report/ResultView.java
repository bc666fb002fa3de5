package io.hostready.report;

import io.hostready.rule.RuleFix;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One result for all formats. Each text is on one line and safe to show.
 *
 * @param problem what is wrong or why it is unknown; the title of a pass
 * @param reason why it is unknown, not applicable or waived; otherwise what was found
 * @param disagreement what contradicts it
 * @param pending what must still happen after a fix
 * @param toDo the fix or the advice
 * @param read the evidence: source, subject and value
 */
record ResultView(
    String title,
    String problem,
    String wanted,
    boolean isUnknown,
    String reason,
    Optional<String> disagreement,
    Optional<String> pending,
    String why,
    Optional<String> toDo,
    List<String> read) {

  /** The meaning of a row of a result. */
  enum Label {
    EXPECTED("expected"),
    FOUND("found"),
    UNKNOWN("unknown"),
    NOTE("note"),
    PENDING("pending"),
    WHY("why"),
    ADVICE("advice"),
    READ("read");

    private final String text;

    Label(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** Whether a row of it has data of the host, and not text of the rule. */
    boolean isFromHost() {
      return this != WHY && this != ADVICE;
    }
  }

  /** The texts under one label, one on each line. */
  record Row(Label label, List<String> texts) {}

  ResultView {
    read = List.copyOf(read);
  }

  static ResultView of(CheckResult result, HostReport report) {
    return new ResultView(
        ResultWording.line(result.rule().text().title()),
        FindingText.problem(result),
        ResultWording.line(result.finding().expected()),
        result.isUnknown(),
        ResultWording.line(result.reason()),
        result.disagreement().map(ResultWording::line),
        result.pending().map(RuleFix.Pending::id),
        ResultWording.line(result.rule().text().why()),
        ResultWording.toDo(result, report).map(ResultWording::line),
        result.finding().evidence().stream()
            .map(evidence -> SafeText.line(ResultWording.read(evidence)))
            .toList());
  }

  /** The label of the reason. */
  Label reasonLabel() {
    return isUnknown ? Label.UNKNOWN : Label.FOUND;
  }

  /** Everything except the title, in the order of display. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(Label.EXPECTED, List.of(wanted)));
    rows.add(new Row(reasonLabel(), List.of(reason)));
    disagreement.ifPresent(said -> rows.add(new Row(Label.NOTE, List.of(said))));
    pending.ifPresent(wait -> rows.add(new Row(Label.PENDING, List.of(wait))));
    rows.add(new Row(Label.WHY, List.of(why)));
    toDo.ifPresent(todo -> rows.add(new Row(Label.ADVICE, List.of(todo))));
    rows.add(new Row(Label.READ, read));
    return rows;
  }
}
