package io.hostready.change.journal;

import io.hostready.change.ChangeDescription;
import io.hostready.change.ReversalCodec;
import io.hostready.change.journal.JournalEntry.Undone;
import io.hostready.json.CodecTable;
import io.hostready.json.JsonException;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.time.Instant;

/**
 * Entries of a journal as its lines. This format outlives versions of the program: members may be
 * added and never change their meaning.
 */
public final class JournalCodec {

  /** The format in the first entry of each journal. */
  private static final int FORMAT = 1;

  static final CodecTable<JournalEntry, ReversalCodec.Contents> TABLE =
      new CodecTable<JournalEntry, ReversalCodec.Contents>(
              "entry", id -> "the journal's entry '" + id + "' is unknown")
          .add(
              "started",
              JournalEntry.Started.class,
              (json, started) ->
                  json.put("format", FORMAT)
                      .put("run", started.run())
                      .put("at", started.at().toString())
                      .put("tool", started.tool())
                      .put("continues", started.continues()),
              (json, _) -> started(json))
          .add(
              "begun",
              JournalEntry.Begun.class,
              (json, begun) -> {
                step(json, begun.step(), begun.at())
                    .put("rule", begun.rule())
                    .put("what", begun.change().what())
                    .put("undo", begun.change().undoText());
                ReversalCodec.write(json, "reversal", begun.reversal());
              },
              (json, contents) ->
                  new JournalEntry.Begun(
                      json.integer("step"),
                      at(json),
                      json.text("rule"),
                      ChangeDescription.read(json.text("what"), json.text("undo")),
                      ReversalCodec.read(json.object("reversal"), contents)))
          .add(
              "done",
              JournalEntry.Done.class,
              (json, done) -> step(json, done.step(), done.at()).putIfPresent("note", done.note()),
              (json, _) ->
                  new JournalEntry.Done(json.integer("step"), at(json), json.findText("note")))
          .add(
              "failed",
              JournalEntry.Failed.class,
              (json, failed) ->
                  step(json, failed.step(), failed.at())
                      .put("what", failed.what())
                      .put("why", failed.why()),
              (json, _) ->
                  new JournalEntry.Failed(
                      json.integer("step"), at(json), json.text("what"), json.text("why")))
          .add(
              "ended",
              JournalEntry.Ended.class,
              (json, ended) ->
                  json.put("at", ended.at().toString()).put("complete", ended.complete()),
              (json, _) -> new JournalEntry.Ended(at(json), json.flag("complete")))
          .add(
              "undo-started",
              JournalEntry.UndoStarted.class,
              (json, started) ->
                  json.put("at", started.at().toString()).put("force", started.force()),
              (json, _) -> new JournalEntry.UndoStarted(at(json), json.flag("force")))
          .add(
              "undo-begun",
              JournalEntry.UndoBegun.class,
              (json, begun) -> {
                step(json, begun.step(), begun.at());
                begun
                    .overwritten()
                    .ifPresent(reversal -> ReversalCodec.write(json, "overwritten", reversal));
              },
              (json, contents) ->
                  new JournalEntry.UndoBegun(
                      json.integer("step"),
                      at(json),
                      json.findObject("overwritten")
                          .map(reversal -> ReversalCodec.read(reversal, contents))))
          .add(
              "undo-done",
              JournalEntry.UndoDone.class,
              (json, done) ->
                  step(json, done.step(), done.at())
                      .put("how", done.how().id())
                      .putIfPresent("note", done.note()),
              (json, _) ->
                  new JournalEntry.UndoDone(
                      json.integer("step"),
                      at(json),
                      json.choice("how", Undone.values(), Undone::id),
                      json.findText("note")))
          .add(
              "undo-failed",
              JournalEntry.UndoFailed.class,
              (json, failed) -> step(json, failed.step(), failed.at()).put("why", failed.why()),
              (json, _) ->
                  new JournalEntry.UndoFailed(json.integer("step"), at(json), json.text("why")))
          .add(
              "undo-ended",
              JournalEntry.UndoEnded.class,
              (json, ended) -> json.put("at", ended.at().toString()),
              (json, _) -> new JournalEntry.UndoEnded(at(json)));

  private JournalCodec() {}

  /** The line of an entry, without a line end. */
  static String line(JournalEntry entry) {
    JsonWriter json = JsonWriter.compact().object();
    TABLE.write(json, entry);
    return json.text();
  }

  /** Parses a line. */
  public static JournalEntry read(JsonObject json, ReversalCodec.Contents contents) {
    return TABLE.read(json, contents);
  }

  private static JsonWriter step(JsonWriter json, int step, Instant at) {
    return json.put("step", step).put("at", at.toString());
  }

  private static Instant at(JsonObject json) {
    return Instant.parse(json.text("at"));
  }

  private static JournalEntry.Started started(JsonObject json) {
    if (json.integer("format") != FORMAT) {
      throw new JsonException("the journal is of a later version of hostready; use that one");
    }
    return new JournalEntry.Started(
        json.text("run"), at(json), json.text("tool"), json.texts("continues"));
  }
}
