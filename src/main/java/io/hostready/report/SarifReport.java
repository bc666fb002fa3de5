package io.hostready.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostready.expect.Verdict;
import io.hostready.probe.Evidence;
import io.hostready.rule.Level;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * SARIF 2.1.0: a run a host, a result for each rule that fails, is waived (suppressed) or is
 * unknown (kind open, and a notification of the run). Source: OASIS SARIF 2.1.0.
 */
final class SarifReport implements ReportWriter {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final JsonText.Growing document;
  private final HostNames names = new HostNames();
  private boolean begun;

  SarifReport(Medium medium) {
    document = JsonText.into(medium.out());
  }

  @Override
  public void add(Report report) throws IOException {
    document.add(
        json -> {
          if (!begun) {
            begun = true;
            json.writeStartObject();
            json.writeStringField("$schema", SCHEMA);
            json.writeStringField("version", "2.1.0");
            json.writeArrayFieldStart("runs");
          }
          run(json, report);
        });
  }

  @Override
  public void end() throws IOException {
    document.end();
  }

  private void run(JsonGenerator json, Report report) throws IOException {
    String name = names.of(report);
    List<Report.Result> told = report.results().stream().filter(SarifReport::isTold).toList();
    json.writeStartObject();
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "hostready");
    json.writeStringField("version", report.run().version());
    json.writeArrayFieldStart("rules");
    for (Report.Result result : told) {
      rule(json, result, report);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectFieldStart("automationDetails");
    json.writeStringField("id", "hostready/" + name + "/");
    json.writeEndObject();
    invocation(json, report, told);
    json.writeArrayFieldStart("results");
    for (int i = 0; i < told.size(); i++) {
      result(json, told.get(i), i, name);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("properties");
    json.writeStringField("host", name);
    json.writeStringField("outcome", report.outcome().word());
    json.writeObjectFieldStart("summary");
    for (var count : report.summary().entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static boolean isTold(Report.Result result) {
    return result.fails() || result.isUnknown() || result.verdict() instanceof Verdict.Waived;
  }

  private static void rule(JsonGenerator json, Report.Result result, Report report)
      throws IOException {
    ReportedRule rule = result.rule();
    json.writeStartObject();
    json.writeStringField("id", rule.id());
    text(json, "shortDescription", rule.text().title());
    text(json, "fullDescription", rule.text().why());
    Optional<String> todo = Told.todo(result, report);
    if (todo.isPresent()) {
      text(json, "help", todo.get());
    }
    Optional<String> link =
        rule.text().references().stream().filter(r -> r.startsWith("https://")).findFirst();
    if (link.isPresent()) {
      json.writeStringField("helpUri", uri(link.get()));
    }
    json.writeObjectFieldStart("defaultConfiguration");
    json.writeStringField("level", level(result.level()));
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeArrayFieldStart("tags");
    json.writeString(rule.topic());
    json.writeString(result.level().word());
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String level(Level level) {
    return switch (level) {
      case REQUIRED -> "error";
      case RECOMMENDED -> "warning";
      case OPTIONAL -> "note";
    };
  }

  private static void invocation(JsonGenerator json, Report report, List<Report.Result> told)
      throws IOException {
    Instant started = report.run().clocking().startedAt();
    Duration took = report.run().clocking().duration();
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeStringField("startTimeUtc", UtcTime.of(started));
    json.writeStringField("endTimeUtc", UtcTime.of(started.plus(took)));
    json.writeBooleanField("executionSuccessful", true);
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (Report.Result result : told) {
      if (result.isUnknown()) {
        json.writeStartObject();
        json.writeStringField("level", report.counts(result) ? "error" : "warning");
        text(json, "message", result.rule().id() + " is unknown: " + result.reason());
        json.writeObjectFieldStart("associatedRule");
        json.writeStringField("id", result.rule().id());
        json.writeEndObject();
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void result(JsonGenerator json, Report.Result result, int index, String host)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", result.rule().id());
    json.writeNumberField("ruleIndex", index);
    json.writeStringField("kind", result.isUnknown() ? "open" : "fail");
    json.writeStringField("level", result.isUnknown() ? "none" : level(result.level()));
    text(json, "message", result.rule().text().title() + ": " + sentence(result));
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    location(json, result.rule().file(), result.rule().line());
    json.writeArrayFieldStart("logicalLocations");
    json.writeStartObject();
    json.writeStringField("name", host);
    json.writeStringField("kind", "host");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeArrayFieldStart("relatedLocations");
    for (Evidence evidence : result.finding().evidence()) {
      if (evidence.source().startsWith("/")) {
        json.writeStartObject();
        location(json, evidence.source(), evidence.line().orElse(0));
        text(json, "message", Told.read(evidence));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("hostAndRule/v1", host + "/" + result.rule().id());
    json.writeEndObject();
    if (result.verdict() instanceof Verdict.Waived(String by, String until)) {
      json.writeArrayFieldStart("suppressions");
      json.writeStartObject();
      json.writeStringField("kind", "external");
      json.writeStringField("status", "accepted");
      json.writeStringField("justification", Told.line(by) + ", until " + until);
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeObjectFieldStart("properties");
    json.writeStringField("verdict", result.verdict().word());
    json.writeStringField("expected", Told.line(result.finding().expected()));
    json.writeStringField("found", Told.line(result.finding().found()));
    if (result.pending().isPresent()) {
      json.writeStringField("pending", result.pending().get().word());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String sentence(Report.Result result) {
    return result.isUnknown() ? "unknown: " + result.reason() : result.reason();
  }

  private static void location(JsonGenerator json, String file, int line) throws IOException {
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(file));
    json.writeEndObject();
    if (line > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", line);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", Told.line(text));
    json.writeEndObject();
  }

  /** A path or link as RFC 3986 wants it; an absolute path becomes a file's URI. */
  private static String uri(String text) {
    StringBuilder uri = new StringBuilder(text.startsWith("/") ? "file://" : "");
    for (byte octet : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain =
          c < 0x7f && (Character.isLetterOrDigit(c) || "-._~/:#?&=+,;@!$'()*".indexOf(c) >= 0);
      boolean mark = text.startsWith("/") && (c == '#' || c == '?');
      uri.append(
          plain && !mark
              ? String.valueOf(c)
              : String.format(java.util.Locale.ROOT, "%%%02X", (int) c));
    }
    return uri.toString();
  }
}
