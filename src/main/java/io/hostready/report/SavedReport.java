package io.hostready.report;

import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.host.HostSource;
import io.hostready.probe.Evidence;
import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleId;
import io.hostready.rule.RuleText;
import io.hostready.rule.TextByHost;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import io.hostready.yaml.Quoted;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A report made of the JSON that {@link JsonReport} writes: what it says is the same again. */
final class SavedReport {

  private static final Pattern LINE = Pattern.compile("\\d{1,9}");

  /** The name of a parameter, which stands in documents as it is. */
  private static final Pattern PARAMETER = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private SavedReport() {}

  static Report of(SavedObject saved) throws BadReport {
    version(saved);
    SavedObject tool = saved.object("tool");
    if (!tool.text("name").equals("hostready")) {
      throw tool.lacks("name", "hostready, which makes such reports");
    }
    List<Report.Result> results = new ArrayList<>();
    for (SavedObject result : saved.objects("results")) {
      results.add(result(result));
    }
    return new Report(
        new Report.Run(
            tool.text("version"), clocking(saved), saved.texts("packs"), parameters(saved)),
        host(saved.object("host")),
        word(saved, "failOn", Level.values(), Level::word),
        results);
  }

  /** Refuses what is no document of ours, or one of a time to come. */
  static void version(SavedObject saved) throws BadReport {
    if (!(saved.members().get("schemaVersion") instanceof Number version)) {
      throw new BadReport(
          "it has no schemaVersion; expected a report of 'hostready check --format json'");
    }
    if (version.longValue() != JsonReport.SCHEMA_VERSION) {
      throw new BadReport(
          "it has schemaVersion "
              + version
              + "; this version of hostready reads "
              + JsonReport.SCHEMA_VERSION
              + ". Update hostready");
    }
  }

  private static HostReport.Clocking clocking(SavedObject saved) throws BadReport {
    try {
      return new HostReport.Clocking(
          Instant.parse(saved.text("startedAt")),
          Duration.ofMillis(saved.number("durationMillis")));
    } catch (DateTimeException wrong) {
      throw saved.lacks("startedAt", "a time such as 2026-11-23T20:36:00Z");
    }
  }

  private static Map<String, String> parameters(SavedObject saved) throws BadReport {
    SavedObject object = saved.object("parameters");
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : object.members().keySet()) {
      if (!PARAMETER.matcher(name).matches()) {
        throw new BadReport(
            "parameters has the name "
                + Quoted.of(name)
                + "; expected lower-case letters, digits and hyphens, as in 'data-root'");
      }
      parameters.put(name, object.text(name));
    }
    return parameters;
  }

  private static HostSummary host(SavedObject host) throws BadReport {
    SavedObject os = host.object("os");
    return new HostSummary(
        HostSource.parse(host.text("source")),
        new HostSummary.Machine(
            host.optionalText("hostname"),
            host.optionalText("architecture"),
            host.optionalText("kernel"),
            number(host, "cpus"),
            number(host, "memoryBytes")),
        new HostSummary.OperatingSystem(
            os.optionalText("id"),
            os.optionalText("versionId"),
            os.optionalText("codename"),
            os.optionalText("name")),
        host.optionalText("virtualization"));
  }

  private static OptionalLong number(SavedObject host, String name) throws BadReport {
    Optional<Long> number = host.optionalNumber(name);
    return number.isPresent() ? OptionalLong.of(number.get()) : OptionalLong.empty();
  }

  private static Report.Result result(SavedObject saved) throws BadReport {
    Optional<String> pending = saved.optionalText("pending");
    return new Report.Result(
        rule(saved),
        word(saved, "level", Level.values(), Level::word),
        new Finding(verdict(saved), saved.text("expected"), saved.text("found"), evidence(saved)),
        pending.isEmpty()
            ? Optional.empty()
            : Optional.of(word(saved, "pending", RuleFix.Pending.values(), RuleFix.Pending::word)),
        saved.optionalText("disagrees"));
  }

  private static ReportedRule rule(SavedObject saved) throws BadReport {
    String id = saved.text("rule");
    try {
      new RuleId(id);
    } catch (IllegalArgumentException wrong) {
      throw saved.lacks("rule", "the id of a rule");
    }
    Optional<SavedObject> fix = saved.optionalObject("fix");
    boolean automatic =
        fix.isPresent() && Boolean.TRUE.equals(fix.get().members().get("automatic"));
    Optional<ReportedRule.Remedy> remedy = Optional.empty();
    Optional<String> advice = saved.optionalText("advice");
    if (automatic) {
      remedy =
          Optional.of(
              new ReportedRule.Remedy(
                  fix.get().text("summary"),
                  word(fix.get(), "risk", RuleFix.Risk.values(), RuleFix.Risk::word)));
    } else if (fix.isPresent()) {
      advice = fix.get().optionalText("summary");
    }
    String definedAt = saved.text("definedAt");
    int colon = definedAt.lastIndexOf(':');
    String line = definedAt.substring(colon + 1);
    if (colon < 1 || !LINE.matcher(line).matches()) {
      throw saved.lacks("definedAt", "FILE:LINE");
    }
    return new ReportedRule(
        id,
        saved.text("topic"),
        new RuleText(
            saved.text("title"),
            TextByHost.NONE,
            saved.text("why"),
            new TextByHost(List.of(), advice),
            saved.texts("references")),
        remedy,
        definedAt.substring(0, colon),
        Integer.parseInt(line),
        saved.optionalText("kind").filter("proof"::equals).isPresent());
  }

  private static Verdict verdict(SavedObject saved) throws BadReport {
    String reason = saved.text("reason");
    return switch (saved.text("verdict")) {
      case "pass" -> new Verdict.Pass();
      case "fail" -> new Verdict.Fail();
      case "unknown" -> new Verdict.Unknown(reason);
      case "not-applicable" -> new Verdict.NotApplicable(reason);
      case "waived" -> {
        SavedObject waiver = saved.object("waiver");
        yield new Verdict.Waived(waiver.text("reason"), waiver.text("until"));
      }
      default -> throw saved.lacks("verdict", String.join(", ", Verdicts.WORST_FIRST));
    };
  }

  private static List<Evidence> evidence(SavedObject saved) throws BadReport {
    List<Evidence> evidence = new ArrayList<>();
    for (SavedObject one : saved.objects("evidence")) {
      Optional<Long> line = one.optionalNumber("line");
      evidence.add(
          new Evidence(
              one.text("source"),
              line.isPresent() ? OptionalInt.of(line.get().intValue()) : OptionalInt.empty(),
              one.text("subject"),
              one.optionalText("value").orElse(null)));
    }
    return evidence;
  }

  private static <E> E word(SavedObject saved, String name, E[] known, Function<E, String> spelled)
      throws BadReport {
    String word = saved.text(name);
    for (E one : known) {
      if (spelled.apply(one).equals(word)) {
        return one;
      }
    }
    throw saved.lacks(name, String.join(", ", Arrays.stream(known).map(spelled).toList()));
  }
}
