package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hostready.change.Change;
import io.hostready.change.LiveSysctl;
import io.hostready.change.PackageRequest;
import io.hostready.change.ProgramCall;
import io.hostready.change.journal.RunRecords;
import io.hostready.change.journal.UndoRefusal;
import io.hostready.change.journal.UndoneStep;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.FakeHost;
import io.hostready.rule.Rule;
import io.hostready.run.AppliedPlan;
import io.hostready.run.FixOutcome;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import io.hostready.run.UndoOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Plans, fixes, undo and history as JSON are as their shipped schemas say, and no more. */
class DocumentSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Reports RULES =
      new Reports()
          .rule(
              "kernel",
              "one",
              "One",
              "level: required",
              "check: {path: {path: /etc/none, expect: {present: true}}}",
              "fix:",
              "  summary: make it",
              "  risk: high",
              "  caution: It bites.",
              "  steps: [{write-file: {path: /etc/none, text: x}}]");

  private static final HostReport REPORT = RULES.report(FakeHost.empty().directory("/etc").host());

  private static final Rule RULE = RULES.firstRule();

  /** One of each kind of change. */
  private static List<Change> changes() {
    PlanBuilder builder =
        new PlanBuilder(
            FakeHost.with("/etc/x", "one\n")
                .file("/etc/y", "y\n")
                .file("/proc/sys/net/ipv4/ip_forward", "0\n")
                .host());
    builder.writeChecked("/etc/x", "two\n", 0644, List.of("dockerd", "--validate"));
    builder.write("/etc/new/file", "new\n", 0600);
    builder.remove("/etc/y");
    builder.set(new LiveSysctl("net.ipv4.ip_forward"), "1");
    builder.runOnUndo(ProgramCall.of("ufw", "reload"), "reload ufw");
    builder.run(ProgramCall.of("ufw", "reload"), "reload ufw");
    builder.fetchKey(
        "https://example.org/key",
        "/etc/apt/keyrings/x.asc",
        "D9993C3AAF79C241CF48FBB9EF9E375034550556");
    builder.updatePackageLists("/etc/apt/sources.list.d/x.sources", "https://example.org/debian");
    builder.install(
        List.of(PackageRequest.of("docker-ce")),
        List.of("docker.io"),
        Optional.of("https://example.org/linux"));
    builder.removePackages(List.of("runc"));
    return builder.changes();
  }

  private static FixPlan plan() {
    return new FixPlan(
        List.of(new FixPlan.PlannedFix(RULE, changes())),
        List.of(new FixPlan.LeftForYou(RULE, "It is for you.")));
  }

  private static AppliedPlan applied(AppliedPlan.Progress progress) {
    return new AppliedPlan(
        "20261123-203600",
        "/var/lib/hostready/runs/20261123-203600",
        changes().stream()
            .map(
                change ->
                    new AppliedPlan.AppliedChange(
                        RULE.id().value(), change, progress, Optional.of("a note")))
            .toList(),
        progress == AppliedPlan.Progress.DONE ? Optional.empty() : Optional.of("it broke"));
  }

  /** The shipped schema, without room for members that it does not name. */
  private static Set<String> complaints(String kind, String document) throws IOException {
    try (InputStream in = PlanJson.class.getResourceAsStream(kind + "-v1.schema.json")) {
      JsonNode schema = JSON.readTree(in);
      schema.get("$defs").forEach(DocumentSchemaTest::close);
      Set<String> complaints = new TreeSet<>();
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(schema)
          .validate(JSON.readTree(document))
          .forEach(one -> complaints.add(one.toString()));
      return complaints;
    }
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.has("properties")) {
      object.put("additionalProperties", false);
      object.get("properties").forEach(DocumentSchemaTest::close);
    }
    if (schema.has("items")) {
      close(schema.get("items"));
    }
  }

  @Test
  void planIsAsItsSchemaSays() throws IOException {
    String document = PlanJson.plan(plan(), REPORT, Map.of("data-root", "/srv"));
    assertEquals(Set.of(), complaints("plan", document));
    assertEquals(true, JSON.readTree(document).get("changed").booleanValue());
  }

  @Test
  void planWithNothingToDoSaysThatNothingWouldChange() throws IOException {
    String document = PlanJson.plan(new FixPlan(List.of(), List.of()), REPORT, Map.of());
    assertEquals(Set.of(), complaints("plan", document));
    assertEquals(false, JSON.readTree(document).get("changed").booleanValue());
  }

  @Test
  void fixIsAsItsSchemaSaysHoweverItEnded() throws IOException {
    for (AppliedPlan.Progress progress : AppliedPlan.Progress.values()) {
      String document =
          PlanJson.fix(new FixOutcome(plan(), Optional.of(applied(progress)), REPORT, REPORT));
      assertEquals(Set.of(), complaints("fix", document), progress.id());
    }
    String nothing = PlanJson.fix(FixOutcome.notApplied(new FixPlan(List.of(), List.of()), REPORT));
    assertEquals(Set.of(), complaints("fix", nothing));
  }

  private static String outcome(FixPlan plan) throws IOException {
    String document =
        PlanJson.fix(
            new FixOutcome(plan, Optional.of(applied(AppliedPlan.Progress.DONE)), REPORT, REPORT));
    return JSON.readTree(document).at("/steps/0/outcome").stringValue();
  }

  @Test
  void fixOfARuleThatFailsStillSaysSo() throws IOException {
    assertEquals("fails", outcome(new FixPlan(plan().fixes(), List.of())));
  }

  @Test
  void fixThatLeavesAPartToAPersonSaysSo() throws IOException {
    assertEquals("in-part", outcome(plan()));
  }

  @Test
  void undoIsAsItsSchemaSays() throws IOException {
    var run = RunRecords.complete("20261123-203600");
    var step = run.steps().getFirst().begun();
    for (var how : io.hostready.change.journal.JournalEntry.Undone.values()) {
      UndoOutcome undone =
          new UndoOutcome(
              List.of(run),
              List.of(new UndoneStep(run.id(), step, how, Optional.of("why"))),
              List.of(new UndoRefusal(run.id(), step.change(), "somebody changed it")),
              Optional.of("it broke"));
      assertEquals(Set.of(), complaints("undo", new HistoryJson("0.1.0").undo(undone)));
    }
    UndoOutcome nothing = new UndoOutcome(List.of(), List.of(), List.of(), Optional.empty());
    assertEquals(Set.of(), complaints("undo", new HistoryJson("0.1.0").undo(nothing)));
  }

  @Test
  void historyIsAsItsSchemaSays() throws IOException {
    String document =
        new HistoryJson("0.1.0")
            .history(
                List.of(
                    RunRecords.complete("20261123-203601"), RunRecords.started("20261123-203600")));
    assertEquals(Set.of(), complaints("history", document));
  }

  @Test
  void upgradeIsAsItsSchemaSays() throws IOException {
    String document =
        UpgradeJson.of(
            UpgradeReports.of("stock", "cors-header", "pi-4-with-a-defective-release-offered"),
            "0.1.0");
    assertEquals(Set.of(), complaints("upgrade", document));
    JsonNode hosts = JSON.readTree(document).get("hosts");
    assertEquals("ready", hosts.at("/0/outcome").stringValue());
    assertEquals("blocked", hosts.at("/1/versions/1/verdict").stringValue());
    assertEquals("daemon-options-valid", hosts.at("/1/versions/1/blocking/0/rule").stringValue());
    assertEquals("29.8.0", hosts.at("/2/offered").stringValue());
    assertEquals("hostready fix --pack docker-hold", hosts.at("/2/hold/fix").stringValue());
    assertEquals(Set.of(), complaints("upgrade", UpgradeJson.of(List.of(), "0.1.0")));
  }

  @Test
  void schemasTakeNothingElse() throws IOException {
    for (String kind : List.of("plan", "fix", "undo", "history", "upgrade")) {
      assertFalse(complaints(kind, "{}").isEmpty(), kind);
      assertFalse(complaints(kind, "{\"schemaVersion\": 2}").isEmpty(), kind);
    }
  }
}
