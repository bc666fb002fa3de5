package io.hostready.run;

import io.hostready.rule.RuleId;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rehearsal of an upgrade of Docker on a host.
 *
 * @param installed the installed version; empty if Docker is not installed
 * @param offered the version in the host's package lists; empty if they are not known
 * @param blockedAlready the rules that block the installed version
 * @param versions the judged versions, the oldest first, the target last; not empty
 * @param hold the result of the rule that Docker's packages are on hold; empty without such a rule
 */
public record UpgradeReport(
    HostSummary host,
    Optional<VersionNumber> installed,
    Optional<VersionNumber> offered,
    List<RuleId> blockedAlready,
    List<JudgedVersion> versions,
    Optional<CheckResult> hold) {

  public UpgradeReport {
    blockedAlready = List.copyOf(blockedAlready);
    versions = List.copyOf(versions);
  }

  /** The version to which the upgrade goes: the requested, the offered, or the newest known one. */
  public JudgedVersion target() {
    return versions.getLast();
  }

  /** The rules that block the same versions, by these versions. */
  public Map<List<JudgedVersion>, Set<RuleId>> blockers() {
    Map<RuleId, List<JudgedVersion>> byRule = new LinkedHashMap<>();
    for (JudgedVersion judged : versions) {
      for (CheckResult result : judged.blockers()) {
        byRule.computeIfAbsent(result.rule().id(), _ -> new ArrayList<>()).add(judged);
      }
    }
    Map<List<JudgedVersion>, Set<RuleId>> groups = new LinkedHashMap<>();
    byRule.forEach(
        (rule, blocked) -> groups.computeIfAbsent(blocked, _ -> new LinkedHashSet<>()).add(rule));
    return groups;
  }

  /** Whether there is a version to upgrade to. */
  public boolean isUpgrade() {
    return target().origin() != JudgedVersion.Origin.INSTALLED;
  }

  /** The newest of the judged versions that the host can run; empty if it is none. */
  public Optional<JudgedVersion> newestThatRuns() {
    return versions.reversed().stream()
        .filter(each -> each.verdict() == JudgedVersion.Verdict.RUNS)
        .findFirst();
  }

  /** Ready if the host runs the target, as far as its rules for that version are concerned. */
  public Outcome outcome() {
    return switch (target().verdict()) {
      case RUNS -> Outcome.READY;
      case BLOCKED -> Outcome.NOT_READY;
      case UNDECIDED -> Outcome.UNDECIDED;
    };
  }
}
