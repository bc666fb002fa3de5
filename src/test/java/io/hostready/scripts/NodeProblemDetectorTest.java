package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The example for node-problem-detector is as its custom plugin monitor reads it, and what it runs
 * ends with the exit codes of that monitor. Source: pkg/custompluginmonitor.
 */
class NodeProblemDetectorTest {

  private static final Map<Integer, String> STATUS = Map.of(0, "OK", 1, "NonOK");

  private static JsonNode config() throws IOException {
    return new ObjectMapper()
        .readTree(
            Files.readString(
                ScriptFiles.project()
                    .resolve("src/main/dist/examples/monitoring/node-problem-detector.json")));
  }

  @Test
  void itIsAConfigurationOfACustomPlugin() throws IOException {
    JsonNode config = config();
    assertEquals(
        Set.of("plugin", "pluginConfig", "source", "metricsReporting", "conditions", "rules"),
        Set.copyOf(config.propertyNames()));
    assertEquals("custom", config.get("plugin").asString());
    for (String time : List.of("invoke_interval", "timeout")) {
      assertTrue(config.at("/pluginConfig/" + time).asString().matches("[0-9]+[sm]"), time);
    }
    JsonNode rule = config.at("/rules/0");
    assertEquals("permanent", rule.get("type").asString());
    assertEquals(config.at("/conditions/0/type"), rule.get("condition"));
    assertEquals("/usr/bin/hostready", rule.get("path").asString());
  }

  @ParameterizedTest
  @CsvSource({
    "debian-13-docker, OK, HOSTREADY OK: ready",
    "ubuntu-24.04-fresh, NonOK, HOSTREADY CRITICAL: not ready: docker-package-installed",
    "none, Unknown, ''"
  })
  void itsStatusAndMessageAreThoseOfTheHost(String host, String status, String message)
      throws IOException {
    List<String> words = new ArrayList<>();
    config().at("/rules/0/args").forEach(word -> words.add(word.asString()));
    Path file = Project.FIXTURES.resolve("hosts/" + host + ".host");
    words.addAll(List.of("--host", file.toString()));
    Project.ProgramRun ran = Project.hostready(words.toArray(String[]::new));
    assertEquals(status, STATUS.getOrDefault(ran.exitCode(), "Unknown"), ran.err());
    int most = config().at("/pluginConfig/max_output_length").asInt();
    String shown = ran.out().substring(0, Math.min(most, ran.out().length()));
    assertTrue(shown.startsWith(message), shown);
  }
}
