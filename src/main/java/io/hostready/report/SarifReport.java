package io.hostready.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostready.expect.Verdict;
import io.hostready.probe.Evidence;
import io.hostready.rule.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * SARIF 2.1.0: one run for all hosts, with a result for each rule and host that fails, is waived
 * (suppressed) or is unknown (kind open, and a notification of the run). GitHub code scanning takes
 * at most 20 runs a file. Source: OASIS SARIF 2.1.0.
 */
final class SarifReport implements ReportWriter {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** A rule as the first host with it tells it. */
  private record Rule(int index, Report.Result example, Optional<String> help) {}

  private record HostOutcome(String name, String outcome, Map<String, Integer> summary) {}

  /** What is unknown of a rule, as the first such host says it. */
  private static final class Unknown {
    private final String reason;
    private int hosts;
    private boolean counts;

    Unknown(String reason) {
      this.reason = reason;
    }
  }

  private final JsonText.Growing document;
  private final boolean several;
  private final HostNames names = new HostNames();
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, Unknown> unknown = new LinkedHashMap<>();
  private final List<HostOutcome> hosts = new ArrayList<>();
  private Instant started = Instant.MAX;
  private Instant ended = Instant.MIN;
  private String version = "";

  SarifReport(Medium medium) {
    document = JsonText.into(medium.out());
    several = medium.several();
  }

  @Override
  public void add(Report report) throws IOException {
    String name = names.of(report);
    document.add(
        json -> {
          if (hosts.isEmpty()) {
            begin(json, name);
          }
          for (Report.Result result :
              report.results().stream().filter(SarifReport::isTold).toList()) {
            result(json, result, keep(result, report).index(), name);
          }
        });
    hosts.add(new HostOutcome(name, report.outcome().word(), report.summary()));
    Instant began = report.run().clocking().startedAt();
    Instant over = began.plus(report.run().clocking().duration());
    started = began.isBefore(started) ? began : started;
    ended = over.isAfter(ended) ? over : ended;
    version = report.run().version();
  }

  /** The rules come after the results, when all of them are known. */
  @Override
  public void end() throws IOException {
    document.add(
        json -> {
          json.writeEndArray();
          tool(json);
          invocation(json);
          properties(json);
        });
    document.end();
  }

  private void begin(JsonGenerator json, String name) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectFieldStart("automationDetails");
    json.writeStringField("id", several ? "hostready/" : "hostready/" + name + "/");
    json.writeEndObject();
    json.writeArrayFieldStart("results");
  }

  /** Keeps what is told of a rule once. */
  private Rule keep(Report.Result result, Report report) {
    String id = result.rule().id();
    if (result.isUnknown()) {
      Unknown one = unknown.computeIfAbsent(id, _ -> new Unknown(result.reason()));
      one.hosts++;
      one.counts |= report.counts(result);
    }
    return rules.computeIfAbsent(
        id, _ -> new Rule(rules.size(), result, Told.todo(result, report)));
  }

  private void tool(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "hostready");
    json.writeStringField("version", version);
    json.writeArrayFieldStart("rules");
    for (Rule rule : rules.values()) {
      rule(json, rule);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void properties(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("properties");
    json.writeArrayFieldStart("hosts");
    for (HostOutcome host : hosts) {
      json.writeStartObject();
      json.writeStringField("host", host.name());
      json.writeStringField("outcome", host.outcome());
      json.writeObjectFieldStart("summary");
      for (var count : host.summary().entrySet()) {
        json.writeNumberField(count.getKey(), count.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static boolean isTold(Report.Result result) {
    return result.fails() || result.isUnknown() || result.verdict() instanceof Verdict.Waived;
  }

  private static void rule(JsonGenerator json, Rule kept) throws IOException {
    ReportedRule rule = kept.example().rule();
    json.writeStartObject();
    json.writeStringField("id", rule.id());
    text(json, "shortDescription", rule.text().title());
    text(json, "fullDescription", rule.text().why());
    if (kept.help().isPresent()) {
      text(json, "help", kept.help().get());
    }
    Optional<String> link =
        rule.text().references().stream().filter(r -> r.startsWith("https://")).findFirst();
    if (link.isPresent()) {
      json.writeStringField("helpUri", uri(link.get()));
    }
    json.writeObjectFieldStart("defaultConfiguration");
    json.writeStringField("level", level(kept.example().level()));
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeArrayFieldStart("tags");
    json.writeString(rule.topic());
    json.writeString(kept.example().level().word());
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

  private void invocation(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeStringField("startTimeUtc", started.toString());
    json.writeStringField("endTimeUtc", ended.toString());
    json.writeBooleanField("executionSuccessful", true);
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (Map.Entry<String, Unknown> one : unknown.entrySet()) {
      String on = several ? " on " + one.getValue().hosts + " of " + hosts.size() + " hosts" : "";
      json.writeStartObject();
      json.writeStringField("level", one.getValue().counts ? "error" : "warning");
      text(json, "message", one.getKey() + " is unknown" + on + ": " + one.getValue().reason);
      json.writeObjectFieldStart("associatedRule");
      json.writeStringField("id", one.getKey());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void result(JsonGenerator json, Report.Result result, int index, String host)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", result.rule().id());
    json.writeNumberField("ruleIndex", index);
    json.writeStringField("kind", result.isUnknown() ? "open" : "fail");
    json.writeStringField("level", result.isUnknown() ? "none" : level(result.level()));
    String on = several ? host + ": " : "";
    text(json, "message", on + result.rule().text().title() + ": " + sentence(result));
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
    String identity = host + "/" + result.rule().id();
    json.writeStringField("hostAndRule/v1", identity);
    // GitHub reads this one alone, and cannot make it: the file is not in the user's repository.
    UUID hash = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    json.writeStringField(
        "primaryLocationLineHash",
        HexFormat.of().toHexDigits(hash.getMostSignificantBits()) + ":1");
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
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
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
