package io.hostready.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostready.change.Change;
import io.hostready.change.plan.ChangeJson;
import io.hostready.rule.RuleFix;
import io.hostready.run.AppliedPlan;
import io.hostready.run.FixOutcome;
import io.hostready.run.FixPlan;
import io.hostready.run.FixStatus;
import io.hostready.run.HostReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans and fixes as JSON documents, schema version 1; their shapes are in {@code
 * plan-v1.schema.json} and {@code fix-v1.schema.json}.
 */
public final class PlanJson {

  private final String toolVersion;

  public PlanJson(String toolVersion) {
    this.toolVersion = toolVersion;
  }

  /**
   * A plan, which {@code fix --plan} reads again.
   *
   * @param given the parameters that the user set
   */
  public String plan(FixPlan plan, HostReport before, Map<String, String> given) {
    return JsonText.of(
        json -> {
          head(json);
          json.writeStringField("document", "plan");
          json.writeBooleanField("changed", !plan.isEmpty()); // as Ansible's check mode means it
          JsonText.write(json, "packs", before.packs());
          JsonText.write(json, "set", given);
          steps(json, FixOutcome.notApplied(plan, before));
          left(json, plan);
          json.writeFieldName("report");
          JsonReport.write(json, Report.of(before, toolVersion));
          json.writeEndObject();
        });
  }

  /** A fix that was made, or for which there was nothing to do. */
  public String fix(FixOutcome outcome) {
    return JsonText.of(
        json -> {
          head(json);
          Optional<AppliedPlan> applied = outcome.applied();
          json.writeStringField("document", "fix");
          json.writeBooleanField("changed", outcome.isChanged());
          json.writeStringField("outcome", outcome.after().outcome().word());
          json.writeStringField("run", applied.map(AppliedPlan::run).orElse(null));
          json.writeStringField("failure", applied.flatMap(AppliedPlan::failure).orElse(null));
          steps(json, outcome);
          left(json, outcome.plan());
          json.writeFieldName("before");
          JsonReport.write(json, Report.of(outcome.before(), toolVersion));
          json.writeFieldName("after");
          JsonReport.write(json, Report.of(outcome.after(), toolVersion));
          json.writeEndObject();
        });
  }

  private void head(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", 1);
    JsonText.write(json, "tool", Map.of("name", "hostready", "version", toolVersion));
  }

  private static void steps(JsonGenerator json, FixOutcome outcome) throws IOException {
    List<AppliedPlan.AppliedChange> made =
        outcome.applied().map(AppliedPlan::changes).orElse(List.of());
    json.writeArrayFieldStart("steps");
    int reached = 0;
    for (FixPlan.PlannedFix fix : outcome.plan().fixes()) {
      RuleFix remedy = fix.rule().fix().orElseThrow();
      json.writeStartObject();
      json.writeStringField("rule", fix.rule().id().value());
      json.writeStringField("summary", remedy.summary());
      json.writeStringField("risk", remedy.risk().word());
      json.writeStringField("caution", remedy.caution().orElse(null));
      json.writeStringField("pending", remedy.pending().map(RuleFix.Pending::word).orElse(null));
      json.writeStringField(
          "outcome", outcome.statusOf(fix).map(FixStatus::word).orElse("planned"));
      JsonText.write(json, "undo", undo(fix));
      json.writeArrayFieldStart("changes");
      for (Change change : fix.changes()) {
        json.writeStartObject();
        for (Map.Entry<String, Object> member : ChangeJson.write(change).members().entrySet()) {
          JsonText.write(json, member.getKey(), member.getValue());
        }
        if (reached < made.size()) {
          json.writeStringField("outcome", made.get(reached).progress().word());
          json.writeStringField("note", made.get(reached).note().orElse(null));
        }
        reached++;
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What undo does, in its order. */
  private static List<String> undo(FixPlan.PlannedFix fix) {
    return fix.changes().reversed().stream()
        .flatMap(change -> change.undoDescription().stream())
        .toList();
  }

  private static void left(JsonGenerator json, FixPlan plan) throws IOException {
    json.writeArrayFieldStart("leftForYou");
    for (FixPlan.LeftForYou left : plan.left()) {
      json.writeStartObject();
      json.writeStringField("rule", left.rule().id().value());
      json.writeStringField("why", left.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
