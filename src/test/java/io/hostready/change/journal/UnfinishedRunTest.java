package io.hostready.change.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.Change;
import io.hostready.change.ChangeBytes;
import io.hostready.change.ChangeCodec;
import io.hostready.change.ChangeDescription;
import io.hostready.change.CreateDirectory;
import io.hostready.change.ProgramCall;
import io.hostready.change.Reversal;
import io.hostready.change.RunCommand;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UnfinishedRunTest {

  private static final Instant NOW = Instant.parse("2026-11-23T20:36:00Z");

  private static final RunCommand RELOAD =
      new RunCommand(ProgramCall.of("reload"), "reload", RunCommand.When.APPLY);

  /** Two rules: the first with one change, the second with a program on either side of a file. */
  private static final JsonObject PLAN =
      plan(
          fix("first", new CreateDirectory("/etc/d", 0755)),
          fix(
              "second",
              new RunCommand(ProgramCall.of("reload"), "reload", RunCommand.When.UNDO),
              new CreateDirectory("/etc/e", 0755),
              RELOAD));

  @SafeVarargs
  private static JsonObject plan(Consumer<JsonWriter>... fixes) {
    JsonWriter json = JsonWriter.compact().object().array("steps");
    for (Consumer<JsonWriter> fix : fixes) {
      fix.accept(json);
    }
    return ChangeBytes.json(json.text());
  }

  private static Consumer<JsonWriter> fix(String rule, Change... changes) {
    return json -> {
      json.object().put("rule", rule).array("changes");
      for (Change change : changes) {
        ChangeCodec.write(json.object(), change);
        json.end();
      }
      json.end().end();
    };
  }

  /** A run of which so many changes are done, and perhaps one more begun. */
  private static UnfinishedRun after(int done, boolean begun) {
    List<JournalEntry> entries = new ArrayList<>();
    entries.add(new JournalEntry.Started("20261123-203600", NOW, "test", List.of()));
    for (int step = 1; step <= done + (begun ? 1 : 0); step++) {
      entries.add(
          new JournalEntry.Begun(
              step,
              NOW,
              "rule",
              new ChangeDescription("a", Optional.of("b")),
              new Reversal.None("none")));
      if (step <= done) {
        entries.add(new JournalEntry.Done(step, NOW, Optional.empty()));
      }
    }
    return UnfinishedRun.of(RunRecord.of(entries), PLAN);
  }

  @Test
  void runThatStoppedBetweenTwoFixesIsInTheMiddleOfNone() {
    assertEquals(Optional.empty(), after(0, false).rule());
    assertEquals(Optional.empty(), after(1, false).rule());
    assertEquals(Optional.empty(), after(4, false).rule());
  }

  @Test
  void programsAfterTheStopAreStillToRun() {
    assertEquals(Optional.of("second"), after(1, true).rule());
    assertEquals(List.of(RELOAD), after(1, true).programs());
    assertEquals(List.of(RELOAD), after(3, false).programs());
  }

  @Test
  void programThatMayHaveRunIsRunAgain() {
    assertEquals(List.of(RELOAD), after(3, true).programs());
  }

  @Test
  void otherRulesProgramsAreNotOnes() {
    assertEquals(Optional.of("first"), after(0, true).rule());
    assertEquals(List.of(), after(0, true).programs());
  }

  private static JsonObject planOf(String rule) {
    return plan(fix(rule));
  }

  @Test
  void programStillToRunWaitsForAPlanOfItsOwnRule() {
    UnfinishedRun stopped = after(3, true);
    assertFalse(stopped.isFinishedBy(planOf("first")));
    assertTrue(stopped.isFinishedBy(planOf("second")));
  }

  @Test
  void runWithoutAProgramStillToRunIsFinishedByAnyPlan() {
    assertTrue(after(0, true).isFinishedBy(planOf("second")));
    assertTrue(after(4, false).isFinishedBy(planOf("third")));
  }
}
