package io.hostready.change.journal;

import io.hostready.change.ChangeDescription;
import io.hostready.change.Reversal;
import io.hostready.change.ReversalJson;
import io.hostready.host.CannotWrite;
import io.hostready.json.JsonException;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One line of a journal. Steps are counted from 1 within a run. */
public sealed interface JournalEntry {

  /** The word that the line starts with. */
  String word();

  /** A run began. Continues names runs that had not come to a good end, newest first. */
  record Started(String run, Instant at, String tool, List<String> continues)
      implements JournalEntry {

    public Started {
      continues = List.copyOf(continues);
    }

    @Override
    public String word() {
      return "started";
    }
  }

  /** A change is about to be made; this is the way back from it. */
  record Begun(int step, Instant at, String rule, ChangeDescription change, Reversal reversal)
      implements JournalEntry {
    @Override
    public String word() {
      return "begun";
    }
  }

  /** The change is made and was looked at. */
  record Done(int step, Instant at, Optional<String> note) implements JournalEntry {
    @Override
    public String word() {
      return "done";
    }
  }

  /** The change failed, or was refused; without a Begun of the step nothing was changed. */
  record Failed(int step, Instant at, String what, String why) implements JournalEntry {
    @Override
    public String word() {
      return "failed";
    }
  }

  /** The run ended by itself. */
  record Ended(Instant at, boolean complete) implements JournalEntry {
    @Override
    public String word() {
      return "ended";
    }
  }

  /** The run is being taken back. */
  record UndoStarted(Instant at, boolean force) implements JournalEntry {
    @Override
    public String word() {
      return "undo-started";
    }
  }

  /** A step is about to be taken back; overwritten is what force is about to lose. */
  record UndoBegun(int step, Instant at, Optional<Reversal> overwritten) implements JournalEntry {
    @Override
    public String word() {
      return "undo-begun";
    }
  }

  /** A step is taken back. */
  record UndoDone(int step, Instant at, Undone how, Optional<String> note) implements JournalEntry {
    @Override
    public String word() {
      return "undo-done";
    }
  }

  /** A step could not be taken back; undo stopped there. */
  record UndoFailed(int step, Instant at, String why) implements JournalEntry {
    @Override
    public String word() {
      return "undo-failed";
    }
  }

  /** Every step is taken back. */
  record UndoEnded(Instant at) implements JournalEntry {
    @Override
    public String word() {
      return "undo-ended";
    }
  }

  /** How a step was taken back. */
  enum Undone {
    /** It is as before. */
    RESTORED,
    /** There was nothing to take back. */
    NOTHING,
    /** Something stays, and does no harm; the note says what. */
    LEFT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The line for the journal; contents of files go into the store first. */
  default String line(ReversalJson reversals) throws CannotWrite {
    JsonWriter json = JsonWriter.compact().object().put("entry", word());
    switch (this) {
      case Started(String run, Instant at, String tool, List<String> continues) ->
          json.put("format", 1)
              .put("run", run)
              .put("at", at.toString())
              .put("tool", tool)
              .put("continues", continues);
      case Begun(
              int step,
              Instant at,
              String rule,
              ChangeDescription change,
              Reversal reversal) -> {
        json.put("step", step)
            .put("at", at.toString())
            .put("rule", rule)
            .put("what", change.what())
            .put("undo", change.undoText());
        reversals.write(json, "reversal", reversal);
      }
      case Done(int step, Instant at, Optional<String> note) ->
          json.put("step", step).put("at", at.toString()).putIfPresent("note", note);
      case Failed(int step, Instant at, String what, String why) ->
          json.put("step", step).put("at", at.toString()).put("what", what).put("why", why);
      case Ended(Instant at, boolean complete) ->
          json.put("at", at.toString()).put("complete", complete);
      case UndoStarted(Instant at, boolean force) ->
          json.put("at", at.toString()).put("force", force);
      case UndoBegun(int step, Instant at, Optional<Reversal> overwritten) -> {
        json.put("step", step).put("at", at.toString());
        if (overwritten.isPresent()) {
          reversals.write(json, "overwritten", overwritten.get());
        }
      }
      case UndoDone(int step, Instant at, Undone how, Optional<String> note) ->
          json.put("step", step)
              .put("at", at.toString())
              .put("how", how.word())
              .putIfPresent("note", note);
      case UndoFailed(int step, Instant at, String why) ->
          json.put("step", step).put("at", at.toString()).put("why", why);
      case UndoEnded(Instant at) -> json.put("at", at.toString());
    }
    return json.text();
  }

  /** Reads a line back. */
  static JournalEntry of(JsonObject json, ReversalJson reversals) {
    Instant at = Instant.parse(json.text("at"));
    return switch (json.text("entry")) {
      case "started" -> {
        if (json.integer("format") != 1) {
          throw new JsonException("the journal is of a later version of hostready; use that one");
        }
        yield new Started(json.text("run"), at, json.text("tool"), json.texts("continues"));
      }
      case "begun" ->
          new Begun(
              json.integer("step"),
              at,
              json.text("rule"),
              ChangeDescription.read(json.text("what"), json.text("undo")),
              reversals.read(json.object("reversal")));
      case "done" -> new Done(json.integer("step"), at, json.findText("note"));
      case "failed" -> new Failed(json.integer("step"), at, json.text("what"), json.text("why"));
      case "ended" -> new Ended(at, json.flag("complete"));
      case "undo-started" -> new UndoStarted(at, json.flag("force"));
      case "undo-begun" ->
          new UndoBegun(
              json.integer("step"), at, json.findObject("overwritten").map(reversals::read));
      case "undo-done" ->
          new UndoDone(
              json.integer("step"),
              at,
              json.choice("how", Undone.values(), Undone::word),
              json.findText("note"));
      case "undo-failed" -> new UndoFailed(json.integer("step"), at, json.text("why"));
      case "undo-ended" -> new UndoEnded(at);
      default ->
          throw new JsonException("the journal's entry '" + json.text("entry") + "' is unknown");
    };
  }
}
