package io.hostready.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostready.expect.Verdict;
import io.hostready.probe.Evidence;
import io.hostready.run.HostSummary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The report as JSON, schema version 1; its shape is in {@code report-v1.schema.json}. */
public final class JsonReport implements ReportWriter {

  static final int SCHEMA_VERSION = 1;

  private final boolean several;
  private final JsonText.Growing document;
  private boolean begun;

  JsonReport(Medium medium) {
    several = medium.several();
    document = JsonText.into(medium.out());
  }

  @Override
  public void add(Report report) throws IOException {
    document.add(
        json -> {
          if (several && !begun) {
            json.writeStartObject();
            number(json, "schemaVersion", SCHEMA_VERSION);
            json.writeArrayFieldStart("reports");
          }
          begun = true;
          write(json, report);
        });
  }

  @Override
  public void end() throws IOException {
    document.end();
  }

  /** Writes one report as an object; plan and fix documents carry such objects too. */
  static void write(JsonGenerator json, Report report) throws IOException {
    json.writeStartObject();
    number(json, "schemaVersion", SCHEMA_VERSION);
    json.writeObjectFieldStart("tool");
    json.writeStringField("name", "hostready");
    json.writeStringField("version", report.run().version());
    json.writeEndObject();
    json.writeStringField("startedAt", report.run().clocking().startedAt().toString());
    number(json, "durationMillis", report.run().clocking().duration().toMillis());
    host(json, report.host());
    strings(json, "packs", report.run().packs());
    json.writeObjectFieldStart("parameters");
    for (Map.Entry<String, String> one : report.run().parameters().entrySet()) {
      json.writeStringField(one.getKey(), one.getValue());
    }
    json.writeEndObject();
    json.writeStringField("failOn", report.failOn().word());
    json.writeStringField("outcome", report.outcome().word());
    json.writeObjectFieldStart("summary");
    for (Map.Entry<String, Integer> count : report.summary().entrySet()) {
      number(json, count.getKey(), count.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("results");
    for (Report.Result result : report.results()) {
      result(json, result);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void host(JsonGenerator json, HostSummary host) throws IOException {
    json.writeObjectFieldStart("host");
    json.writeStringField("source", host.source().toString());
    text(json, "hostname", host.machine().hostname());
    text(json, "architecture", host.machine().architecture());
    text(json, "kernel", host.machine().kernel());
    json.writeObjectFieldStart("os");
    text(json, "id", host.os().id());
    text(json, "versionId", host.os().versionId());
    text(json, "codename", host.os().codename());
    text(json, "name", host.os().name());
    json.writeEndObject();
    text(json, "virtualization", host.virtualization());
    number(json, "cpus", host.machine().cpus());
    number(json, "memoryBytes", host.machine().memoryBytes());
    json.writeEndObject();
  }

  private static void result(JsonGenerator json, Report.Result result) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", result.rule().id());
    if (result.rule().isProof()) {
      json.writeStringField("kind", "proof");
    }
    json.writeStringField("topic", result.rule().topic());
    json.writeStringField("title", result.rule().text().title());
    json.writeStringField("why", result.rule().text().why());
    json.writeStringField("level", result.level().word());
    json.writeStringField("verdict", result.verdict().word());
    json.writeStringField("expected", result.finding().expected());
    json.writeStringField("found", result.finding().found());
    json.writeStringField("reason", result.reason());
    if (result.verdict() instanceof Verdict.Waived(String by, String until)) {
      json.writeObjectFieldStart("waiver");
      json.writeStringField("reason", by);
      json.writeStringField("until", until);
      json.writeEndObject();
    } else {
      json.writeNullField("waiver");
    }
    json.writeArrayFieldStart("evidence");
    for (Evidence evidence : result.finding().evidence()) {
      json.writeStartObject();
      json.writeStringField("source", evidence.source());
      if (evidence.line().isPresent()) {
        number(json, "line", evidence.line().getAsInt());
      } else {
        json.writeNullField("line");
      }
      json.writeStringField("subject", evidence.subject());
      text(json, "value", Optional.ofNullable(evidence.value()));
      json.writeEndObject();
    }
    json.writeEndArray();
    if (result.disagreement().isPresent()) {
      json.writeStringField("disagrees", result.disagreement().get());
    }
    text(json, "pending", result.pending().map(pending -> pending.word()));
    if (result.rule().fix().isPresent()) {
      var fix = result.rule().fix().get();
      json.writeObjectFieldStart("fix");
      json.writeStringField("summary", fix.summary());
      json.writeStringField("risk", fix.risk().word());
      json.writeBooleanField("automatic", true);
      json.writeEndObject();
    } else if (result.rule().text().advice().general().isPresent()) {
      json.writeObjectFieldStart("fix");
      json.writeStringField("summary", result.rule().text().advice().general().get());
      json.writeNullField("risk");
      json.writeBooleanField("automatic", false);
      json.writeEndObject();
    } else {
      json.writeNullField("fix");
    }
    text(
        json,
        "advice",
        result.rule().text().advice().general().filter(_ -> result.rule().fix().isPresent()));
    json.writeStringField("definedAt", result.rule().file() + ":" + result.rule().line());
    strings(json, "references", result.rule().text().references());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  private static void number(JsonGenerator json, String name, OptionalLong value)
      throws IOException {
    if (value.isPresent()) {
      number(json, name, value.getAsLong());
    } else {
      json.writeNullField(name);
    }
  }

  /** By its digits: jackson's own way begins with a table of a thousand of them. */
  private static void number(JsonGenerator json, String name, long value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(Long.toString(value));
  }

  private static void strings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
