package io.hostready.run;

import io.hostready.rule.Level;
import io.hostready.yaml.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that one check of one host said, rules in the order of their packs. */
public record HostReport(
    HostSummary host,
    Clocking clocking,
    List<String> packs,
    Parameters parameters,
    Level failOn,
    List<CheckResult> results) {

  /** When a check started and how long it took. */
  public record Clocking(Instant startedAt, Duration duration) {}

  public HostReport {
    packs = List.copyOf(packs);
    results = List.copyOf(results);
  }

  /** The same report with other results. */
  public HostReport with(List<CheckResult> others) {
    return new HostReport(host, clocking, packs, parameters, failOn, others);
  }

  public Outcome outcome() {
    return Outcome.of(results, failOn);
  }

  /** How often each verdict was given, every verdict named, in the contract's order. */
  public Map<String, Integer> summary() {
    return summary(results);
  }

  /** The same of some results. */
  public static Map<String, Integer> summary(List<? extends Judged> results) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String word : List.of("pass", "fail", "unknown", "not-applicable", "waived")) {
      counts.put(word, 0);
    }
    results.forEach(result -> counts.merge(result.verdict().word(), 1, Integer::sum));
    return counts;
  }
}
