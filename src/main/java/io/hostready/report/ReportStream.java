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
 * Reads what earlier runs saved as JSON: a report, many of them in one document, or the document of
 * a plan or fix, of which the host's last report counts. Of many, each is told before the next is
 * read. Members may come in any order: other programs sort them.
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
   * Reads a document to its end and tells each report.
   *
   * @throws JsonException when it is none, or ends early; reports before that have been told
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
        reports.accept(ReportReader.of(theReport(document)));
      } else if (told.get() == 0) {
        throw new JsonException("its list of reports is empty; expected at least one");
      }
    } catch (JsonSyntaxException broken) {
      throw new JsonException("it is not JSON: " + withoutWords(broken));
    } catch (JsonLimitException tooLarge) {
      throw new JsonException("it is too large for a report: " + tooLarge.getMessage());
    }
  }

  /** Without what the document says: it may be a file that its reader may not see. */
  private static String withoutWords(JsonSyntaxException broken) {
    return String.valueOf(broken.getMessage())
        .replaceAll("'.*'", "'...'")
        .replaceAll(" \\(code \\d+[^)]*\\)", "");
  }

  private static JsonObject report(JsonValue item, int index) {
    if (item instanceof JsonObject report) {
      return report;
    }
    throw new JsonException(MANY + "[" + index + "] is no object; expected a report");
  }

  /** A plan or fix carries the report of its host within. */
  private static JsonObject theReport(JsonObject document) {
    if (!document.has("document")) {
      return document;
    }
    return document.object(document.has("after") ? "after" : "report");
  }
}
