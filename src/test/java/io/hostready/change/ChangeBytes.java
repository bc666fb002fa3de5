package io.hostready.change;

import io.hostready.change.journal.JournalCodec;
import io.hostready.change.journal.JournalException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.FakeHost;
import io.hostready.json.JsonException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/** Reads journals and plans that are damaged; whether they are refused does not matter. */
public final class ChangeBytes {

  private static final ReversalCodec.Contents NONE =
      name -> {
        throw new JournalException(name + " is missing");
      };

  private ChangeBytes() {}

  /** Reads one entry of a journal. Its reader turns any exception into one that is documented. */
  public static void journalEntry(byte[] line) {
    try {
      JournalCodec.read(json(text(line)), NONE);
    } catch (RuntimeException refused) {
      // as Journal.read documents
    }
  }

  /** Reads one change of a plan. */
  public static void plannedChange(byte[] json) {
    try {
      new PlanBuilder(FakeHost.empty().host()).addSaved(json(text(json)));
    } catch (JsonException | PlanningException refused) {
      // as documented
    }
  }

  /** A change as a plan has it. */
  public static JsonObject json(Change change) {
    JsonWriter json = JsonWriter.compact().object();
    ChangeCodec.write(json, change);
    return json(json.text());
  }

  public static JsonObject json(String text) {
    return JsonReader.readObject(text, JsonLimits.DOCUMENT);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
