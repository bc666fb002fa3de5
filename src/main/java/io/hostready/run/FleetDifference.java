package io.hostready.run;

import io.hostready.rule.RuleId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The difference between earlier and later reports of hosts.
 *
 * @param hosts every host of the later reports in their order, also if nothing differs, then the
 *     hosts that are gone
 * @param titles of the rules
 */
public record FleetDifference(List<ReportDifference> hosts, Map<RuleId, String> titles) {

  public FleetDifference {
    hosts = List.copyOf(hosts);
    titles = Map.copyOf(titles);
  }

  /** The number of findings that differ in one way, on hosts that are on both sides. */
  public int count(FindingChange.Kind kind) {
    return hosts.stream().mapToInt(host -> host.count(kind)).sum();
  }

  /** The number of hosts of which there are certain reports. */
  public int count(ReportDifference.HostChange change) {
    return (int) hosts.stream().filter(host -> host.host() == change).count();
  }

  /** The number of results that block and did not before. */
  public int newlyBlocking() {
    return hosts.stream().mapToInt(host -> host.newlyBlocking().size()).sum();
  }

  /** The outcome as if only what blocks and did not before had been found. */
  public Outcome newOutcome() {
    Set<ComparedResult.State> states =
        hosts.stream()
            .flatMap(host -> host.newlyBlocking().stream())
            .map(ComparedResult::state)
            .collect(Collectors.toSet());
    if (states.contains(ComparedResult.State.FAIL)) {
      return Outcome.NOT_READY;
    }
    if (states.contains(ComparedResult.State.UNKNOWN)) {
      return Outcome.UNDECIDED;
    }
    return states.contains(ComparedResult.State.PENDING) ? Outcome.PENDING : Outcome.READY;
  }
}
