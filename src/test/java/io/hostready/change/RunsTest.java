package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.Content;
import io.hostready.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {

  @TempDir Path folder;

  private static String started(ScratchHost host, String plan) throws Exception {
    Runs.prepare(host.machine());
    Runs runs = new Runs(host.machine());
    try (Journal journal =
        runs.start(ScratchHost.CLOCK.instant(), "test", List.of(), Content.of(plan))) {
      journal.add(
          new JournalEntry.Begun(
              1,
              ScratchHost.CLOCK.instant(),
              "some-rule",
              new JournalEntry.Described("a", "b"),
              new Reversal.None("a test")));
      return journal.folder();
    }
  }

  /** A plan has the report of its host in it, with all evidence. */
  @Test
  void planIsReadThoughItIsLongerThanTextsOfOthersMayBe() throws Exception {
    ScratchHost host = new ScratchHost(folder);
    started(host, "{\"steps\":[],\"report\":\"" + "x".repeat(Host.MAX_TEXT) + "\"}");
    assertEquals(1, new Runs(host.machine()).unfinished().size());
  }

  @Test
  void journalThatCannotBeReadIsNotTakenForOneThatHasNotBegun() throws Exception {
    ScratchHost host = new ScratchHost(folder);
    String run = started(host, "{\"steps\":[]}");
    Path journal = host.path(run + Journal.FILE);
    Files.delete(journal);
    Files.createDirectory(journal);
    Json.Malformed damaged =
        assertThrows(Json.Malformed.class, () -> new Runs(host.machine()).newestFirst());
    assertTrue(damaged.getMessage().startsWith(run + Journal.FILE + " cannot be read"));
  }
}
