package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The code quality report has what GitLab's documentation requires of each violation. */
class GitlabReportTest {

  private static final Set<String> SEVERITIES =
      Set.of("info", "minor", "major", "critical", "blocker");

  private static JsonNode violations(HostReport... reports) {
    return new ObjectMapper().readTree(Reports.document("gitlab", reports));
  }

  @Test
  void eachUnmetRuleIsAViolationTheWorstFirst() {
    JsonNode violations = violations(Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE));
    assertEquals(
        List.of(
            "required-fail blocker",
            "required-unknown critical",
            "recommended-fail major",
            "recommended-unknown info",
            "optional-unknown info",
            "optional-fail minor"),
        violations
            .valueStream()
            .map(one -> one.get("check_name").asString() + " " + one.get("severity").asString())
            .toList());
    JsonNode first = violations.get(0);
    assertEquals("rules/texts/required-fail.yaml", first.at("/location/path").asString());
    assertEquals(1, first.at("/location/lines/begin").asInt());
    assertEquals("not met: It is <plain> & \"good\"", first.get("description").asString());
  }

  /** GitLab shows one of those that share a fingerprint, and compares branches by it. */
  @Test
  void aFleetsFingerprintsDifferAndAreTheSameInTheNextReport() {
    List<HostReport> fleet = Fleet.of(60);
    String document = Reports.document("gitlab", TextStyle.PLAIN, false, fleet);
    assertEquals(document, Reports.document("gitlab", TextStyle.PLAIN, false, fleet));
    JsonNode violations = new ObjectMapper().readTree(document);
    Set<String> fingerprints = new HashSet<>();
    for (JsonNode one : violations) {
      fingerprints.add(one.get("fingerprint").asString());
      assertTrue(SEVERITIES.contains(one.get("severity").asString()), one::toString);
      String path = one.at("/location/path").asString();
      assertTrue(path.startsWith("rules/"), path);
      assertTrue(one.get("description").asString().matches("[a-z-]+-[0-9]+\\.example\\.net.*: .+"));
    }
    assertTrue(violations.size() > 60, violations::toString);
    assertEquals(violations.size(), fingerprints.size());
  }

  @Test
  void aHostThatMeetsAllRulesIsAnEmptyArray() {
    HostReport ready =
        new Reports()
            .rule(
                "files",
                "all-there",
                "It is there",
                "level: required",
                "check: {path: {path: /etc/x, expect: {present: true}}}")
            .report(FakeHost.with("/etc/x", "x").host());
    assertEquals(0, violations(ready).size());
    assertFalse(violations(ready).isNull());
  }
}
