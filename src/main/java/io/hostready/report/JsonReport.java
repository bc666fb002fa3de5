package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.facts.InventoryJson;
import io.hostready.json.JsonWriter;
import io.hostready.probe.Evidence;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleId;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import java.io.IOException;
import java.util.Optional;

/** The report as JSON, schema version 1; its shape is in {@code report-v1.schema.json}. */
public final class JsonReport implements ReportWriter {

  static final int SCHEMA_VERSION = 1;

  private final JsonWriter json = JsonWriter.indented();
  private final Appendable out;
  private final boolean several;
  private boolean begun;

  JsonReport(Medium medium) {
    several = medium.several();
    out = medium.out();
  }

  @Override
  public void add(HostReport report) throws IOException {
    if (several && !begun) {
      json.object().put("schemaVersion", SCHEMA_VERSION).array("reports");
    }
    begun = true;
    members(json.object(), report);
    json.end().flushTo(out);
  }

  @Override
  public void end() throws IOException {
    json.finishTo(out);
  }

  /** Writes one report as a member; plan and fix documents have such members. */
  static void write(JsonWriter json, String name, HostReport report) {
    members(json.object(name), report);
    json.end();
  }

  private static void members(JsonWriter json, HostReport report) {
    json.put("schemaVersion", SCHEMA_VERSION)
        .object("tool")
        .put("name", "hostready")
        .put("version", report.run().version())
        .end()
        .put("startedAt", report.run().timing().startedAt().toString())
        .put("durationMillis", report.run().timing().duration().toMillis());
    host(json, report.host());
    json.put("packs", report.run().packs()).object("parameters");
    report.run().parameters().values().forEach(json::put);
    json.end()
        .put("failOn", report.failOn().id())
        .put("outcome", report.outcome().id())
        .object("summary");
    report.summary().forEach(json::put);
    json.end().array("results");
    for (CheckResult result : report.results()) {
      result(json, result);
    }
    json.end();
  }

  /** Writes what is known of a host as a member; the document of facts has such a member, too. */
  static void host(JsonWriter json, HostSummary host) {
    json.object("host")
        .put("source", host.source().toString())
        .putOrNull("hostname", host.machine().hostname())
        .putOrNull("architecture", host.machine().architecture())
        .putOrNull("kernel", host.machine().kernel())
        .object("os")
        .putOrNull("id", host.os().id())
        .putOrNull("versionId", host.os().versionId())
        .putOrNull("codename", host.os().codename())
        .putOrNull("name", host.os().name())
        .end()
        .putOrNull("virtualization", host.virtualization())
        .putOrNull("cpus", host.machine().cpus())
        .putOrNull("memoryBytes", host.machine().memoryBytes());
    host.inventory().ifPresent(inventory -> InventoryJson.write(json, "inventory", inventory));
    json.end();
  }

  private static void result(JsonWriter json, CheckResult result) {
    json.object().put("rule", result.rule().id().value());
    if (result.rule().isProof()) {
      json.put("kind", "proof");
    }
    json.put("topic", result.rule().topic()).put("title", result.rule().text().title());
    if (result.fails() || result.verdict() instanceof Verdict.Waived) {
      json.putIfPresent("problem", result.rule().text().problem().general());
    }
    json.putIfPresent("feature", result.rule().text().feature())
        .put("why", result.rule().text().why())
        .put("level", result.level().id())
        .put("verdict", result.verdict().id())
        .put("expected", result.finding().expected())
        .put("found", result.finding().found())
        .put("reason", result.reason());
    if (result.verdict() instanceof Verdict.Waived(String by, String until)) {
      json.object("waiver").put("reason", by).put("until", until).end();
    } else {
      json.putNull("waiver");
    }
    json.array("evidence");
    for (Evidence evidence : result.finding().evidence()) {
      json.object()
          .put("source", evidence.source())
          .putOrNull("line", evidence.line())
          .put("subject", evidence.subject())
          .putOrNull("value", Optional.ofNullable(evidence.value()))
          .end();
    }
    json.end();
    if (result.fails() && !result.rule().causedBy().isEmpty()) {
      json.put("causedBy", result.rule().causedBy().stream().map(RuleId::value).toList());
    }
    json.putIfPresent("disagrees", result.disagreement())
        .putOrNull("pending", result.pending().map(RuleFix.Pending::id));
    Optional<String> advice = result.rule().text().advice().general();
    if (result.rule().fix().isPresent()) {
      var fix = result.rule().fix().get();
      json.object("fix")
          .put("summary", fix.summary())
          .put("risk", fix.risk().id())
          .put("automatic", true)
          .end();
    } else if (advice.isPresent()) {
      json.object("fix").put("summary", advice.get()).putNull("risk").put("automatic", false).end();
    } else {
      json.putNull("fix");
    }
    json.putOrNull("advice", advice.filter(_ -> result.rule().fix().isPresent()))
        .put("definedAt", result.rule().file() + ":" + result.rule().line())
        .put("references", result.rule().text().references())
        .end();
  }
}
