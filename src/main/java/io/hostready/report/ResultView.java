package io.hostready.report;

import io.hostready.rule.RuleFix;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One result as the formats tell it. Each text is on one line and safe to show.
 *
 * @param problem what is wrong or why it is not known; the title of a pass
 * @param reason why it is unknown, not applicable or waived; else what was found
 * @param disagreement what contradicts it
 * @param pending what must still happen after a fix
 * @param toDo what to do about it, by the program or by a person
 * @param read what was read: where, of what, and what it said
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

  /** What a row of a result tells. */
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

    /** Whether a row of it has what the host said, and not what the rule says. */
    boolean isFromHost() {
      return this != WHY && this != ADVICE;
    }
  }

  /** What is told under one label, a text a line. */
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

  /** Everything but the title, in the order in which it is told. */
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
