package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.SshDestination;
import io.hostready.rule.Level;
import io.hostready.run.ComparedResult;
import io.hostready.run.FindingChange;
import io.hostready.run.FleetDifference;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.run.ReportDifference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host that ssh cannot reach, in each format and in a comparison with the day before. */
class UnreachableHostTest {

  private static final String ADDRESS = "ssh://ops@web-1:2222";
  private static final HostReport UNREACHABLE = Reports.unreachable(ADDRESS, "Connection refused");
  private static final HostReport REACHED =
      Reports.from(new SshDestination(ADDRESS).source(), Reports.everyVerdict(Level.REQUIRED, ""));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text       | UNKNOWN  host-reachable: Connection refused
          text       | advice    Run 'ssh HOST true'
          markdown   | # hostready: `web-1` is undecided
          markdown   | - advice: Run 'ssh HOST true'
          html       | <span class="host">web-1</span> is <span class="outcome">undecided</span>
          html       | <dt>unknown</dt><dd>Connection refused</dd>
          junit      | <testsuite name="web-1" tests="1" failures="0" errors="1"
          junit      | <error message="unknown; Connection refused" type="required">
          tap        | not ok 1 - host-reachable
          sarif      | "hostAndRule/v1": "web-1/host-reachable"
          sarif      | "text": "host-reachable is unknown: Connection refused"
          sarif      | "text": "Run 'ssh HOST true'
          github     | ::error title=hostready::web-1 is undecided
          github     | title=host-reachable is unknown::Connection refused%0Aadvice: Run 'ssh HOST
          gitlab     | "description": "unknown: Connection refused"
          nagios     | HOSTREADY UNKNOWN: undecided: host-reachable
          nagios     | UNKNOWN host-reachable: Connection refused
          prometheus | hostready_ready{host="web-1"} 0
          prometheus | {host="web-1",rule="host-reachable",topic="host",level="required",verdict="unknown"} 1
          json       | "source": "ssh://ops@web-1:2222"
          """)
  void eachFormatHasTheReasonAndTheAdvice(String format, String expected) {
    String document = Reports.document(format, UNREACHABLE);
    assertTrue(document.contains(expected), document);
    assertFalse(document.contains("turns out"), document); // it is known to be unreachable
    assertFalse(document.contains("not found"), document);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          markdown   | `web-1 (ops@web-1:2222)`
          nagios     | undecided web-1 (ops@web-1:2222): host-reachable
          prometheus | hostready_ready{host="web-1 (ops@web-1:2222)"} 0
          github     | title=host-reachable is unknown on 1 of 2 hosts::Connection refused
          """)
  void amongOthersItHasItsOwnName(String format, String expected) {
    String document = Reports.document(format, REACHED, UNREACHABLE);
    assertTrue(document.contains(expected), document);
  }

  private static Map<String, Integer> counts(FleetDifference difference) {
    Map<String, Integer> counts = new TreeMap<>();
    for (FindingChange.Kind kind : FindingChange.Kind.values()) {
      counts.put(kind.id(), difference.count(kind));
    }
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private static List<String> newlyBlocking(FleetDifference difference) {
    return difference.hosts().stream()
        .flatMap(host -> host.newlyBlocking().stream())
        .map(ComparedResult::rule)
        .map(rule -> rule.value())
        .toList();
  }

  @Test
  void noFindingOfItIsFixedOrGone() {
    FleetDifference difference = Differences.of(List.of(REACHED), List.of(UNREACHABLE));
    assertEquals(Map.of("new", 1), counts(difference));
    assertEquals(List.of("host-reachable"), newlyBlocking(difference));
    assertEquals(Outcome.UNDECIDED, difference.newOutcome());
    assertEquals(
        """
        new  - -> UNKNOWN  host-reachable  Connection refused

        1 new: web-1 is undecided, before not ready; 1 finding blocks that did not block before
        """,
        Differences.document("text", difference));
  }

  @Test
  void whenItReturnsItsFindingsAreNotComparedAndItsFailuresBlockNewly() {
    FleetDifference difference = Differences.of(List.of(UNREACHABLE), List.of(REACHED));
    assertEquals(ReportDifference.HostChange.RETURNED, difference.hosts().getFirst().host());
    assertEquals(Map.of("fixed", 1), counts(difference));
    assertEquals(List.of("required-fail"), newlyBlocking(difference));
    assertEquals(Outcome.NOT_READY, difference.newOutcome());
    assertEquals(
        """
        returned host             not ready  web-1: required-fail, required-unknown
        fixed          UNKNOWN -> pass       host-reachable  The host can be reached by ssh and \
        answers

        1 fixed: web-1 is not ready, before undecided; 1 finding blocks that did not block before
        """,
        Differences.document("text", difference));
    assertTrue(
        Differences.document("json", difference).contains("\"change\": \"returned\""),
        () -> Differences.document("json", difference));
  }

  @Test
  void twoDaysWithoutAnAnswerAreNoChange() {
    assertEquals(
        "no changes: web-1 is undecided, as before\n",
        Differences.document("text", Differences.of(List.of(UNREACHABLE), List.of(UNREACHABLE))));
  }
}
