package io.hostready.change;

import io.hostready.change.journal.JournalEntry;
import io.hostready.change.plan.ChangeJson;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.CannotWrite;
import io.hostready.host.Content;
import io.hostready.host.FakeHost;
import java.nio.charset.StandardCharsets;

/** Reads journals and plans that are damaged; whether they are refused does not matter. */
public final class ChangeBytes {

  private static final ReversalJson.Contents NONE =
      new ReversalJson.Contents() {
        @Override
        public String keep(Content content) throws CannotWrite {
          return content.sha256();
        }

        @Override
        public Content find(String name) {
          throw new Json.Malformed(name + " is missing");
        }
      };

  private ChangeBytes() {}

  /** Reads one entry of a journal. Its reader turns any exception into one that is documented. */
  public static void journalEntry(byte[] line) {
    try {
      JournalEntry.of(Json.read(text(line)), new ReversalJson(NONE));
    } catch (RuntimeException refused) {
      // as Journal.read documents
    }
  }

  /** Reads one change of a plan. */
  public static void plannedChange(byte[] json) {
    try {
      ChangeJson.readInto(new PlanBuilder(FakeHost.empty().host()), Json.read(text(json)));
    } catch (Json.Malformed | PlanningException refused) {
      // as documented
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
