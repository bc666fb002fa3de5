package io.hostready.report;

import io.hostready.change.Change;
import io.hostready.change.ChangeCodec;
import io.hostready.json.JsonWriter;
import io.hostready.rule.RuleFix;
import io.hostready.run.AppliedPlan;
import io.hostready.run.FixOutcome;
import io.hostready.run.FixPlan;
import io.hostready.run.FixStatus;
import io.hostready.run.HostReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans and fixes as JSON documents, schema version 1; their shapes are in {@code
 * plan-v1.schema.json} and {@code fix-v1.schema.json}.
 */
public final class PlanJson {

  private PlanJson() {}

  /**
   * A plan, which {@code fix --plan} reads again.
   *
   * @param given the parameters that the user set
   */
  public static String plan(FixPlan plan, HostReport before, Map<String, String> given) {
    JsonWriter json = head(before);
    json.put("document", "plan")
        .put("changed", !plan.isEmpty()); // as Ansible's check mode means it
    json.put("packs", before.run().packs()).put("set", given);
    steps(json, FixOutcome.notApplied(plan, before));
    left(json, plan);
    JsonReport.write(json, "report", before);
    return json.text();
  }

  /** A fix that was made, or for which there was nothing to do. */
  public static String fix(FixOutcome outcome) {
    Optional<AppliedPlan> applied = outcome.applied();
    JsonWriter json = head(outcome.after());
    json.put("document", "fix")
        .put("changed", outcome.isChanged())
        .put("outcome", outcome.after().outcome().id())
        .putOrNull("run", applied.map(AppliedPlan::run))
        .putOrNull("failure", applied.flatMap(AppliedPlan::failure));
    steps(json, outcome);
    left(json, outcome.plan());
    JsonReport.write(json, "before", outcome.before());
    JsonReport.write(json, "after", outcome.after());
    return json.text();
  }

  private static JsonWriter head(HostReport report) {
    return JsonWriter.indented()
        .object()
        .put("schemaVersion", 1)
        .put("tool", Map.of("name", "hostready", "version", report.run().version()));
  }

  private static void steps(JsonWriter json, FixOutcome outcome) {
    List<AppliedPlan.AppliedChange> made =
        outcome.applied().map(AppliedPlan::changes).orElse(List.of());
    json.array("steps");
    int reached = 0;
    for (FixPlan.PlannedFix fix : outcome.plan().fixes()) {
      RuleFix remedy = fix.rule().fix().orElseThrow();
      json.object()
          .put("rule", fix.rule().id().value())
          .put("summary", remedy.summary())
          .put("risk", remedy.risk().id())
          .putOrNull("caution", remedy.caution())
          .putOrNull("pending", remedy.pending().map(RuleFix.Pending::id))
          .put("outcome", outcome.statusOf(fix).map(FixStatus::id).orElse("planned"))
          .put("undo", undo(fix))
          .array("changes");
      for (Change change : fix.changes()) {
        json.object();
        ChangeCodec.write(json, change);
        if (reached < made.size()) {
          json.put("outcome", made.get(reached).progress().id())
              .putOrNull("note", made.get(reached).note());
        }
        reached++;
        json.end();
      }
      json.end().end();
    }
    json.end();
  }

  /** What undo does, in its order. */
  private static List<String> undo(FixPlan.PlannedFix fix) {
    return fix.changes().reversed().stream()
        .flatMap(change -> change.undoDescription().stream())
        .toList();
  }

  private static void left(JsonWriter json, FixPlan plan) {
    json.array("leftForYou");
    for (FixPlan.LeftForYou left : plan.left()) {
      json.object().put("rule", left.rule().id().value()).put("why", left.why()).end();
    }
    json.end();
  }
}
