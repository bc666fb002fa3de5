package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.capture.HostOpener;
import io.hostready.capture.HostText;
import io.hostready.facts.DpkgStatus;
import io.hostready.host.Host;
import io.hostready.report.UpgradeReports;
import io.hostready.rule.ReleaseChange;
import io.hostready.rule.RuleId;
import io.hostready.run.JudgedVersion.Verdict;
import io.hostready.testbed.Dockerd;
import io.hostready.text.VersionNumber;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hosts with Docker 27, in test-fixtures/upgrade: each situation says which rules block which
 * version. A version that it does not name runs.
 */
class UpgradeCheckTest {

  private record Situation(HostText text, String name) {

    /** The rules that block a version, by version, as its comment says. */
    Map<String, String> blocking() {
      return text.situation(name).orElseThrow().about().stream()
          .filter(line -> line.matches("\\d+(\\.\\d+)+: .*"))
          .map(line -> line.split(": ", 2))
          .collect(Collectors.toMap(line -> line[0], line -> line[1], (a, _) -> a, TreeMap::new));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Situation> situations() {
    return Fixtures.files("upgrade", ".hosts").stream()
        .map(Fixtures::changes)
        .flatMap(text -> text.situations().stream().map(each -> new Situation(text, each.name())))
        .toList();
  }

  private static UpgradeReport upgrade(Host host) {
    return UpgradeReports.of(host, Optional.empty());
  }

  private static UpgradeReport upgrade(String situation, String... to) {
    return UpgradeReports.of(
        UpgradeReports.host(situation), Stream.of(to).map(VersionNumber::parse).findFirst());
  }

  private static List<String> versions(UpgradeReport report) {
    return report.versions().stream()
        .map(each -> each.version() + " " + each.verdict().id())
        .toList();
  }

  private static List<String> changes(JudgedVersion judged) {
    return judged.releaseChanges().stream().map(each -> each.change().id()).toList();
  }

  @ParameterizedTest
  @MethodSource("situations")
  void aHostRunsTheVersionsThatNoRuleBlocks(Situation situation) {
    UpgradeReport report = upgrade(Fixtures.host(situation.text(), situation.name()));
    assertEquals(Optional.of(VersionNumber.parse("27.5.1")), report.installed());
    Map<String, String> blocking = new TreeMap<>();
    for (JudgedVersion judged : report.versions()) {
      String rules =
          judged.blockers().stream()
              .map(result -> result.rule().id().value())
              .collect(Collectors.joining(", "));
      if (!rules.isEmpty()) {
        blocking.put(judged.version().text(), rules);
        assertEquals(Verdict.BLOCKED, judged.verdict(), judged.version().text());
      }
    }
    assertEquals(situation.blocking(), blocking);
    boolean isRaspberry =
        report
            .host()
            .machine()
            .hostname()
            .equals(Optional.of("raspberrypi")); // without a running Docker
    assertEquals(
        isRaspberry, !report.blockedAlready().isEmpty(), report.blockedAlready()::toString);
  }

  @Test
  void aStockHostRunsEveryLineAndLearnsWhatChanges() {
    UpgradeReport report = upgrade("stock");
    assertEquals(List.of("27.5.1 runs", "28.5.2 runs", "29.8.2 runs"), versions(report));
    assertEquals(Outcome.READY, report.outcome());
    assertEquals(List.of(), report.blockedAlready());
    assertEquals(List.of(), changes(report.versions().getFirst()));
    assertEquals(
        List.of("containers-stop", "unpublished-ports-blocked"), changes(report.versions().get(1)));
    assertEquals(
        List.of(
            "containers-stop",
            "unpublished-ports-blocked",
            "images-stay-in-graph-driver",
            "nofile-limit-of-systemd",
            "image-list-shortened",
            "minimum-api-1.40"),
        changes(report.target()));
    ReleaseChange.OnHost first = report.target().releaseChanges().getFirst();
    assertTrue(first.text().contains("running now: 3"), first.text());
  }

  /** The old daemon answers, and its minimum is not that of the new one. */
  @Test
  void theAnswersOfTheOldDaemonDoNotCountForTheNewOne() {
    assertTrue(
        upgrade("stock").target().changes().stream()
            .anyMatch(
                change ->
                    change.rule().equals(new RuleId("docker-min-api-version-compatible"))
                        && change.kind() == FindingChange.Kind.NEW));
  }

  @Test
  void theRequestedVersionIsTheTarget() {
    assertEquals(List.of("27.5.1 runs", "28.5.2 runs"), versions(upgrade("stock", "28")));
    assertEquals(List.of("27.5.1 runs", "28.0.1 runs"), versions(upgrade("stock", "28.0.1")));
    assertEquals(List.of("27.5.1 runs"), versions(upgrade("stock", "26")));
    assertEquals(
        List.of("27.5.1 runs", "28.5.2 runs", "29.1.0 runs"), versions(upgrade("stock", "29.1.0")));
    assertTrue(changes(upgrade("stock", "29.1.0").target()).contains("minimum-api-1.44"));
  }

  @Test
  void theOfferedVersionIsTheTarget() {
    UpgradeReport report = upgrade("pi-4-with-a-defective-release-offered");
    assertEquals(Optional.of(VersionNumber.parse("29.8.0")), report.offered());
    assertEquals(List.of("27.5.1 runs", "28.5.2 runs", "29.8.0 blocked"), versions(report));
    assertEquals("28.5.2", report.newestThatRuns().orElseThrow().version().text());
    assertEquals(Outcome.NOT_READY, report.outcome());
    assertTrue(report.hold().orElseThrow().fails());
    assertTrue(report.hold().orElseThrow().rule().fix().isPresent());
  }

  @Test
  void aVersionOfAnUnknownLineIsUndecided() {
    UpgradeReport report = upgrade("docker-30-offered");
    assertEquals(
        List.of("27.5.1 runs", "28.5.2 runs", "29.8.2 runs", "30.0.0 undecided"), versions(report));
    assertEquals("29.8.2", report.newestThatRuns().orElseThrow().version().text());
    assertEquals(Outcome.UNDECIDED, report.outcome());
  }

  @Test
  void onAHostWithoutDockerWhatAnInstallationSettlesBlocksNoVersion() {
    UpgradeReport fresh = upgrade(Fixtures.open(Fixtures.host("ubuntu-24.04-fresh")));
    assertEquals(Optional.empty(), fresh.installed());
    assertEquals(List.of("27.5.1 runs", "28.5.2 runs", "29.8.2 runs"), versions(fresh));
    UpgradeReport old = upgrade(Fixtures.open(Fixtures.host("ubuntu-12.04-kernel-3.2")));
    assertEquals(List.of("27.5.1 blocked", "28.5.2 blocked", "29.8.2 blocked"), versions(old));
  }

  @Test
  void manyHostsKeepTheirOrderAndOneThatCannotBeReadDoesNotStopOthers() {
    UpgradeCheck check = UpgradeReports.check(Optional.of(VersionNumber.parse("29")));
    List<String> paths =
        Stream.of("ubuntu-22.04-docker-28", "none", "debian-13-docker")
            .map(Fixtures::host)
            .map(Path::toString)
            .toList();
    List<String> seen = new ArrayList<>();
    new UpgradeFleet(paths, check, path -> HostOpener.open(path, Optional.empty()))
        .run(
            each ->
                seen.add(
                    each.report()
                        .flatMap(report -> report.host().machine().hostname())
                        .orElse("not opened")));
    assertEquals(List.of("jammy", "not opened", "trixie"), seen);
  }

  /** Releases of Debian, and contents of daemon.json. */
  static Stream<Arguments> daemons() {
    return Stream.of("trixie", "forky")
        .flatMap(
            release ->
                Stream.of(
                        "{\"debug\": true}",
                        "{\"cluster-store\": \"consul://192.0.2.1\"}",
                        "{\"log-level\": \"warning\"}",
                        "{\"log-format\": \"json\"}",
                        "{\"oom-score-adjust\": -500}",
                        "{\"api-cors-header\": \"*\"}")
                    .map(json -> Arguments.of(release, json)));
  }

  /** The version of the real dockerd is one of a matrix: what blocks there, it refuses. */
  @ParameterizedTest
  @MethodSource("daemons")
  void theRealDaemonAgreesWithTheMatrix(String release, String json) {
    Dockerd dockerd = Dockerd.of(release);
    HostText stock =
        situations().stream()
            .filter(each -> each.name().equals("stock"))
            .map(Situation::text)
            .findFirst()
            .orElseThrow();
    HostText text =
        Fixtures.with(
            Fixtures.with(stock, "stock", "/etc/docker/daemon.json", json),
            "stock",
            DpkgStatus.PATH,
            "Package: docker.io\nStatus: install ok installed\nArchitecture: amd64\n"
                + "Version: 20.10.24+dfsg1-1+deb12u1\n");
    UpgradeReport report =
        UpgradeReports.of(
            Fixtures.host(text, "stock"), Optional.of(VersionNumber.parse(dockerd.version())));
    assertEquals("20.10.24", report.versions().getFirst().version().text());
    Set<RuleId> invalid = Set.of(new RuleId("daemon-options-valid"));
    assertEquals(
        !dockerd.refusal(json).isEmpty(),
        report.target().blocking().stream().anyMatch(invalid::contains),
        () -> report.target().blocking() + " " + dockerd.refusal(json));
  }
}
