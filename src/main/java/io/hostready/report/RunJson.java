package io.hostready.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.UndoRefusal;
import io.hostready.change.journal.UndoneStep;
import io.hostready.run.UndoOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The history of a host and what undo did, as JSON documents, schema version 1; their shapes are in
 * {@code history-v1.schema.json} and {@code undo-v1.schema.json}.
 */
public final class RunJson {

  private final String toolVersion;

  public RunJson(String toolVersion) {
    this.toolVersion = toolVersion;
  }

  /** All runs, newest first. */
  public String history(List<RunRecord> runs) {
    return JsonText.of(
        json -> {
          head(json);
          json.writeStringField("document", "history");
          json.writeArrayFieldStart("runs");
          for (RunRecord run : runs) {
            json.writeStartObject();
            json.writeStringField("run", run.id());
            json.writeStringField("at", run.at().toString());
            json.writeStringField("status", word(run.status()));
            json.writeStringField("tool", run.started().tool());
            JsonText.write(json, "continues", run.started().continues());
            json.writeArrayFieldStart("steps");
            for (RunRecord.Step step : run.steps()) {
              json.writeStartObject();
              step(json, step.begun().rule(), step.begun().change().what(), step);
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void step(JsonGenerator json, String rule, String what, RunRecord.Step step)
      throws IOException {
    json.writeStringField("rule", rule);
    json.writeStringField("what", what);
    json.writeStringField("undo", step.begun().change().undoText());
    json.writeStringField("outcome", step.progress().name().toLowerCase(Locale.ROOT));
    json.writeStringField("note", step.note().orElse(null));
  }

  /** What undo did, or would not do. */
  public String undo(UndoOutcome undone) {
    return JsonText.of(
        json -> {
          head(json);
          json.writeStringField("document", "undo");
          json.writeBooleanField("changed", !undone.results().isEmpty());
          JsonText.write(json, "runs", undone.runs().stream().map(RunRecord::id).toList());
          json.writeArrayFieldStart("steps");
          for (UndoneStep result : undone.results()) {
            json.writeStartObject();
            json.writeStringField("run", result.run());
            json.writeStringField("rule", result.step().rule());
            json.writeStringField("what", result.step().change().what());
            json.writeStringField("undo", result.step().change().undoText());
            json.writeStringField("outcome", result.how().name().toLowerCase(Locale.ROOT));
            json.writeStringField("note", result.note().orElse(null));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("leftForYou");
          for (UndoRefusal refusal : undone.refusals()) {
            json.writeStartObject();
            json.writeStringField("run", refusal.run());
            json.writeStringField("what", refusal.change().what());
            json.writeStringField("why", refusal.why());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeStringField("failure", undone.failure().orElse(null));
          json.writeEndObject();
        });
  }

  private static String word(RunRecord.Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void head(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", 1);
    JsonText.write(json, "tool", Map.of("name", "hostready", "version", toolVersion));
  }
}
