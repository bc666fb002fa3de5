package io.hostready.report;

import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.UndoRefusal;
import io.hostready.change.journal.UndoneStep;
import io.hostready.json.JsonWriter;
import io.hostready.run.UndoOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The history of a host and the result of undo, as JSON documents, schema version 1; their schemas
 * are {@code history-v1.schema.json} and {@code undo-v1.schema.json}.
 */
public final class HistoryJson {

  private final String toolVersion;

  public HistoryJson(String toolVersion) {
    this.toolVersion = toolVersion;
  }

  /** All runs, newest first. */
  public String history(List<RunRecord> runs) {
    JsonWriter json = head();
    json.put("document", "history").array("runs");
    for (RunRecord run : runs) {
      json.object()
          .put("run", run.id())
          .put("at", run.at().toString())
          .put("status", statusText(run.status()))
          .put("tool", run.started().tool())
          .put("continues", run.started().continues())
          .array("steps");
      for (RunRecord.Step step : run.steps()) {
        json.object().put("rule", step.begun().rule());
        json.put("what", step.begun().change().what())
            .put("undo", step.begun().change().undoText())
            .put("outcome", step.progress().name().toLowerCase(Locale.ROOT))
            .putOrNull("note", step.note());
        json.end();
      }
      json.end().end();
    }
    json.end();
    return json.text();
  }

  /** What undo did or refused. */
  public String undo(UndoOutcome undone) {
    JsonWriter json = head();
    json.put("document", "undo")
        .put("changed", !undone.results().isEmpty())
        .put("runs", undone.runs().stream().map(RunRecord::id).toList())
        .array("steps");
    for (UndoneStep result : undone.results()) {
      json.object()
          .put("run", result.run())
          .put("rule", result.step().rule())
          .put("what", result.step().change().what())
          .put("undo", result.step().change().undoText())
          .put("outcome", result.how().name().toLowerCase(Locale.ROOT))
          .putOrNull("note", result.note())
          .end();
    }
    json.end().array("leftForYou");
    for (UndoRefusal refusal : undone.refusals()) {
      json.object()
          .put("run", refusal.run())
          .put("what", refusal.change().what())
          .put("why", refusal.why())
          .end();
    }
    json.end().putOrNull("failure", undone.failure());
    return json.text();
  }

  private static String statusText(RunRecord.Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private JsonWriter head() {
    return JsonWriter.indented()
        .object()
        .put("schemaVersion", 1)
        .put("tool", Map.of("name", "hostready", "version", toolVersion));
  }
}
