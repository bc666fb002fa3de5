package io.hostready.run;

import io.hostready.rule.DockerReleases;
import io.hostready.rule.ReleaseChange;
import io.hostready.rule.RuleId;
import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Docker version on a host: whether it runs there, and what differs from the installed version.
 *
 * @param report the report for this version, with the results that block it or differ only
 * @param blocking rules that block this version and not the installed one; without an installed
 *     one, those that neither the installation nor a fix resolves
 * @param changes what differs from the installed version; empty for the installed one
 * @param releaseChanges what the upgrade changes without being a defect of the host
 */
public record JudgedVersion(
    VersionNumber version,
    Origin origin,
    HostReport report,
    Set<RuleId> blocking,
    List<FindingChange> changes,
    List<ReleaseChange.OnHost> releaseChanges) {

  /** Why a version is judged. */
  public enum Origin {
    INSTALLED,
    /** The newest release of a line. */
    RELEASE_LINE,
    /** What the host's package lists have. */
    OFFERED,
    REQUESTED;

    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether a version runs on a host. */
  public enum Verdict {
    RUNS,
    BLOCKED,
    /** A rule that would block it could not be checked, or its release line is not known. */
    UNDECIDED;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public JudgedVersion {
    blocking = Set.copyOf(blocking);
    changes = List.copyOf(changes);
    releaseChanges = List.copyOf(releaseChanges);
  }

  /** The results of the rules that block it, in the order of the packs. */
  public List<CheckResult> blockers() {
    return report.results().stream()
        .filter(result -> blocking.contains(result.rule().id()))
        .toList();
  }

  /** Whether the table of releases has what this version changes. */
  public boolean isKnown() {
    return origin == Origin.INSTALLED || !DockerReleases.shipped().isAfterAll(version);
  }

  public Verdict verdict() {
    List<CheckResult> blockers = blockers();
    if (blockers.isEmpty()) {
      return isKnown() ? Verdict.RUNS : Verdict.UNDECIDED;
    }
    return blockers.stream().allMatch(CheckResult::isUnknown) ? Verdict.UNDECIDED : Verdict.BLOCKED;
  }

  /** The results that differ from those of the installed version and do not block, of one kind. */
  public List<CheckResult> others(FindingChange.Kind kind) {
    Set<RuleId> ids =
        changes.stream()
            .filter(change -> change.kind() == kind)
            .map(FindingChange::rule)
            .filter(id -> !blocking.contains(id))
            .collect(Collectors.toSet());
    return report.results().stream().filter(r -> ids.contains(r.rule().id())).toList();
  }
}
