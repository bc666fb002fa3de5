package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.rule.RuleSummary;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Annotations of a GitHub Actions job: the outcome, then one for each rule with its file, line and
 * hosts. A blocking result is an error, others are warnings or notices. GitHub shows the first ten
 * errors, warnings and notices of a step; no more are written, and the tenth lists the remaining
 * rules. Source: GitHub Actions, workflow commands.
 */
final class GithubReport implements ReportWriter {

  private static final int MOST_OF_A_KIND = 10;
  private static final String TITLED = "hostready";

  private final Medium medium;
  private final HostNames names = new HostNames();
  private final FleetSummary summary = new FleetSummary();
  private final Map<String, String> details = new HashMap<>();
  private final Set<String> waived = new LinkedHashSet<>();
  private String outcome = "";

  GithubReport(Medium medium) {
    this.medium = medium;
  }

  @Override
  public void add(HostReport report) {
    String name = names.of(report);
    summary.add(name, report);
    outcome = name + " is " + report.outcome().id().replace('-', ' ');
    for (CheckResult result : report.results()) {
      if (result.fails() || result.isUnknown()) {
        details.computeIfAbsent(result.rule().id().value(), _ -> details(result, report));
      } else if (result.verdict() instanceof Verdict.Waived) {
        waived.add(result.rule().id().value());
      }
    }
  }

  private static String details(CheckResult result, HostReport report) {
    ResultView view = ResultView.of(result, report);
    return view.problem() + view.toDo().map(text -> "\nadvice: " + text).orElse("");
  }

  @Override
  public void end() throws IOException {
    boolean ready = summary.hosts(Outcome.READY) == summary.hosts();
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (String kind : List.of("error", "warning", "notice")) {
      lines.put(kind, new ArrayList<>());
    }
    lines
        .get(ready ? "notice" : "error")
        .add(whole(medium.several() ? summary.sentence() : outcome));
    if (!waived.isEmpty()) {
      lines.get("notice").add(whole("waived: " + String.join(", ", waived)));
    }
    Map<String, List<String>> left = new LinkedHashMap<>();
    for (FleetSummary.UnmetRule unmet : summary.worstFirst()) {
      String kind = kind(unmet);
      if (lines.get(kind).size() < MOST_OF_A_KIND - 1) {
        lines.get(kind).add(annotation(unmet));
      } else {
        left.computeIfAbsent(kind, _ -> new ArrayList<>()).add(unmet.example().rule().id().value());
      }
    }
    left.forEach((kind, ids) -> lines.get(kind).add(whole("and " + String.join(", ", ids))));
    for (Map.Entry<String, List<String>> kind : lines.entrySet()) {
      for (String line : kind.getValue()) {
        medium.out().append("::").append(kind.getKey()).append(line).append('\n');
      }
    }
  }

  private static String kind(FleetSummary.UnmetRule unmet) {
    if (unmet.blocks()) {
      return "error";
    }
    return unmet.failing() > 0 && unmet.example().level() != Level.OPTIONAL ? "warning" : "notice";
  }

  /** An annotation without a file for the whole report; the job's summary has the rest. */
  private static String whole(String text) {
    return " title=" + TITLED + "::" + data(text);
  }

  private String annotation(FleetSummary.UnmetRule unmet) {
    RuleSummary rule = unmet.example().rule();
    String verdict = unmet.failing() > 0 ? "fails" : "is unknown";
    int concerned = unmet.failing() + unmet.unknown();
    String on = medium.several() ? " on " + concerned + " of " + summary.hosts() + " hosts" : "";
    StringBuilder message = new StringBuilder(details.get(rule.id().value()));
    if (medium.several()) {
      String more = unmet.more() > 0 ? " and " + unmet.more() + " more" : "";
      message.append("\nhosts: ").append(String.join(", ", unmet.hosts())).append(more);
    }
    return " file="
        + property(rule.file())
        + ",line="
        + rule.line()
        + ",title="
        + property(rule.id().value() + " " + verdict + on)
        + "::"
        + data(message.toString());
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(SafeText.line(text)).replace(":", "%3A").replace(",", "%2C");
  }
}
