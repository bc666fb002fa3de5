package io.hostready.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.hostready.json.JsonReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what earlier runs saved as JSON: a report, many of them in one document, or the document of
 * a plan or fix, of which the host's last report counts. Of many, each is told before the next is
 * read. Members may come in any order: other programs sort them.
 */
public final class SavedReports {

  /** Names of members are told as part of places; those of parameters are the longest. */
  private static final int MAX_NAME = 200;

  private SavedReports() {}

  /**
   * Reads a document to its end and tells each report.
   *
   * @throws BadReport when it is none, or ends early; reports before that have been told
   */
  public static void read(InputStream in, Consumer<Report> reports) throws IOException, BadReport {
    try (JsonParser json = factory().createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadReport("it is no JSON object; expected a report of hostready");
      }
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      SavedObject.Allowance allowance = new SavedObject.Allowance();
      boolean many = false;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("reports") && value == JsonToken.START_ARRAY) {
          many = true;
          tellEach(json, reports);
        } else if (name.equals("before")) {
          json.skipChildren();
        } else {
          members.put(name, SavedObject.value(json, name, allowance));
        }
      }
      if (json.nextToken() != null) {
        throw new BadReport("something follows its end; expected one document");
      }
      SavedObject document = new SavedObject("", members);
      SavedReport.version(document);
      if (!many) {
        reports.accept(SavedReport.of(theReport(document)));
      }
    } catch (JsonProcessingException malformed) {
      throw new BadReport("it is no JSON: " + place(malformed) + reason(malformed), malformed);
    } catch (CharConversionException undecodable) { // of another encoding that JSON permits
      throw new BadReport("it is no text in UTF-8; expected a report of hostready", undecodable);
    }
  }

  private static String place(JsonProcessingException broken) {
    var at = broken.getLocation();
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  /** Without what the document says: it may be a file that its reader may not see. */
  private static String reason(JsonProcessingException malformed) {
    return JsonReader.reason(malformed)
        .replaceAll("'.*'", "'...'")
        .replaceAll(" \\(code \\d+[^)]*\\)", "");
  }

  private static void tellEach(JsonParser json, Consumer<Report> reports)
      throws IOException, BadReport {
    int i = 0;
    for (; json.nextToken() != JsonToken.END_ARRAY; i++) {
      String where = "reports[" + i + "]";
      if (!(SavedObject.value(json, where, new SavedObject.Allowance())
          instanceof SavedObject report)) {
        throw new BadReport(where + " is no object; expected a report");
      }
      reports.accept(SavedReport.of(report));
    }
    if (i == 0) {
      throw new BadReport("its list of reports is empty; expected at least one");
    }
  }

  /** A plan or fix carries the report of its host within. */
  private static SavedObject theReport(SavedObject document) throws BadReport {
    if (document.members().get("document") == null) {
      return document;
    }
    return document.members().containsKey("after")
        ? document.object("after")
        : document.object("report");
  }

  /** A value of 1 MiB is no evidence any more; a report nests seven deep. */
  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(1 << 20)
                .maxNameLength(MAX_NAME)
                .maxNestingDepth(20)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }
}
