package io.hostready.run;

import io.hostready.rule.Level;
import io.hostready.yaml.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report of one check of one host: made by a run, or read from a saved report. Results are in
 * the order of their packs.
 *
 * @param failOn the lowest level that blocks
 */
public record HostReport(Run run, HostSummary host, Level failOn, List<CheckResult> results) {

  /**
   * How the report was made: the program's version, time and duration, and the requested packs and
   * rules.
   */
  public record Run(String version, Timing timing, List<String> packs, Parameters parameters) {
    public Run {
      packs = List.copyOf(packs);
    }
  }

  /** When a check started and how long it took. */
  public record Timing(Instant startedAt, Duration duration) {}

  public HostReport {
    results = List.copyOf(results);
  }

  /** The same report with other results. */
  public HostReport with(List<CheckResult> others) {
    return new HostReport(run, host, failOn, others);
  }

  /** The same report with another lowest level that blocks. */
  public HostReport with(Level weakest) {
    return new HostReport(run, host, weakest, results);
  }

  /** The same report with another summary of the host. */
  public HostReport with(HostSummary other) {
    return new HostReport(run, other, failOn, results);
  }

  public Outcome outcome() {
    return Outcome.of(results, failOn);
  }

  /** The count of each verdict, including 0, in the contract's order. */
  public Map<String, Integer> summary() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String word : List.of("pass", "fail", "unknown", "not-applicable", "waived")) {
      counts.put(word, 0);
    }
    results.forEach(result -> counts.merge(result.verdict().id(), 1, Integer::sum));
    return counts;
  }

  /** Whether a failure of this rule makes the host not ready. */
  public boolean blocks(CheckResult result) {
    return result.level().isAtLeast(failOn);
  }

  /** The host's name, or the path of its files if they do not contain it. */
  public String hostname() {
    return HostIdentity.of(this, "").name();
  }
}
