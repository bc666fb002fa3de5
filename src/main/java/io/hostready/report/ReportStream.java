package io.hostready.report;

import io.hostready.json.JsonException;
import io.hostready.json.JsonLimitException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonSyntaxException;
import io.hostready.json.JsonValue;
import io.hostready.run.HostReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Reads the JSON that earlier runs saved: a report, several reports in one document, or the
 * document of a plan or fix, of which the host's last report is used. Each report is passed on
 * before the next is read. Members can have any order: other programs sort them.
 */
public final class ReportStream {

  /**
   * Reports of ours have a sixth of this size and nest seven deep, and a value of 1 MiB is no
   * evidence any more.
   */
  private static final JsonLimits LIMITS = new JsonLimits(4 << 20, 20, 1 << 20, false);

  private static final String MANY = "reports";

  private ReportStream() {}

  /**
   * Reads a document to its end and passes on each report.
   *
   * @throws JsonException if it is not a report, or ends early; earlier reports have been passed on
   */
  public static void read(InputStream in, Consumer<HostReport> reports) throws IOException {
    AtomicInteger told = new AtomicInteger();
    try {
      JsonObject document =
          JsonReader.readObject(
              in,
              LIMITS,
              MANY,
              item -> reports.accept(ReportReader.of(report(item, told.getAndIncrement()))));
      ReportReader.version(document);
      if (!document.has(MANY)) {
        reports.accept(ReportReader.of(reportIn(document)));
      } else if (told.get() == 0) {
        throw new JsonException("its list of reports is empty: use at least one");
      }
    } catch (JsonSyntaxException broken) {
      throw new JsonException("it is not JSON: " + withoutWords(broken));
    } catch (JsonLimitException tooLarge) {
      throw new JsonException("it is too large for a report: " + tooLarge.getMessage());
    }
  }

  /** A message without the document's text: the user may not be allowed to read the file. */
  private static String withoutWords(JsonSyntaxException broken) {
    return String.valueOf(broken.getMessage())
        .replaceAll("'.*'", "'...'")
        .replaceAll(" \\(code \\d+[^)]*\\)", "");
  }

  private static JsonObject report(JsonValue item, int index) {
    if (item instanceof JsonObject report) {
      return report;
    }
    throw new JsonException(MANY + "[" + index + "] is not an object: use a report");
  }

  /** A plan or fix contains the report of its host. */
  private static JsonObject reportIn(JsonObject document) {
    if (!document.has("document")) {
      return document;
    }
    return document.object(document.has("after") ? "after" : "report");
  }
}
