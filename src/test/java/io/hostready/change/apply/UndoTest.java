package io.hostready.change.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.Change;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.LiveSysctl;
import io.hostready.change.ProgramCall;
import io.hostready.change.ScratchHost;
import io.hostready.change.StepListener;
import io.hostready.change.journal.Journal;
import io.hostready.change.journal.JournalEntry;
import io.hostready.change.journal.JournalException;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.RunStore;
import io.hostready.change.journal.UndoRefusal;
import io.hostready.change.journal.UndoneStep;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Bytes;
import io.hostready.host.CommandOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoTest {

  @TempDir Path directory;

  private RunRecord fixed(ScratchHost host, PlanBuilder builder) throws Exception {
    RunStore.prepare(host.machine());
    RunStore runs = new RunStore(host.machine());
    try (Journal journal =
        runs.start(ScratchHost.CLOCK.instant(), "test", List.of(), Bytes.of("{}"))) {
      ChangeExecutor changer =
          new ChangeExecutor(host.machine(), journal, ScratchHost.CLOCK, _ -> {});
      for (Change change : builder.changes()) {
        changer.make("some-rule", change);
      }
      journal.add(new JournalEntry.Ended(ScratchHost.CLOCK.instant(), true));
    }
    return runs.newestFirst().getFirst();
  }

  private static UndoExecutor undoer(ScratchHost host) {
    return new UndoExecutor(host.machine(), ScratchHost.CLOCK, StepListener.NONE);
  }

  private RunRecord written(ScratchHost host) throws Exception {
    PlanBuilder builder = new PlanBuilder(host.machine().now());
    builder.write("/etc/x", "two\n", 0644);
    return fixed(host, builder);
  }

  @Test
  void fileThatSomebodyChangedSinceIsRefusedWithWhatDiffers() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    RunRecord run = written(host);
    host.file("/etc/x", "three\n");
    List<UndoRefusal> refusals = undoer(host).refusals(List.of(run));
    assertEquals(1, refusals.size());
    String why = refusals.getFirst().why();
    assertTrue(why.contains("-two") && why.contains("+three"), why);
    assertTrue(why.contains("--force"), why);
    String kept = why.replaceAll("(?s).*its content is in (\\S+)\\).*", "$1");
    assertEquals("one\n", host.read(kept));
    assertThrows(ChangeFailedException.class, () -> undoer(host).undo(run, false));
    assertEquals("three\n", host.read("/etc/x"));
  }

  @Test
  void refusedUndoGoesOnOnceItIsSettled() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    RunRecord run = written(host);
    host.file("/etc/x", "three\n");
    assertThrows(ChangeFailedException.class, () -> undoer(host).undo(run, false));
    assertEquals(RunRecord.Status.PARTLY_UNDONE, status(host));
    host.file("/etc/x", "two\n");
    undoer(host).undo(new RunStore(host.machine()).newestFirst().getFirst(), false);
    assertEquals("one\n", host.read("/etc/x"));
    assertEquals(RunRecord.Status.UNDONE, status(host));
  }

  private static RunRecord.Status status(ScratchHost host) {
    return new RunStore(host.machine()).newestFirst().getFirst().status();
  }

  @Test
  void forceOverwritesAndKeepsWhatItOverwrote() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    RunRecord run = written(host);
    host.file("/etc/x", "three\n");
    undoer(host).undo(run, true);
    assertEquals("one\n", host.read("/etc/x"));
    String kept = Bytes.of("three\n").sha256();
    assertEquals("three\n", host.read(RunStore.directory(run.id()) + "/content/" + kept));
  }

  @Test
  void modeIsPutBackToo() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    Files.setAttribute(host.path("/etc/x"), "unix:mode", 0600);
    var before = host.picture();
    PlanBuilder builder = new PlanBuilder(host.machine().now());
    builder.writeWithMode("/etc/x", "one\n", 0644);
    RunRecord run = fixed(host, builder);
    assertEquals(0100644, Files.getAttribute(host.path("/etc/x"), "unix:mode"));
    undoer(host).undo(run, false);
    assertEquals(before, host.picture());
  }

  @Test
  void changeOfModeAloneIsNoticedByUndo() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    RunRecord run = written(host);
    Files.setAttribute(host.path("/etc/x"), "unix:mode", 0666);
    assertEquals(1, undoer(host).refusals(List.of(run)).size());
  }

  @Test
  void directoryWithSomethingElseInItStays() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    PlanBuilder builder = new PlanBuilder(host.machine().now());
    builder.write("/etc/d/x", "x\n", 0644);
    RunRecord run = fixed(host, builder);
    host.file("/etc/d/mine", "mine\n");
    List<UndoneStep> results = undoer(host).undo(run, false);
    assertEquals("mine\n", host.read("/etc/d/mine"));
    assertFalse(host.has("/etc/d/x"));
    assertEquals(JournalEntry.Undone.LEFT, results.getLast().how());
  }

  @Test
  void programsForUndoRunAfterWhatComesLater() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    host.answer(
        "reload",
        () -> {
          host.ran.add("read " + host.read("/etc/x").strip());
          return new CommandOutcome.Ended(0, "", "");
        });
    PlanBuilder builder = new PlanBuilder(host.machine().now());
    builder.runOnUndo(ProgramCall.of("reload"), "reload");
    builder.write("/etc/x", "two\n", 0644);
    builder.run(ProgramCall.of("reload"), "reload");
    RunRecord run = fixed(host, builder);
    undoer(host).undo(run, false);
    assertEquals(List.of("reload", "read two", "reload", "read one"), host.ran);
  }

  @Test
  void failedProgramStopsTheRunWithItsWords() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    host.answer("reload", () -> new CommandOutcome.Ended(1, "ERROR: it broke\n", ""));
    PlanBuilder builder = new PlanBuilder(host.machine().now());
    builder.write("/etc/x", "two\n", 0644);
    builder.run(ProgramCall.of("reload"), "reload");
    ChangeFailedException failed =
        assertThrows(ChangeFailedException.class, () -> fixed(host, builder));
    assertTrue(failed.why().contains("'reload' ended with 1: ERROR: it broke."), failed.why());
    assertEquals(RunRecord.Status.FAILED, status(host));
  }

  @Test
  void fileThatChangedBetweenPlanAndChangeIsRefused() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    PlanBuilder builder = new PlanBuilder(host.machine().now());
    builder.write("/etc/x", "two\n", 0644);
    host.file("/etc/x", "ONE\n");
    ChangeFailedException failed =
        assertThrows(ChangeFailedException.class, () -> fixed(host, builder));
    assertTrue(failed.why().startsWith("/etc/x has changed since the plan"), failed.why());
    assertEquals("ONE\n", host.read("/etc/x"));
  }

  @Test
  void settingThatSomebodyElseChangedIsRefused() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/proc/sys/vm/x", "0\n");
    for (String value : List.of("0", "1")) {
      host.program("sysctl -q -w vm.x=" + value, () -> host.file("/proc/sys/vm/x", value + "\n"));
    }
    PlanBuilder builder = new PlanBuilder(host.machine().now());
    builder.set(new LiveSysctl("vm.x"), "1");
    RunRecord run = fixed(host, builder);
    assertEquals("1\n", host.read("/proc/sys/vm/x"));
    host.file("/proc/sys/vm/x", "5\n");
    assertTrue(undoer(host).refusals(List.of(run)).getFirst().why().contains("is '5'"));
    undoer(host).undo(run, true);
    assertEquals("0\n", host.read("/proc/sys/vm/x"));
  }

  @Test
  void commandThatChangesNothingIsAFailure() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/proc/sys/vm/x", "0\n");
    host.program("sysctl -q -w vm.x=1", () -> {});
    PlanBuilder builder = new PlanBuilder(host.machine().now());
    builder.set(new LiveSysctl("vm.x"), "1");
    ChangeFailedException failed =
        assertThrows(ChangeFailedException.class, () -> fixed(host, builder));
    assertTrue(failed.why().contains("is still '0'"), failed.why());
  }

  @Test
  void runsKeepTheirOrderThoughTheClockGoesBack() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    RunStore.prepare(host.machine());
    RunStore runs = new RunStore(host.machine());
    runs.start(ScratchHost.CLOCK.instant(), "test", List.of(), Bytes.of("{}")).close();
    runs.start(ScratchHost.CLOCK.instant().minusSeconds(60), "test", List.of(), Bytes.of("{}"))
        .close();
    assertEquals(
        List.of("20261123-203601", "20261123-203600"),
        runs.newestFirst().stream().map(RunRecord::id).toList());
  }

  @Test
  void damagedJournalIsSaidAndNotGuessedAt() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    RunRecord run = written(host);
    String journal = RunStore.directory(run.id()) + Journal.FILE;
    host.file(journal, host.read(journal).replaceFirst("\"begun\"", "\"begum\""));
    JournalException wrong =
        assertThrows(JournalException.class, () -> new RunStore(host.machine()).newestFirst());
    assertTrue(String.valueOf(wrong.getMessage()).contains("journal.jsonl:2"), wrong::toString);
  }

  @Test
  void damagedContentIsNotPutBack() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    RunRecord run = written(host);
    String kept = RunStore.directory(run.id()) + "/content/" + Bytes.of("one\n").sha256();
    host.file(kept, "evil\n");
    assertThrows(JournalException.class, () -> new RunStore(host.machine()).newestFirst());
  }

  @Test
  void journalIsForRootAlone() throws Exception {
    ScratchHost host = new ScratchHost(directory).file("/etc/x", "one\n");
    RunRecord run = written(host);
    for (String path : List.of("", "/runs", "/runs/" + run.id())) {
      assertEquals(
          040700, Files.getAttribute(host.path("/var/lib/hostready" + path), "unix:mode"), path);
    }
    assertEquals(
        0100600,
        Files.getAttribute(host.path(RunStore.directory(run.id()) + Journal.FILE), "unix:mode"));
  }
}
