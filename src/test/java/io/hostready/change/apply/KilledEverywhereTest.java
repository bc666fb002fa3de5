package io.hostready.change.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.Change;
import io.hostready.change.LiveSysctl;
import io.hostready.change.ProgramCall;
import io.hostready.change.RunCommand;
import io.hostready.change.ScratchHost;
import io.hostready.change.StepListener;
import io.hostready.change.journal.Journal;
import io.hostready.change.journal.JournalEntry;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.RunStore;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Bytes;
import io.hostready.host.CrashPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run is ended at every checkpoint it passes, and so is the undo after it; whatever is left, undo
 * brings the tree back byte for byte, or a second run completes it and undo takes both back.
 */
class KilledEverywhereTest {

  @TempDir Path directory;

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Ends at the n-th moment; counts them all when n is zero. */
  private static final class KillAt implements CrashPoints {
    private final int moment;
    private final List<String> passed = new ArrayList<>();

    KillAt(int moment) {
      this.moment = moment;
    }

    @Override
    public void reached(String name) {
      passed.add(name);
      if (passed.size() == moment) {
        throw new Killed();
      }
    }
  }

  private ScratchHost host(int number) throws IOException {
    ScratchHost host = new ScratchHost(Files.createDirectory(directory.resolve("n" + number)));
    host.file("/etc/default/ufw", "POLICY=\"DROP\"\n").file("/etc/old.list", "old\n");
    host.file("/proc/sys/net/ipv4/ip_forward", "0\n");
    host.program("ufw reload", () -> {});
    for (String value : List.of("0", "1")) {
      host.program(
          "sysctl -q -w net.ipv4.ip_forward=" + value,
          () -> host.file("/proc/sys/net/ipv4/ip_forward", value + "\n"));
    }
    return host;
  }

  private static List<Change> plan(ScratchHost host) {
    PlanBuilder builder = new PlanBuilder(host.machine().now());
    builder.set(new LiveSysctl("net.ipv4.ip_forward"), "1");
    builder.write("/etc/sysctl.d/90-hostready.conf", "net.ipv4.ip_forward = 1\n", 0644);
    builder.runOnUndo(ProgramCall.of("ufw", "reload"), "reload ufw");
    builder.write("/etc/default/ufw", "POLICY=\"ACCEPT\"\n", 0644);
    builder.run(ProgramCall.of("ufw", "reload"), "reload ufw");
    builder.remove("/etc/old.list");
    return builder.changes();
  }

  private static void fix(ScratchHost host) throws Exception {
    var machine = host.machine();
    RunStore runs = new RunStore(machine);
    RunStore.prepare(machine);
    List<String> continued =
        runs.newestFirst().stream()
            .takeWhile(RunRecord::isUnfinished)
            .peek(run -> markComplete(host, run))
            .map(RunRecord::id)
            .toList();
    List<Change> changes = plan(host);
    if (changes.stream().allMatch(RunCommand.class::isInstance)) {
      return; // the rules would pass, and nothing would be planned
    }
    try (Journal journal =
        runs.start(ScratchHost.CLOCK.instant(), "test", continued, Bytes.of("{}"))) {
      ChangeExecutor changer = new ChangeExecutor(machine, journal, ScratchHost.CLOCK, _ -> {});
      for (Change change : changes) {
        changer.make("some-rule", change);
      }
      journal.add(new JournalEntry.Ended(ScratchHost.CLOCK.instant(), true));
    }
  }

  private static void markComplete(ScratchHost host, RunRecord run) {
    try {
      new UndoExecutor(host.machine(), ScratchHost.CLOCK, StepListener.NONE)
          .removeTemporaryFiles(run);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void undo(ScratchHost host) throws Exception {
    RunStore runs = new RunStore(host.machine());
    List<RunRecord> all = runs.newestFirst().stream().filter(RunRecord::canBeUndone).toList();
    if (all.isEmpty()) {
      return;
    }
    List<RunRecord> together = runs.relatedRuns(all.getFirst());
    UndoExecutor undoer = new UndoExecutor(host.machine(), ScratchHost.CLOCK, StepListener.NONE);
    assertEquals(List.of(), undoer.refusals(together));
    for (RunRecord run : together) {
      undoer.undo(run, false);
    }
  }

  @Test
  void undoRestoresTheTreeWhereverTheRunWasKilled() throws Exception {
    int moments = momentsOfFix();
    assertTrue(moments > 60, "only " + moments + " moments");
    for (int moment = 1; moment <= moments; moment++) {
      ScratchHost host = host(moment);
      SortedMap<String, String> before = host.picture();
      killedFix(host, moment);
      undo(host);
      assertEquals(before, host.picture(), "killed at moment " + moment);
    }
  }

  @Test
  void secondRunCompletesTheFirstAndUndoTakesBothBack() throws Exception {
    ScratchHost whole = host(1000);
    fix(whole);
    int moments = momentsOfFix();
    for (int moment = 1; moment <= moments; moment++) {
      ScratchHost host = host(moment);
      SortedMap<String, String> before = host.picture();
      killedFix(host, moment);
      fix(host);
      assertEquals(whole.picture(), host.picture(), "completed after moment " + moment);
      undo(host);
      assertEquals(before, host.picture(), "undone after moment " + moment);
    }
  }

  @Test
  void killedUndoGoesOnWhereItStopped() throws Exception {
    ScratchHost counted = host(2000);
    fix(counted);
    KillAt counter = new KillAt(0);
    counted.checkpoints(counter);
    undo(counted);
    int moments = counter.passed.size();
    assertTrue(moments > 40, "only " + moments + " moments");
    for (int moment = 1; moment <= moments; moment++) {
      ScratchHost host = host(moment);
      SortedMap<String, String> before = host.picture();
      fix(host);
      host.checkpoints(new KillAt(moment));
      boolean killed = false;
      try {
        undo(host);
      } catch (Killed expected) {
        killed = true;
      }
      assertTrue(killed, "moment " + moment + " was not reached");
      host.checkpoints(CrashPoints.NONE);
      undo(host);
      assertEquals(before, host.picture(), "undo killed at moment " + moment);
      RunRecord run = new RunStore(host.machine()).newestFirst().getFirst();
      assertEquals(RunRecord.Status.UNDONE, run.status());
      assertFalse(run.canBeUndone());
    }
  }

  private int momentsOfFix() throws Exception {
    ScratchHost host = host(3000 + (int) (System.nanoTime() % 1_000_000));
    KillAt counter = new KillAt(0);
    host.checkpoints(counter);
    fix(host);
    return counter.passed.size();
  }

  private static void killedFix(ScratchHost host, int moment) throws Exception {
    host.checkpoints(new KillAt(moment));
    boolean killed = false;
    try {
      fix(host);
    } catch (Killed expected) {
      killed = true;
    }
    assertTrue(killed, "moment " + moment + " was not reached");
    host.checkpoints(CrashPoints.NONE);
  }
}
