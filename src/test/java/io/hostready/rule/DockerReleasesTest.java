package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.docker.KnownDefect;
import io.hostready.expect.Criterion;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.rule.ReleaseChange.Occasion;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of Docker's releases: ordered, with sources, and each condition can hold. */
class DockerReleasesTest {

  private static final DockerReleases TABLE = DockerReleases.shipped();

  private static List<VersionNumber> sinces() {
    return TABLE.changes().stream()
        .map(ReleaseChange::occasion)
        .flatMap(
            occasion ->
                occasion instanceof Occasion.Release(var since, _)
                    ? List.of(since).stream()
                    : java.util.stream.Stream.empty())
        .toList();
  }

  @Test
  void linesAndChangesAreInTheOrderOfTheReleases() {
    List<VersionNumber> all = new ArrayList<>();
    TABLE.lines().forEach(line -> all.addAll(List.of(line.name(), line.newest())));
    assertEquals(all.stream().sorted().toList(), all);
    assertEquals(sinces().stream().sorted().toList(), sinces());
    List<Boolean> isOfARelease =
        TABLE.changes().stream().map(each -> each.occasion() instanceof Occasion.Release).toList();
    assertEquals(isOfARelease.stream().sorted().toList(), isOfARelease);
  }

  @Test
  void eachReleaseIsInALineAndEndsAfterItBegins() {
    for (ReleaseChange change : TABLE.changes()) {
      if (change.occasion() instanceof Occasion.Release(var since, var before)) {
        assertTrue(TABLE.lineOf(since).isPresent(), change::id);
        assertTrue(before.filter(end -> end.compareTo(since) <= 0).isEmpty(), change::id);
      }
    }
  }

  @Test
  void eachHasItsOwnNameATextAndSources() {
    Set<String> ids = new HashSet<>();
    for (ReleaseChange change : TABLE.changes()) {
      assertTrue(ids.add(change.id()), change::id);
      assertTrue(change.id().matches("[a-z0-9.]+(-[a-z0-9.]+)*"), change::id);
      String text = change.text().general().orElseThrow();
      assertTrue(text.matches("(?s)\\p{Alpha}.*[^.]"), text);
      change.advice().general().ifPresent(advice -> assertTrue(advice.endsWith("."), advice));
      assertTrue(
          change.sources().stream().allMatch(source -> source.startsWith("https://")), change::id);
    }
    TABLE.lines().forEach(line -> assertTrue(line.source().startsWith("https://docs.docker.com/")));
  }

  private static List<Host> hosts() {
    List<Host> hosts = new ArrayList<>();
    for (Path file : Fixtures.files("upgrade", ".hosts")) {
      var text = Fixtures.changes(file);
      text.situations().forEach(each -> hosts.add(Fixtures.host(text, each.name())));
    }
    Fixtures.hosts().forEach(file -> hosts.add(Fixtures.open(file)));
    return hosts;
  }

  private static Parameters parameters(Host host) {
    Map<String, String> values =
        new LinkedHashMap<>(
            Selection.of(ShippedRules.book(), List.of("docker-engine"), List.of(), Map.of())
                .parametersFor(host)
                .values());
    values.put("installed-version", "27.5.1");
    values.put("docker-version", TABLE.newest().text());
    return new Parameters(values);
  }

  /** Each condition holds on one of the fixtures, and not on another. */
  @Test
  void eachConditionCanHoldAndCanFail() {
    Map<String, Set<String>> verdicts = new LinkedHashMap<>();
    TABLE.changes().forEach(change -> verdicts.put(change.id(), new TreeSet<>()));
    for (Host host : hosts()) {
      Parameters parameters = parameters(host);
      for (ReleaseChange change : TABLE.changes()) {
        Criterion criterion = change.when().bind(parameters);
        Verdict verdict = criterion.verdict(host);
        verdicts.get(change.id()).add(verdict.id());
      }
    }
    List<String> constant = new ArrayList<>();
    verdicts.forEach(
        (id, seen) -> {
          if (!seen.containsAll(List.of("pass", "fail"))) {
            constant.add(id + " " + seen);
          }
        });
    assertEquals(List.of(), constant);
  }

  @Test
  void anUpgradeBringsWhatComesBetweenItsVersions() {
    VersionNumber since = VersionNumber.parse("29.0");
    Occasion release = new Occasion.Release(since, Optional.of(VersionNumber.parse("29.3")));
    assertEquals(
        List.of(false, true, false, false),
        List.of("27.5.1 28.5.2", "28.5.2 29.0.0", "28.5.2 29.3.0", "29.0.0 29.1.0").stream()
            .map(text -> text.split(" "))
            .map(pair -> upgrade(pair[0], pair[1]))
            .map(release::isIn)
            .toList());
    assertTrue(new Occasion.SameLine().isIn(upgrade("28.0.0", "28.5.2")));
    assertTrue(new Occasion.AnotherLine().isIn(upgrade("28.5.2", "29.0.0")));
  }

  private static ReleaseChange.Upgrade upgrade(String from, String to) {
    VersionNumber first = VersionNumber.parse(from);
    VersionNumber last = VersionNumber.parse(to);
    return new ReleaseChange.Upgrade(first, last, !TABLE.lineOf(first).equals(TABLE.lineOf(last)));
  }

  @Test
  void versionsBetweenTwoAreTheNewestOfTheirLines() {
    assertEquals(
        List.of("27.5.1", "28.5.2"),
        TABLE.between(VersionNumber.parse("27.3.1"), VersionNumber.parse("29.0.1")).stream()
            .map(VersionNumber::text)
            .toList());
    assertEquals("28.5.2", TABLE.resolve(VersionNumber.parse("28")).text());
    assertEquals("28.5.2", TABLE.resolve(VersionNumber.parse("28.5")).text());
    assertTrue(TABLE.isAfterAll(VersionNumber.parse("30")));
    assertFalse(TABLE.isAfterAll(VersionNumber.parse("29.99.1")));
    assertFalse(TABLE.isAfterAll(VersionNumber.parse("29")));
    assertEquals("28", TABLE.lineOf(VersionNumber.parse("28.5.2")).orElseThrow().toString());
    assertEquals(Optional.empty(), TABLE.lineOf(VersionNumber.parse("1.13")));
  }

  /** A newest release with a defect on some hosts would be a bad recommendation. */
  @Test
  void theNewestReleaseOfALineIsKnownToTheTablesOfOptionsAndDefects() {
    assertTrue(
        KnownDefect.ALL.stream()
            .filter(defect -> defect.packages().contains("docker-ce"))
            .filter(defect -> !defect.from().equals("29") && !defect.from().equals("1"))
            .noneMatch(
                defect ->
                    TABLE.newest().compareTo(VersionNumber.parse(defect.from())) >= 0
                        && TABLE.newest().compareTo(VersionNumber.parse(defect.below())) < 0));
  }
}
