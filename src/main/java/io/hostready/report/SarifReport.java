package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.json.JsonWriter;
import io.hostready.probe.Evidence;
import io.hostready.rule.RuleFix;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SARIF 2.1.0: one run for all hosts, with a result for each rule and host that fails, is waived
 * (suppressed) or is unknown (kind open, and a notification of the run). GitHub code scanning takes
 * at most 20 runs a file. Source: OASIS SARIF 2.1.0.
 */
final class SarifReport implements ReportWriter {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** Source: semver.org, without its rules on leading zeros. */
  private static final Pattern SEMANTIC =
      Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");

  /** The most results of a run that GitHub shows, the worst first, and that it takes. */
  private static final int MOST_SHOWN = 5_000;

  private static final int MOST_TAKEN = 25_000;

  private record HostOutcome(String name, String outcome, Map<String, Integer> summary) {}

  /** The reason why a rule is unknown, from the first such host. */
  private static final class Unknown {
    private final String reason;
    private int hosts;
    private boolean counts;

    Unknown(String reason) {
      this.reason = reason;
    }
  }

  private final JsonWriter json = JsonWriter.indented();
  private final Appendable out;
  private final boolean several;
  private final RuleLinks links;
  private final HostNames names = new HostNames();
  private final Map<String, SarifRule> rules = new LinkedHashMap<>();
  private final Map<String, Unknown> unknown = new LinkedHashMap<>();
  private final List<HostOutcome> hosts = new ArrayList<>();
  private Instant started = Instant.MAX;
  private Instant ended = Instant.MIN;
  private String version = "";
  private int results;

  SarifReport(Medium medium) {
    out = medium.out();
    several = medium.several();
    links = medium.links();
  }

  @Override
  public void add(HostReport report) throws IOException {
    String name = names.of(report);
    if (hosts.isEmpty()) {
      begin(name);
    }
    report.results().stream()
        .filter(SarifReport::isTold)
        .forEach(
            result -> {
              result(result, keep(result, report).index(), name);
              results++;
            });
    json.flushTo(out);
    hosts.add(new HostOutcome(name, report.outcome().id(), report.summary()));
    Instant began = report.run().timing().startedAt();
    Instant over = began.plus(report.run().timing().duration());
    started = began.isBefore(started) ? began : started;
    ended = over.isAfter(ended) ? over : ended;
    version = report.run().version();
  }

  /** The rules come after the results, when all of them are known. */
  @Override
  public void end() throws IOException {
    json.end();
    tool();
    invocation();
    properties();
    json.finishTo(out);
  }

  @Override
  public Optional<String> excess() {
    if (results <= MOST_SHOWN) {
      return Optional.empty();
    }
    String found = String.format(Locale.ROOT, "%,d results; GitHub code scanning ", results);
    return Optional.of(
        found
            + (results > MOST_TAKEN
                ? String.format(Locale.ROOT, "refuses more than %,d of a file.", MOST_TAKEN)
                : String.format(Locale.ROOT, "shows the %,d worst of a file.", MOST_SHOWN))
            + " Write several files, each of a part of the hosts, with separate categories.");
  }

  private void begin(String name) {
    json.object()
        .put("$schema", SCHEMA)
        .put("version", "2.1.0")
        .array("runs")
        .object()
        .put("automationDetails", Map.of("id", several ? "hostready/" : "hostready/" + name + "/"))
        .array("results");
  }

  /** Stores the text of a rule once. */
  private SarifRule keep(CheckResult result, HostReport report) {
    String id = result.rule().id().value();
    if (result.isUnknown()) {
      Unknown one = unknown.computeIfAbsent(id, _ -> new Unknown(result.reason()));
      one.hosts++;
      one.counts |= report.blocks(result);
    }
    return rules.computeIfAbsent(
        id, _ -> new SarifRule(rules.size(), result, ResultWording.toDo(result, report)));
  }

