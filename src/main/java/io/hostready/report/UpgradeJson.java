package io.hostready.report;

import io.hostready.json.JsonWriter;
import io.hostready.rule.ReleaseChange;
import io.hostready.rule.RuleId;
import io.hostready.run.CheckResult;
import io.hostready.run.ComparedResult;
import io.hostready.run.FindingChange;
import io.hostready.run.JudgedVersion;
import io.hostready.run.UpgradeReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rehearsal of an upgrade as JSON, schema version 1; its shape is in {@code
 * upgrade-v1.schema.json}.
 */
public final class UpgradeJson {

  private UpgradeJson() {}

  public static String of(List<UpgradeReport> hosts, String toolVersion) {
    JsonWriter json = JsonWriter.indented();
    json.object()
        .put("schemaVersion", JsonReport.SCHEMA_VERSION)
        .put("tool", Map.of("name", "hostready", "version", toolVersion))
        .put("document", "upgrade")
        .array("hosts");
    hosts.forEach(upgrade -> host(json, upgrade));
    return json.end().end().text();
  }

  private static void host(JsonWriter json, UpgradeReport upgrade) {
    json.object();
    JsonReport.host(json, upgrade.host());
    json.putOrNull("installed", upgrade.installed().map(Object::toString))
        .putOrNull("offered", upgrade.offered().map(Object::toString))
        .put("target", upgrade.target().version().text())
        .putOrNull("newestThatRuns", upgrade.newestThatRuns().map(each -> each.version().text()))
        .put("outcome", upgrade.outcome().id())
        .put("blockedAlready", upgrade.blockedAlready().stream().map(RuleId::value).toList())
        .array("versions");
    upgrade.versions().forEach(judged -> version(json, judged));
    json.end();
    Optional<CheckResult> hold = upgrade.hold();
    if (hold.isPresent()) {
      json.object("hold")
          .put("rule", hold.get().rule().id().value())
          .put("verdict", hold.get().verdict().id())
          .putOrNull("fix", hold.get().rule().fix().map(_ -> UpgradeText.HOLD))
          .end();
    } else {
      json.putNull("hold");
    }
    json.end();
  }

  private static void version(JsonWriter json, JudgedVersion judged) {
    json.object()
        .put("version", judged.version().text())
        .put("origin", judged.origin().id())
        .put("verdict", judged.verdict().id())
        .array("blocking");
    judged.blockers().forEach(result -> blocker(json, result));
    json.end().array("differences");
    judged.changes().forEach(change -> difference(json, change));
    json.end().array("changes");
    judged.releaseChanges().forEach(change -> change(json, change));
    json.end().end();
  }

  private static void blocker(JsonWriter json, CheckResult result) {
    json.object()
        .put("rule", result.rule().id().value())
        .put("title", result.rule().text().title())
        .put("level", result.level().id())
        .put("verdict", result.verdict().id())
        .putOrNull("problem", result.rule().text().problem().general().filter(_ -> result.fails()))
        .put("expected", result.finding().expected())
        .put("found", result.reason())
        .put("why", result.rule().text().why())
        .putOrNull("advice", result.rule().text().advice().general())
        .put("references", result.rule().text().references())
        .end();
  }

  private static void difference(JsonWriter json, FindingChange change) {
    json.object()
        .put("rule", change.rule().value())
        .put("kind", change.kind().id())
        .put("before", state(change.before()))
        .put("after", state(change.after()))
        .put("level", change.after().orElseThrow().level().id())
        .end();
  }

  /** Each report has every rule. */
  private static String state(Optional<ComparedResult> result) {
    return result.orElseThrow().state().id();
  }

  private static void change(JsonWriter json, ReleaseChange.OnHost change) {
    json.object()
        .put("id", change.change().id())
        .put("topic", change.change().topic().id())
        .put("text", change.text())
        .putOrNull("advice", change.advice())
        .putOrNull("unknown", change.unknown())
        .put("sources", change.change().sources())
        .end();
  }
}
