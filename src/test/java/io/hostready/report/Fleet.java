package io.hostready.report;

import io.hostready.cli.Project;
import io.hostready.facts.Inventories;
import io.hostready.facts.Inventory;
import io.hostready.json.JsonException;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Hosts in any number, each like one of the fixtures', with some findings of others. */
final class Fleet {

  private static final List<String> ROLES = List.of("web", "db", "build", "edge", "kube-node");

  private Fleet() {}

  /** The saved reports of the fixtures. */
  static List<HostReport> fixtures() {
    List<HostReport> reports = new ArrayList<>();
    for (Path host : Consumer.hosts()) {
      byte[] json = Project.json(host).getBytes(StandardCharsets.UTF_8);
      try {
        ReportStream.read(new ByteArrayInputStream(json), reports::add);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      } catch (JsonException bad) {
        throw new IllegalStateException(bad);
      }
    }
    return reports;
  }

  /** The same ones for the same number, "web-0.example.net" and so on. */
  static List<HostReport> of(int hosts) {
    Random random = new Random(7);
    List<HostReport> models = fixtures();
    Map<String, List<CheckResult>> findings = new HashMap<>();
    for (HostReport model : models) {
      for (CheckResult result : model.results()) {
        findings.computeIfAbsent(result.rule().id().value(), _ -> new ArrayList<>()).add(result);
      }
    }
    List<HostReport> fleet = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      HostReport model = models.get(random.nextInt(models.size()));
      List<CheckResult> results = new ArrayList<>(model.results());
      for (int j = 0; j < results.size(); j++) {
        List<CheckResult> others = findings.get(results.get(j).rule().id().value());
        if (random.nextInt(30) == 0) {
          results.set(j, others.get(random.nextInt(others.size())));
        }
      }
      String name = ROLES.get(random.nextInt(ROLES.size())) + "-" + i + ".example.net";
      HostSummary host = named(model.host(), name).with(inventory(i));
      fleet.add(new HostReport(model.run(), host, model.failOn(), results));
    }
    return fleet;
  }

  /** Of every third host the inventory is not known. */
  private static Optional<Inventory> inventory(int host) {
    return Optional.of(Inventories.numbered(host)).filter(_ -> host % 3 > 0);
  }

  private static HostSummary named(HostSummary host, String name) {
    HostSummary.Machine machine = host.machine();
    return new HostSummary(
        host.source(),
        new HostSummary.Machine(
            Optional.of(name),
            machine.architecture(),
            machine.kernel(),
            machine.cpus(),
            machine.memoryBytes()),
        host.os(),
        host.virtualization(),
        host.inventory());
  }
}
