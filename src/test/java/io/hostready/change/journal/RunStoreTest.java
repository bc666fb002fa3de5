package io.hostready.change.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.ChangeDescription;
import io.hostready.change.Reversal;
import io.hostready.change.ScratchHost;
import io.hostready.host.Bytes;
import io.hostready.host.Host;
import io.hostready.host.WriteFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {

  @TempDir Path directory;

  private static String started(ScratchHost host, String plan) throws Exception {
    RunStore.prepare(host.machine());
    RunStore runs = new RunStore(host.machine());
    try (Journal journal =
        runs.start(ScratchHost.CLOCK.instant(), "test", List.of(), Bytes.of(plan))) {
      journal.add(
          new JournalEntry.Begun(
              1,
              ScratchHost.CLOCK.instant(),
              "some-rule",
              new ChangeDescription("a", Optional.of("b")),
              new Reversal.None("a test")));
      return journal.directory();
    }
  }

  /** A plan has the report of its host in it, with all evidence. */
  @Test
  void planIsReadThoughItIsLongerThanTextsOfOthersMayBe() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    started(host, "{\"steps\":[],\"report\":\"" + "x".repeat(Host.MAX_TEXT) + "\"}");
    assertEquals(1, new RunStore(host.machine()).unfinished().size());
  }

  @Test
  void damagedPlanIsNamed() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    String run = started(host, "{\"steps\":[{\"rule\":\"a\"}]}");
    JournalException damaged =
        assertThrows(JournalException.class, () -> new RunStore(host.machine()).unfinished());
    assertEquals(
        run
            + "/plan.json: line 1, column 11: steps[0].changes is missing: use a list of"
            + " objects.",
        damaged.getMessage());
  }

  @Test
  void journalThatCannotBeReadIsNotTakenForOneThatHasNotBegun() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    String run = started(host, "{\"steps\":[]}");
    Path journal = host.path(run + Journal.FILE);
    Files.delete(journal);
    Files.createDirectory(journal);
    JournalException damaged =
        assertThrows(JournalException.class, () -> new RunStore(host.machine()).newestFirst());
    assertTrue(damaged.getMessage().startsWith(run + Journal.FILE + " cannot be read"));
  }

  @Test
  void runWithoutItsJournalIsNotTakenForNothing() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    String run = started(host, "{\"steps\":[]}");
    Files.delete(host.path(run + Journal.FILE));
    assertDamaged(host, run + Journal.FILE + " is missing");
    host.file(run + Journal.FILE, "");
    assertDamaged(host, run + Journal.FILE + " is empty");
  }

  @Test
  void directoriesThatACrashLeftAreNoRuns() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    String first = started(host, "{}");
    Path begun = host.path(RunStore.directory("20271231-235959"));
    Files.createDirectory(begun);
    assertEquals(1, new RunStore(host.machine()).newestFirst().size());
    Files.createFile(begun.resolve(".journal.jsonl.hostready-new"));
    assertEquals(1, new RunStore(host.machine()).newestFirst().size());
    Files.createFile(begun.resolve("log.txt"));
    assertDamaged(host, RunStore.directory("20271231-235959") + Journal.FILE + " is missing");
    assertEquals(RunStore.directory("20261123-203600"), first);
  }

  @Test
  void strangeNamesChangeNothingForNewRuns() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    String first = started(host, "{}");
    for (String name :
        List.of("99991231-235959", "99999999-999999", "20261123-203601", "20990101")) {
      Files.createDirectory(host.path(RunStore.directory(name)));
    }
    host.file(RunStore.directory("00000000-000000") + "/notes", "of an operator");
    String second = started(host, "{}");
    assertEquals(RunStore.directory("20261123-203600"), first);
    assertEquals(RunStore.directory("20261123-203602"), second);
    assertEquals(
        List.of("20261123-203602", "20261123-203600"),
        new RunStore(host.machine()).newestFirst().stream().map(RunRecord::id).toList());
  }

  @Test
  void copyOfARunUnderAnotherNameIsRefused() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    String run = started(host, "{}");
    Files.move(host.path(run), host.path(RunStore.directory("20990101-000000")));
    assertDamaged(host, "is of run 20261123-203600, not of run 20990101-000000");
  }

  @Test
  void runWithoutASuccessorIsRefusedBeforeAnythingIsMade() throws Exception {
    ScratchHost host = new ScratchHost(directory);
    RunStore.prepare(host.machine());
    RunStore runs = new RunStore(host.machine());
    runs.start(Instant.parse("9999-12-31T23:59:59Z"), "test", List.of(), Bytes.of("{}")).close();
    WriteFailedException none = assertThrows(WriteFailedException.class, () -> started(host, "{}"));
    assertTrue(none.why().contains(RunStore.directory("99991231-235959")), none.why());
    assertEquals(1, runs.newestFirst().size());
  }

  private static void assertDamaged(ScratchHost host, String why) {
    JournalException damaged =
        assertThrows(JournalException.class, () -> new RunStore(host.machine()).newestFirst());
    assertTrue(damaged.getMessage().contains(why), damaged::getMessage);
  }
}
