package io.hostready.report;

import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.host.HostSource;
import io.hostready.probe.Evidence;
import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import io.hostready.run.Judged;
import io.hostready.run.Outcome;
import io.hostready.yaml.Ordered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The check of one host as every format tells it: made by a run, or read from what a run saved.
 * Results are in the order of their packs.
 */
public record Report(Run run, HostSummary host, Level failOn, List<Result> results) {

  /** How it came about: the program's version, when and how long, and what was asked for. */
  public record Run(
      String version,
      HostReport.Clocking clocking,
      List<String> packs,
      Map<String, String> parameters) {

    public Run {
      packs = List.copyOf(packs);
      parameters = Ordered.copyOf(parameters);
    }
  }

  /** What one rule says of the host. */
  public record Result(
      ReportedRule rule,
      Level level,
      Finding finding,
      Optional<RuleFix.Pending> pending,
      Optional<String> disagreement)
      implements Judged {

    public Result(
        ReportedRule rule, Level level, Finding finding, Optional<RuleFix.Pending> pending) {
      this(rule, level, finding, pending, Optional.empty());
    }
  }

  public Report {
    results = List.copyOf(results);
  }

  /** What a run found. */
  public static Report of(HostReport found, String version) {
    List<Result> results = new ArrayList<>(found.results().size());
    for (CheckResult one : found.results()) {
      results.add(
          new Result(
              ReportedRule.of(one.rule()),
              one.level(),
              one.finding(),
              one.pending(),
              one.disagreement()));
    }
    return new Report(
        new Run(version, found.clocking(), found.packs(), found.parameters().values()),
        found.host(),
        found.failOn(),
        results);
  }

  /** What is said of a host among others whose files could not be opened: unknown, and why. */
  public static Report unopened(HostSource source, String why, Run run, Level failOn) {
    Finding finding =
        new Finding(
            new Verdict.Unknown(why),
            "a capture, or the directory tree of a host",
            "none that can be read",
            List.of(new Evidence(source.toString(), OptionalInt.empty(), "host", null)));
    Result result =
        new Result(ReportedRule.HOST_READABLE, Level.REQUIRED, finding, Optional.empty());
    return new Report(run, HostSummary.unknown(source), failOn, List.of(result));
  }

  /** The same with another weakest level that counts. */
  public Report with(Level weakest) {
    return new Report(run, host, weakest, results);
  }

  public Outcome outcome() {
    return Outcome.of(results, failOn);
  }

  /** How often each verdict was given, every verdict named, in the contract's order. */
  public Map<String, Integer> summary() {
    return HostReport.summary(results);
  }

  /** Whether a failure of this rule makes the host not ready. */
  public boolean counts(Result result) {
    return result.level().isAtLeast(failOn);
  }

  /** The host's name, or where its files are when they do not tell it. */
  public String hostname() {
    return host.machine()
        .hostname()
        .orElse(host.source().isThisMachine() ? "this host" : host.source().toString());
  }
}
