package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import java.io.IOException;

/**
 * Annotations of a GitHub Actions job, each with the rule's file and line: an error for what makes
 * the host not ready, a warning or notice for the rest. Source: GitHub Actions, workflow commands.
 */
final class GithubReport implements ReportWriter {

  private final Medium medium;
  private final HostNames names = new HostNames();

  GithubReport(Medium medium) {
    this.medium = medium;
  }

  @Override
  public void add(Report report) throws IOException {
    StringBuilder out = new StringBuilder();
    String name = names.of(report);
    for (Report.Result result : report.results()) {
      String command = command(result, report);
      if (!command.isEmpty()) {
        annotate(out, command, name, result, report);
      }
    }
    // An annotation of the whole, which has no file; the job's summary says the rest.
    String outcome = name + " is " + report.outcome().word().replace('-', ' ');
    out.append("::notice title=hostready::").append(data(outcome)).append('\n');
    medium.out().append(out);
  }

  @Override
  public void end() {}

  private static String command(Report.Result result, Report report) {
    return switch (result.verdict()) {
      case Verdict.Fail() -> report.counts(result) ? "error" : weaker(result);
      case Verdict.Unknown _ -> report.counts(result) ? "error" : "notice";
      case Verdict.Waived _ -> "notice";
      case Verdict.Pass _, Verdict.NotApplicable _ -> "";
    };
  }

  private static String weaker(Report.Result result) {
    return result.level() == Level.OPTIONAL ? "notice" : "warning";
  }

  private void annotate(
      StringBuilder out, String command, String host, Report.Result result, Report report) {
    String verdict = result.fails() ? "fails" : "is " + result.verdict().word();
    String on = medium.several() ? " on " + host : "";
    out.append("::").append(command);
    out.append(" file=").append(property(result.rule().file()));
    out.append(",line=").append(result.rule().line());
    out.append(",title=").append(property(result.rule().id() + " " + verdict + on));
    StringBuilder message = new StringBuilder(Told.line(result.rule().text().title()));
    Told.details(result, report)
        .forEach(
            (label, texts) ->
                texts.forEach(
                    text -> message.append('\n').append(label).append(": ").append(text)));
    out.append("::").append(data(message.toString())).append('\n');
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(Shown.line(text)).replace(":", "%3A").replace(",", "%2C");
  }
}
