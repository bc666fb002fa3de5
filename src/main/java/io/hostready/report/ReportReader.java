package io.hostready.report;

import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.facts.InventoryJson;
import io.hostready.host.HostSource;
import io.hostready.json.JsonException;
import io.hostready.json.JsonObject;
import io.hostready.probe.Evidence;
import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleId;
import io.hostready.rule.RuleSummary;
import io.hostready.rule.RuleWording;
import io.hostready.rule.TextByHost;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import io.hostready.text.Quoted;
import io.hostready.yaml.Parameters;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads a report from the JSON that {@link JsonReport} writes; the result is equal to the original.
 */
final class ReportReader {

  private static final Pattern LINE = Pattern.compile("\\d{1,9}");

  /** The name of a parameter, which documents contain unchanged. */
  private static final Pattern PARAMETER = Pattern.compile("[a-z0-9][a-z0-9-]*");

  /** Years of five digits are no dates of SARIF and JUnit (RFC 3339). */
  private static final String LATEST = "9999-01-01T00:00:00Z";

  /** A duration that can be added to each such time. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private ReportReader() {}

  static HostReport of(JsonObject saved) {
    version(saved);
    JsonObject tool = saved.object("tool");
    if (!tool.text("name").equals("hostready")) {
      throw tool.unexpected("name", "hostready, which makes such reports");
    }
    List<CheckResult> results = new ArrayList<>();
    for (JsonObject result : saved.objects("results")) {
      results.add(result(result));
    }
    return new HostReport(
        new HostReport.Run(
            tool.text("version"), timing(saved), saved.texts("packs"), parameters(saved)),
        host(saved.object("host")),
        saved.choice("failOn", Level.values(), Level::id),
        results);
  }

  /** Refuses a document of another program or of a later version. */
  static void version(JsonObject saved) {
    if (!saved.has("schemaVersion")) {
      throw new JsonException(
          "it has no schemaVersion: use a report of 'hostready check --format json'");
    }
    long version = saved.number("schemaVersion");
    if (version != JsonReport.SCHEMA_VERSION) {
      throw new JsonException(
          "it has schemaVersion "
              + version
              + "; this version of hostready reads "
              + JsonReport.SCHEMA_VERSION
              + ". Update hostready");
    }
  }

  private static HostReport.Timing timing(JsonObject saved) {
    Instant startedAt =
        time(saved.text("startedAt"))
            .orElseThrow(
                () -> saved.unexpected("startedAt", "a time such as 2026-11-23T20:36:00Z"));
    long millis = saved.number("durationMillis");
    if (millis < 0 || millis > LONGEST.toMillis()) {
      throw saved.unexpected("durationMillis", "0 to " + LONGEST.toMillis());
    }
    return new HostReport.Timing(startedAt, Duration.ofMillis(millis));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(Instant.parse(LATEST)));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private static Parameters parameters(JsonObject saved) {
    Map<String, String> parameters = saved.textMap("parameters");
    for (String name : parameters.keySet()) {
      if (!PARAMETER.matcher(name).matches()) {
        throw new JsonException(
            "parameters has the name "
                + Quoted.of(name)
                + ": use lower-case letters, digits and hyphens, as in 'data-root'");
      }
    }
    return new Parameters(parameters);
  }

  private static HostSummary host(JsonObject host) {
    JsonObject os = host.object("os");
    return new HostSummary(
        HostSource.parse(host.text("source")),
        new HostSummary.Machine(
            host.findText("hostname"),
            host.findText("architecture"),
            host.findText("kernel"),
            host.findNumber("cpus"),
            host.findNumber("memoryBytes")),
        new HostSummary.OperatingSystem(
            os.findText("id"),
            os.findText("versionId"),
            os.findText("codename"),
            os.findText("name")),
        host.findText("virtualization"),
        host.findObject("inventory").map(InventoryJson::read));
  }

  private static CheckResult result(JsonObject saved) {
    return new CheckResult(
        rule(saved),
        saved.choice("level", Level.values(), Level::id),
        new Finding(verdict(saved), saved.text("expected"), saved.text("found"), evidence(saved)),
        saved.has("pending")
            ? Optional.of(saved.choice("pending", RuleFix.Pending.values(), RuleFix.Pending::id))
            : Optional.empty(),
        saved.findText("disagrees"));
  }

  private static RuleSummary rule(JsonObject saved) {
    RuleId id = id(saved, "rule", saved.text("rule"));
    Optional<JsonObject> fix = saved.findObject("fix");
    Optional<RuleSummary.Remedy> remedy = Optional.empty();
    Optional<String> advice = saved.findText("advice");
    if (fix.filter(one -> one.flag("automatic")).isPresent()) {
      remedy =
          Optional.of(
              new RuleSummary.Remedy(
                  fix.get().text("summary"),
                  fix.get().choice("risk", RuleFix.Risk.values(), RuleFix.Risk::id)));
    } else if (fix.isPresent()) {
      advice = fix.get().findText("summary");
    }
    String definedAt = saved.text("definedAt");
    int colon = definedAt.lastIndexOf(':');
    String line = definedAt.substring(colon + 1);
    if (colon < 1 || !LINE.matcher(line).matches()) {
      throw saved.unexpected("definedAt", "FILE:LINE");
    }
    return new RuleSummary(
        id,
        saved.text("topic"),
        new RuleWording(
            saved.text("title"),
            new TextByHost(List.of(), saved.findText("problem")),
            saved.findText("feature"),
            saved.text("why"),
            new TextByHost(List.of(), advice),
            saved.texts("references")),
        remedy,
        causes(saved),
        definedAt.substring(0, colon),
        Integer.parseInt(line),
        saved.findText("kind").filter("proof"::equals).isPresent());
  }

  private static RuleId id(JsonObject saved, String member, String text) {
    try {
      return new RuleId(text);
    } catch (IllegalArgumentException wrong) {
      throw saved.unexpected(member, "the id of a rule");
    }
  }

  private static List<RuleId> causes(JsonObject saved) {
    return saved.has("causedBy")
        ? saved.texts("causedBy").stream().map(text -> id(saved, "causedBy", text)).toList()
        : List.of();
  }

  private static Verdict verdict(JsonObject saved) {
    String reason = saved.text("reason");
    return switch (saved.text("verdict")) {
      case "pass" -> new Verdict.Pass();
      case "fail" -> new Verdict.Fail();
      case "unknown" -> new Verdict.Unknown(reason);
      case "not-applicable" -> new Verdict.NotApplicable(reason);
      case "waived" -> {
        JsonObject waiver = saved.object("waiver");
        yield new Verdict.Waived(waiver.text("reason"), waiver.text("until"));
      }
      default -> throw saved.unexpected("verdict", String.join(", ", Verdicts.WORST_FIRST));
    };
  }

  private static List<Evidence> evidence(JsonObject saved) {
    List<Evidence> evidence = new ArrayList<>();
    for (JsonObject one : saved.objects("evidence")) {
      evidence.add(
          new Evidence(
              one.text("source"),
              one.has("line") ? OptionalInt.of(one.integer("line")) : OptionalInt.empty(),
              one.text("subject"),
              one.findText("value").orElse(null)));
    }
    return evidence;
  }
}
