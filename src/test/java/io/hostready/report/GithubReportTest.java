package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void whatCountsIsAnErrorAndTheRestIsNot() {
    List<Annotation> found =
        annotations(
            Reports.document("github", Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE)));
    assertEquals(
        List.of(
            "error required-fail fails",
            "error required-unknown is unknown",
            "notice required-waived is waived",
            "warning recommended-fail fails",
            "notice recommended-unknown is unknown",
            "notice recommended-waived is waived",
            "notice optional-fail fails",
            "notice optional-unknown is unknown",
            "notice optional-waived is waived",
            "notice hostready"),
        found.stream().map(one -> one.kind() + " " + one.properties().get("title")).toList());
    Annotation first = found.getFirst();
    assertEquals("rules/texts/required-fail.yaml", first.properties().get("file"));
    assertEquals("1", first.properties().get("line"));
    assertTrue(first.message().contains("\nfound: KEY in /etc/x"), first::message);
    assertTrue(first.message().contains("%0A::error::#"), first::message);
  }

  @Test
  void eachOfSeveralHostsIsNamed() {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "");
    List<Annotation> found = annotations(Reports.document("github", report, report));
    assertEquals(20, found.size());
    assertEquals("required-fail fails on web-1", found.getFirst().properties().get("title"));
    assertEquals("web-1 (2) is not ready", found.getLast().message());
  }
}
