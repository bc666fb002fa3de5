package io.hostready.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.dist.Bundle;
import io.hostready.dist.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The alert rules and the dashboard as files. The dashboard was also put to the JSON Schema of
 * Grafana's foundation SDK.
 */
class MonitoringFilesTest {

  private static final Pattern SELECTOR = Pattern.compile("(hostready_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~?)\"([^\"]*)\"");
  private static final Set<String> OF_SCRAPE = Set.of("job", "instance");

  @TempDir Path scratch;

  private void promtool(String... arguments) {
    NeedsTool.named("promtool");
    List<String> argv = new ArrayList<>(List.of("promtool"));
    argv.addAll(List.of(arguments));
    Bundle.run(scratch, Map.of(), argv.toArray(String[]::new)).succeeds();
  }

  @Test
  void promtoolFindsNothingInTheRules() {
    promtool(
        "check", "rules", "--lint=all", "--lint-fatal", "" + Example.file("hostready.rules.yml"));
  }

  @Test
  void theTestsOfTheRulesPass() {
    promtool("test", "rules", Example.file("hostready.rules.test.yml").toString());
  }

  @Test
  void theQueriesOfTheDashboardAreExpressions() throws IOException {
    StringBuilder rules = new StringBuilder("groups: [{name: dashboard, rules: [\n");
    int number = 0;
    for (List<String> queries : Example.queries().values()) {
      for (String query : queries) {
        rules.append("{record: 'panel:query:%d', expr: '%s'},%n".formatted(number++, query));
      }
    }
    assertTrue(number >= Example.queries().size());
    Path file = Files.writeString(scratch.resolve("rules.yml"), rules + "]}]\n");
    promtool("check", "rules", "--lint=all", "--lint-fatal", file.toString());
  }

  /** Each metric, label and value of a label that they name is in what a check writes. */
  @Test
  void theyNameWhatIsWritten() throws IOException {
    Path metrics = scratch.resolve("metrics.prom");
    Example.check(metrics, scratch);
    List<String> written = Files.readAllLines(metrics);
    Set<String> unknown = new TreeSet<>();
    for (String name :
        List.of("hostready.rules.yml", "hostready.rules.test.yml", "hostready-dashboard.json")) {
      String text = Files.readString(Example.file(name)).replace("\\\"", "\"");
      List<MatchResult> selectors = SELECTOR.matcher(text).results().toList();
      assertTrue(selectors.size() > 5, name);
      selectors.forEach(selector -> unknown.addAll(missing(selector, written)));
    }
    assertEquals(Set.of(), unknown);
  }

  private static List<String> missing(MatchResult selector, List<String> written) {
    List<String> lines =
        written.stream().filter(line -> line.startsWith(selector.group(1) + "{")).toList();
    if (lines.isEmpty()) {
      return List.of(selector.group());
    }
    String matchers = selector.group(2) == null ? "" : selector.group(2);
    return MATCHER
        .matcher(matchers)
        .results()
        .filter(matcher -> !OF_SCRAPE.contains(matcher.group(1)))
        .map(matcher -> part(matcher))
        .filter(part -> lines.stream().noneMatch(line -> line.contains(part)))
        .toList();
  }

  private static String part(MatchResult matcher) {
    String label = matcher.group(1) + "=\"";
    boolean isAnyValue = matcher.group(1).equals("host") || !matcher.group(2).equals("=");
    return isAnyValue ? label : label + matcher.group(3) + '"';
  }

  @Test
  void theDashboardIsOneOfGrafana() throws IOException {
    JsonNode dashboard = Example.dashboard();
    assertEquals("hostready", dashboard.path("uid").asString());
    assertTrue(dashboard.path("schemaVersion").asInt() >= 39, dashboard::toString);
    assertEquals("datasource", dashboard.at("/templating/list/0/type").asString());
    assertEquals("prometheus", dashboard.at("/templating/list/0/query").asString());
    Set<String> variables = new HashSet<>();
    dashboard.at("/templating/list").forEach(it -> variables.add("$" + it.path("name").asString()));
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      String title = panel.path("title").asString();
      assertTrue(ids.add(panel.path("id").asInt()), title);
      assertTrue(
          Set.of("stat", "piechart", "timeseries", "table").contains(panel.path("type").asString()),
          title);
      assertTrue(occupies(panel.path("gridPos"), cells), title + " overlaps another panel");
      assertTrue(!panel.path("targets").isEmpty(), title);
      for (JsonNode target : panel.path("targets")) {
        assertEquals("${datasource}", target.at("/datasource/uid").asString(), title);
        assertTrue(variables.containsAll(used(target.path("expr").asString())), title);
      }
    }
    assertTrue(
        Example.queries()
            .keySet()
            .containsAll(List.of("Fleet", "Top failing rules", "Hosts by outcome")));
  }

  private static Set<String> used(String expression) {
    return Pattern.compile("\\$\\w+")
        .matcher(expression)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toSet());
  }

  /** Whether the cells of a panel are free, on Grafana's grid of 24 columns. */
  private static boolean occupies(JsonNode at, Set<List<Integer>> cells) {
    int right = at.path("x").asInt() + at.path("w").asInt();
    int bottom = at.path("y").asInt() + at.path("h").asInt();
    return right <= 24
        && Stream.iterate(at.path("x").asInt(), x -> x < right, x -> x + 1)
            .allMatch(
                x ->
                    Stream.iterate(at.path("y").asInt(), y -> y < bottom, y -> y + 1)
                        .allMatch(y -> cells.add(List.of(x, y))));
  }
}
