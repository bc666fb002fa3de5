package io.hostready.report;

import io.hostready.json.JsonWriter;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import java.io.IOException;

/**
 * GitLab's code quality report: an array with an object for each rule and host that fails or is
 * unknown. Its fingerprint depends on host and rule alone: a merge request shows what is new and
 * what is fixed. Source: GitLab's code quality report format.
 */
final class GitlabReport implements ReportWriter {

  private final JsonWriter json = JsonWriter.indented();
  private final Medium medium;
  private final HostNames names = new HostNames();
  private boolean begun;

  GitlabReport(Medium medium) {
    this.medium = medium;
  }

  @Override
  public void add(HostReport report) throws IOException {
    if (!begun) {
      json.array();
      begun = true;
    }
    String host = names.of(report);
    for (ReportFinding finding : ReportFinding.each(report).reversed()) {
      if (finding.mark() != Mark.WAIVED) {
        violation(host, finding, report);
      }
    }
    json.flushTo(medium.out());
  }

  @Override
  public void end() throws IOException {
    json.finishTo(medium.out());
  }

  private void violation(String host, ReportFinding finding, HostReport report) {
    CheckResult result = finding.first();
    String on = medium.several() ? host + ": " : "";
    String unknown = result.isUnknown() ? "unknown: " : "";
    json.object()
        .put("description", on + unknown + ResultView.of(result, report).problem())
        .put("check_name", result.rule().id().value())
        .put("fingerprint", new ResultIdentity(host, result.rule().id()).digest())
        .put("severity", severity(finding.mark()))
        .object("location")
        .put("path", path(result.rule().file()))
        .object("lines")
        .put("begin", result.rule().line())
        .end()
        .end()
        .end();
  }

  /** From blocker, the worst, to info. */
  private static String severity(Mark mark) {
    return switch (mark) {
      case FAIL, PENDING -> "blocker";
      case UNKNOWN -> "critical";
      case WARN -> "major";
      case INFO -> "minor";
      case ASIDE, WAIVED, NOT_APPLICABLE, PASS -> "info";
    };
  }

  /** The rule's file as GitLab requires it: relative, without a dot at its start. */
  private static String path(String file) {
    return ResultWording.line(file).replaceFirst("^(\\.?/)+", "");
  }
}
