package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import io.hostready.testbed.Needed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plugin's output is read as the monitoring plugins' guidelines say. */
class NagiosReportTest {

  private static final String MODULE = "Monitoring/Plugin/Performance.pm";

  /** Prints each value of the performance data, and the state by its thresholds. */
  private static final String READER =
      """
      use Monitoring::Plugin::Performance;
      my ($first) = split(/\\n/, do { local $/; <STDIN> });
      my ($text, $data) = split(/\\|/, $first, 2);
      for my $p (Monitoring::Plugin::Performance->parse_perfstring($data)) {
        print $p->label, '=', $p->value, ' of ', $p->max, ' is ', $p->threshold->get_status($p->value), "\\n";
      }
      """
          .replace("\\\\", "\\");

  private static List<String> values(String document) throws Exception {
    if (Stream.of("/usr/share/perl5").noneMatch(at -> Files.exists(Path.of(at, MODULE)))) {
      Needed.isMissing("libmonitoring-plugin-perl is not installed");
    }
    return Consumer.reads(document, "/usr/bin/perl", "-e", READER).text().lines().toList();
  }

  static List<Path> hosts() {
    return Consumer.hosts();
  }

  @Test
  void theStateReasonsAndNumbersAreInTheFirstLine() throws Exception {
    String document =
        Reports.document("nagios", Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE));
    List<String> lines = document.lines().toList();
    assertTrue(
        lines
            .getFirst()
            .startsWith(
                "HOSTREADY CRITICAL: not ready: required-fail, required-unknown, 1 warning | "),
        document);
    assertEquals(
        List.of(
            "FAIL required-fail: not met: It is <plain> & \"good\"",
            "UNKNOWN required-unknown: /etc/closed: Permission denied",
            "WARN recommended-fail: not met: It is <plain> & \"good\""),
        lines.subList(1, lines.size()));
    assertEquals(
        List.of(
            "fail=1 of 15 is 2",
            "unknown=1 of 15 is 0",
            "pending=0 of 15 is 0",
            "warn=1 of 15 is 0",
            "pass=3 of 15 is 0"),
        values(document));
  }

  @Test
  void severalHostsAreCountedAndThoseThatAreNotReadyListed() throws Exception {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE);
    String document = Reports.document("nagios", report, report);
    assertEquals(
        List.of(
            "not_ready=2 of 2 is 2",
            "undecided=0 of 2 is 0",
            "pending=0 of 2 is 0",
            "ready=0 of 2 is 0"),
        values(document));
    List<String> lines = document.lines().toList();
    assertEquals(3, lines.size(), document);
    assertTrue(
        lines.getFirst().startsWith("HOSTREADY CRITICAL: 0 of 2 hosts are ready, 2 not ready |"),
        document);
    // The host's name has a bar, which would start performance data, and a line end.
    assertTrue(lines.get(1).startsWith("not ready web-1") && !lines.get(1).contains("|"), document);
  }

  @Test
  void aFleetFitsIntoWhatNagiosReads() throws Exception {
    String document = Reports.document("nagios", TextStyle.PLAIN, false, Fleet.of(300));
    assertTrue(document.getBytes(StandardCharsets.UTF_8).length < 4096, document);
    assertTrue(document.lines().toList().getLast().matches("and [0-9]+ more"), document);
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void theExitCodeIsTheStateIfItIsAskedFor(Path host) {
    Project.ProgramRun ran =
        Project.hostready(
            "check", "--host", host.toString(), "--format", "nagios", "--exit-codes", "nagios");
    String state = ran.out().split(" ", 3)[1].replace(":", "");
    assertEquals(
        Map.of("OK", 0, "WARNING", 1, "CRITICAL", 2, "UNKNOWN", 3).get(state), ran.exitCode());
    // node-problem-detector shows this much: the state and the first reason.
    String shown = ran.out().substring(0, Math.min(80, ran.out().length()));
    String reason = ran.out().split(": ", 3)[state.equals("OK") ? 1 : 2].split("[ ,|]", 2)[0];
    assertTrue(shown.contains(reason), shown);
    assertEquals(
        1, Arrays.stream(ran.out().split("\n")).filter(line -> line.contains("|")).count());
  }

  @Test
  void errorsAreUnknownToMonitoring() {
    for (String option : List.of("--exit-codes=nagios", "--exit-codes nagios")) {
      String line = "check " + option + " --host /none --format nagios";
      assertEquals(3, Project.hostready(line.split(" ")).exitCode(), line);
    }
    assertEquals(2, Project.hostready("check", "--exit-codes", "nagois").exitCode());
    assertEquals(2, Project.hostready("check", "--host", "/none").exitCode());
  }
}
