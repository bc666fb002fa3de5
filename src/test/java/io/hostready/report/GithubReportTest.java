package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A GitHub Actions runner, which reads the log line by line, takes from it what is meant. */
class GithubReportTest {

  /** As GitHub documents it: two colons, the command, properties, two colons, the message. */
  private static final Pattern COMMAND = Pattern.compile("^::([a-z]+)(?: ([^:]*))?::(.*)$");

  private record Annotation(String kind, Map<String, String> properties, String message) {}

  private static List<Annotation> annotations(String log) {
    List<Annotation> found = new ArrayList<>();
    for (String line : log.split("\n")) {
      Matcher command = COMMAND.matcher(line);
      assertTrue(command.matches(), line);
      Map<String, String> properties = new LinkedHashMap<>();
      for (String property : command.group(2).split(",")) {
        String[] parts = property.split("=", 2);
        properties.put(parts[0], decoded(parts[1]).replace("%3A", ":").replace("%2C", ","));
      }
      found.add(new Annotation(command.group(1), properties, decoded(command.group(3))));
    }
    return found;
  }

  private static String decoded(String text) {
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
  }

  private static List<String> kindsAndTitles(List<Annotation> annotations) {
    return annotations.stream()
        .map(one -> one.kind() + " " + one.properties().get("title"))
        .toList();
  }

  @Test
  void theOutcomeIsFirstThenWhatCountsAsAnErrorAndTheRestIsNone() {
    List<Annotation> found =
        annotations(
            Reports.document("github", Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE)));
    assertEquals(
        List.of(
            "error hostready",
            "error required-fail fails",
            "error required-unknown is unknown",
            "warning recommended-fail fails",
            "notice hostready",
            "notice recommended-unknown is unknown",
            "notice optional-fail fails",
            "notice optional-unknown is unknown"),
        kindsAndTitles(found));
    assertTrue(found.getFirst().message().endsWith(" is not ready"), found::toString);
    assertEquals(
        "waived: required-waived, recommended-waived, optional-waived", found.get(4).message());
    Annotation first = found.get(1);
    assertEquals("rules/texts/required-fail.yaml", first.properties().get("file"));
    assertEquals("1", first.properties().get("line"));
    assertEquals("not met: It is <plain> & \"good\"\nadvice: load it (risk low)", first.message());
    assertTrue(found.getFirst().message().contains("%0A::error::#"), found.getFirst()::message);
  }

  @Test
  void severalHostsAreNamedInOneAnnotationOfARule() {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "");
    List<Annotation> found = annotations(Reports.document("github", report, report));
    assertEquals(8, found.size());
    assertEquals("0 of 2 hosts are ready", found.getFirst().message());
    assertEquals("required-fail fails on 2 of 2 hosts", found.get(1).properties().get("title"));
    assertTrue(
        found.get(1).message().endsWith("\nhosts: web-1, web-1 (fake)"), found.get(1)::message);
  }

  /** What a runner shows of a step: the first ten of each kind, docs.github.com. */
  @Test
  void aFleetFitsIntoWhatARunnerShows() {
    List<HostReport> fleet = Fleet.of(200);
    List<Annotation> found = annotations(Reports.document("github", TextStyle.PLAIN, false, fleet));
    Map<String, Integer> kinds = new LinkedHashMap<>();
    found.forEach(one -> kinds.merge(one.kind(), 1, Integer::sum));
    assertEquals(List.of("error", "warning", "notice"), List.copyOf(kinds.keySet()));
    kinds.forEach((kind, count) -> assertTrue(count <= 10, kind + " " + count));
    assertTrue(found.getFirst().message().endsWith(" of 200 hosts are ready"), found::toString);
    // Every rule that stands in a host's way is named, by an annotation or by the last one.
    Set<String> blocking = new TreeSet<>();
    fleet.forEach(report -> blocking.addAll(FleetSummary.blocking(report)));
    String errors =
        found.stream()
            .filter(one -> one.kind().equals("error"))
            .map(one -> one.properties().get("title") + " " + one.message())
            .collect(Collectors.joining("\n"));
    assertTrue(blocking.size() > 10, blocking::toString);
    blocking.forEach(rule -> assertTrue(errors.contains(rule), rule));
  }

  @Test
  void aReadyHostHasNoError() {
    HostReport ready =
        Fleet.fixtures().stream()
            .filter(report -> report.outcome() == Outcome.READY)
            .findFirst()
            .orElseThrow();
    List<Annotation> found =
        annotations(Reports.document("github", TextStyle.PLAIN, false, List.of(ready)));
    assertTrue(found.stream().noneMatch(one -> one.kind().equals("error")), found::toString);
    assertTrue(
        found.stream().anyMatch(one -> one.message().endsWith(" is ready")), found::toString);
  }
}
