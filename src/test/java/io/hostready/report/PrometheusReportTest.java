package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** promtool(1) has nothing to say about the metrics. */
class PrometheusReportTest {

  private static void promtoolIsContent(String document) throws Exception {
    Consumer.Said said = Consumer.reads(document, "promtool", "check", "metrics");
    assertEquals("", said.text());
    assertEquals(0, said.exitCode());
  }

  @Test
  void promtoolIsContentWithEveryHost() throws Exception {
    promtoolIsContent(Project.hostready(Consumer.checkAll("--format", "prometheus")).out());
  }

  @Test
  void promtoolIsContentWithHostileHostsOfOneName() throws Exception {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE);
    String document = Reports.document("prometheus", report, report);
    promtoolIsContent(document);
    document.codePoints().filter(c -> c != '\n').forEach(c -> assertTrue(!SafeText.isUnsafe(c)));
  }

  @Test
  void promtoolFindsWhatIsWrong() throws Exception {
    String document =
        Reports.document("prometheus", Reports.everyVerdict(Level.REQUIRED, "")).concat("x{y} 1\n");
    assertTrue(Consumer.reads(document, "promtool", "check", "metrics").exitCode() != 0);
  }

  @Test
  void passesHaveNoSeriesUnlessVerbose() {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "");
    assertEquals(6, rules(Reports.document("prometheus", report)));
    assertEquals(
        report.results().size(),
        rules(Reports.document("prometheus", TextStyle.PLAIN, true, List.of(report))));
  }

  private static long rules(String document) {
    return document.lines().filter(line -> line.startsWith("hostready_rule{")).count();
  }

  @Test
  void pendingIsCounted() {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "");
    List<CheckResult> results =
        report.results().stream()
            .map(
                result ->
                    result.fails()
                        ? result.waitingFor(Optional.of(RuleFix.Pending.REBOOT))
                        : result)
            .toList();
    String document = Reports.document("prometheus", report.with(results));
    assertTrue(document.contains("hostready_pending{host=\"web-1\",requires=\"reboot\"} 3\n"));
    assertTrue(document.contains("hostready_pending{host=\"web-1\",requires=\"relogin\"} 0\n"));
  }

  @Test
  void theNumbersAreThoseOfTheReport() {
    String document = Reports.document("prometheus", Reports.everyVerdict(Level.RECOMMENDED, ""));
    Set<String> lines = document.lines().collect(Collectors.toSet());
    for (String line :
        List.of(
            "hostready_ready{host=\"web-1\"} 0",
            "hostready_outcome{host=\"web-1\",outcome=\"ready\"} 0",
            "hostready_outcome{host=\"web-1\",outcome=\"not-ready\"} 1",
            "hostready_results{host=\"web-1\",level=\"optional\",verdict=\"waived\"} 1",
            "hostready_rule{host=\"web-1\",rule=\"required-fail\",topic=\"texts\",level=\"required\",verdict=\"fail\"}"
                + " 1",
            "hostready_check_timestamp_seconds{host=\"web-1\"} 1795466160.000",
            "hostready_info{host=\"web-1\",version=\"0.1.0\",os=\"My "
                + " 1\",kernel=\"6.12.0-55\",architecture=\"\"} 1")) {
      assertTrue(lines.contains(line), () -> line + " is not in\n" + document);
    }
  }
}
