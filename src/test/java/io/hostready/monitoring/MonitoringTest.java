package io.hostready.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.dist.NeedsTool;
import io.hostready.testbed.Eventually;
import io.hostready.testbed.UnpackedPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The alert rules and the dashboard, in a Prometheus that scrapes a node_exporter with the metrics
 * of a check.
 */
class MonitoringTest {

  @TempDir Path scratch;

  private LocalServer nodeExporter(Path textfiles) throws IOException {
    return LocalServer.start(
        scratch.resolve("node_exporter.log"),
        UnpackedPackage.root("prometheus-node-exporter")
            .resolve("usr/bin/prometheus-node-exporter"),
        "--collector.disable-defaults",
        "--collector.textfile",
        "--collector.textfile.directory=" + textfiles);
  }

  private LocalServer prometheus(LocalServer scraped) throws IOException {
    NeedsTool.named("prometheus");
    Path configuration = scratch.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: ["%s"]
        scrape_configs: [{job_name: node, static_configs: [{targets: ["%s"]}]}]
        """
            .formatted(Example.file("hostready.rules.yml"), scraped.address()));
    return LocalServer.start(
        scratch.resolve("prometheus.log"),
        Path.of("/usr/bin/prometheus"),
        "--config.file=" + configuration,
        "--storage.tsdb.path=" + scratch.resolve("tsdb"),
        "--log.level=warn");
  }

  @Test
  void alertsAndPanelsSeeWhatNodeExporterServes() throws Exception {
    Path textfiles = Files.createDirectory(scratch.resolve("textfiles"));
    Path metrics = textfiles.resolve("hostready.prom");
    Example.check(metrics, scratch);
    try (LocalServer exporter = nodeExporter(textfiles);
        LocalServer prometheus = prometheus(exporter)) {
      Set<String> served = new TreeSet<>(exporter.get("/metrics").lines().toList());
      List<String> written =
          Files.readAllLines(metrics).stream().filter(line -> line.contains("_ready{")).toList();
      assertEquals(4, written.size());
      assertTrue(served.containsAll(written), served::toString);
      assertTrue(served.contains("node_textfile_scrape_error 0"), served::toString);

      Set<String> expected =
          Set.of(
              "HostreadyNotReady not-ready",
              "HostreadyNotReady reboot",
              "HostreadyUndecided undecided",
              "HostreadyRequiredRuleFails not-ready docker-package-installed",
              "HostreadyRequiredRuleFails reboot kernel-modules-installed",
              "HostreadyRebootPending reboot");
      Eventually.await("alerts " + expected, () -> alerts(prometheus).containsAll(expected));
      Set<String> all = alerts(prometheus);
      assertTrue(
          all.stream().noneMatch(alert -> alert.matches("Hostready(NotReady|Undecided).* ready")),
          all::toString);
      for (Map.Entry<String, List<String>> panel : Example.queries().entrySet()) {
        for (String query : panel.getValue()) {
          JsonNode answer = Example.JSON.readTree(prometheus.get("/api/v1/query", query));
          assertFalse(answer.at("/data/result").isEmpty(), () -> panel + ": " + query + answer);
        }
      }

      Files.delete(metrics);
      String missing = "HostreadyMetricsMissing ready";
      Eventually.await(missing, () -> alerts(prometheus).contains(missing));
    }
  }

  /** Name, host and rule of the alerts that fire or are pending. */
  private static Set<String> alerts(LocalServer prometheus)
      throws IOException, InterruptedException {
    Set<String> alerts = new TreeSet<>();
    for (JsonNode alert :
        Example.JSON.readTree(prometheus.get("/api/v1/alerts")).at("/data/alerts")) {
      JsonNode labels = alert.path("labels");
      String rule = labels.path("rule").asString("");
      alerts.add(
          (labels.path("alertname").asString() + " " + labels.path("host").asString() + " " + rule)
              .strip());
    }
    return alerts;
  }

  /** Two files of one host: node_exporter logs errors, and serves one of them. */
  @Test
  void theSameHostInTwoFilesIsAnError() throws Exception {
    Path textfiles = Files.createDirectory(scratch.resolve("textfiles"));
    Files.writeString(textfiles.resolve("a.prom"), "hostready_ready{host=\"web-1\"} 1\n");
    Files.writeString(textfiles.resolve("b.prom"), "hostready_ready{host=\"web-1\"} 1\n");
    try (LocalServer exporter = nodeExporter(textfiles)) {
      String errors = "promhttp_metric_handler_errors_total{cause=\"gathering\"}";
      assertFalse(exporter.get("/metrics").contains(errors + " 0"));
    }
  }
}