  private void tool() {
    json.object("tool")
        .object("driver")
        .put("name", "hostready")
        .put("version", version)
        .putIfPresent(
            "semanticVersion", Optional.of(version).filter(v -> SEMANTIC.matcher(v).matches()))
        .putIfPresent("informationUri", links.base().map(Sarif::uri))
        .array("rules");
    rules.values().forEach(rule -> rule.write(json, links));
    json.end().end().end();
  }

  private void properties() {
    json.object("properties").array("hosts");
    for (HostOutcome host : hosts) {
      json.object().put("host", host.name()).put("outcome", host.outcome()).object("summary");
      host.summary().forEach(json::put);
      json.end().end();
    }
    json.end().end();
  }

  private static boolean isTold(CheckResult result) {
    return result.fails() || result.isUnknown() || result.verdict() instanceof Verdict.Waived;
  }

  private void invocation() {
    json.array("invocations")
        .object()
        .put("startTimeUtc", started.toString())
        .put("endTimeUtc", ended.toString())
        .put("executionSuccessful", true)
        .array("toolExecutionNotifications");
    for (Map.Entry<String, Unknown> one : unknown.entrySet()) {
      String on = several ? " on " + one.getValue().hosts + " of " + hosts.size() + " hosts" : "";
      json.object()
          .put("level", one.getValue().counts ? "error" : "warning")
          .put(
              "message",
              Sarif.message(one.getKey() + " is unknown" + on + ": " + one.getValue().reason))
          .put("associatedRule", Map.of("id", one.getKey()))
          .end();
    }
    json.end().end().end();
  }

  private void result(CheckResult result, int index, String host) {
    json.object()
        .put("ruleId", result.rule().id().value())
        .put("ruleIndex", index)
        .put("kind", result.isUnknown() ? "open" : "fail")
        .put("level", result.isUnknown() ? "none" : Sarif.level(result.level()));
    String on = several ? host + ": " : "";
    json.put("message", Sarif.message(on + result.rule().text().title() + ": " + sentence(result)))
        .array("locations")
        .object();
    location(result.rule().file(), result.rule().line());
    json.array("logicalLocations")
        .object()
        .put("name", host)
        .put("kind", "host")
        .end()
        .end()
        .end()
        .end()
        .array("relatedLocations");
    for (Evidence evidence : result.finding().evidence()) {
      if (evidence.source().startsWith("/")) {
        json.object();
        location(evidence.source(), evidence.line().orElse(0));
        json.put("message", Sarif.message(ResultWording.read(evidence))).end();
      }
    }
    json.end().object("partialFingerprints");
    ResultIdentity identity = new ResultIdentity(host, result.rule().id());
    json.put("hostAndRule/v1", identity.text());
    // GitHub reads this one alone, and cannot make it: the file is not in the user's repository.
    json.put("primaryLocationLineHash", identity.digest().substring(0, 16) + ":1").end();
    if (result.verdict() instanceof Verdict.Waived(String by, String until)) {
      json.array("suppressions")
          .object()
          .put("kind", "external")
          .put("status", "accepted")
          .put("justification", ResultWording.line(by) + ", until " + until)
          .end()
          .end();
    }
    json.object("properties")
        .put("verdict", result.verdict().id())
        .put("expected", ResultWording.line(result.finding().expected()))
        .put("found", ResultWording.line(result.finding().found()))
        .putIfPresent("pending", result.pending().map(RuleFix.Pending::id))
        .end()
        .end();
  }

  private static String sentence(CheckResult result) {
    return result.isUnknown() ? "unknown: " + result.reason() : result.reason();
  }

  private void location(String file, int line) {
    json.object("physicalLocation").put("artifactLocation", Map.of("uri", Sarif.uri(file)));
    if (line > 0) {
      // The whole line with its end.
      json.object("region")
          .put("startLine", line)
          .put("startColumn", 1)
          .put("endLine", line + 1)
          .put("endColumn", 1)
          .end();
    }
    json.end();
  }
}
