package io.hostready.run;

import io.hostready.capture.OpenedHost;
import io.hostready.facts.DockerRehearsal;
import io.hostready.facts.InstalledPackage;
import io.hostready.facts.InstalledPackages;
import io.hostready.facts.OfferedPackages;
import io.hostready.host.Host;
import io.hostready.rule.DockerReleases;
import io.hostready.rule.ParameterDeclaration;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import io.hostready.run.JudgedVersion.Origin;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rehearsal of an upgrade of Docker: a host is checked with the same rules for the installed
 * version, the version that it would be upgraded to, and the newest release of each line between.
 *
 * @param check the rules, of which one pack declares the parameter docker-version
 * @param hold the rule that Docker's packages are on hold
 * @param requested the version to upgrade to; empty for the one that the host's packages offer, or
 *     the newest known release
 */
public record UpgradeCheck(
    HostCheck check, Selection hold, DockerReleases releases, Optional<VersionNumber> requested) {

  /** The release lines that are judged if Docker is not installed, before the newest one. */
  private static final int MOST_LINES = 2;

  /** The packages of Docker Engine: the first installed one is upgraded, else the first. */
  private static final List<String> PACKAGES =
      List.of("docker-ce", "docker.io", "moby-engine", "docker");

  /** Fails on every host without Docker. */
  private static final RuleId INSTALLED = new RuleId("docker-package-installed");

  /** Whether the rules depend on the version of Docker. */
  public static boolean isPossible(Selection selection) {
    return declaration(selection).isPresent();
  }

  private static Optional<ParameterDeclaration> declaration(Selection selection) {
    return selection.declarations().stream()
        .filter(each -> each.name().equals(DockerReleases.VERSION))
        .findFirst();
  }

  /** Rehearses the upgrade of a host. */
  public UpgradeReport of(OpenedHost opened) {
    Host host = opened.host();
    Optional<VersionNumber> installed =
        declaration(check.selection())
            .flatMap(declared -> declared.detectedOn(host))
            .map(VersionNumber::parse);
    Optional<VersionNumber> offered = requested.isPresent() ? Optional.empty() : offered(host);
    Map<VersionNumber, Origin> versions = versions(installed, offered);
    Map<VersionNumber, HostReport> reports = new TreeMap<>();
    versions.forEach((version, origin) -> reports.put(version, report(opened, version, origin)));
    List<JudgedVersion> judged = new ArrayList<>();
    versions.forEach(
        (version, origin) ->
            judged.add(
                installed
                    .map(from -> judged(host, from, version, origin, reports))
                    .orElseGet(() -> judged(version, origin, reports.get(version)))));
    HostReport any = reports.values().iterator().next();
    return new UpgradeReport(
        any.host(),
        installed,
        offered,
        installed.map(from -> blocking(reports.get(from))).orElse(List.of()),
        judged,
        held(opened));
  }

  private static Optional<VersionNumber> offered(Host host) {
    InstalledPackages packages = InstalledPackages.read(host);
    String name =
        PACKAGES.stream()
            .filter(each -> packages.entries(each).stream().anyMatch(InstalledPackage::isInstalled))
            .findFirst()
            .orElse(PACKAGES.getFirst());
    return OfferedPackages.newest(host, name).toOptional();
  }

  /** The versions to judge, the oldest first and the target last. */
  private Map<VersionNumber, Origin> versions(
      Optional<VersionNumber> installed, Optional<VersionNumber> offered) {
    VersionNumber target =
        requested.map(releases::resolve).or(() -> offered).orElseGet(releases::newest);
    Origin origin =
        requested.isPresent()
            ? Origin.REQUESTED
            : offered.isPresent() ? Origin.OFFERED : Origin.RELEASE_LINE;
    Map<VersionNumber, Origin> versions = new TreeMap<>();
    installed
        .map(from -> releases.between(from, target))
        .orElseGet(() -> releases.lastBefore(target, MOST_LINES))
        .forEach(version -> versions.put(version, Origin.RELEASE_LINE));
    if (installed.filter(from -> from.compareTo(target) >= 0).isEmpty()) {
      versions.put(target, origin);
    }
    installed.ifPresent(version -> versions.put(version, Origin.INSTALLED));
    return versions;
  }

  /** The report for a version; that for the installed one is of the host as it is. */
  private HostReport report(OpenedHost opened, VersionNumber version, Origin origin) {
    HostCheck forVersion =
        check.with(check.selection().setting(DockerReleases.VERSION, version.text()));
    return forVersion.of(
        origin == Origin.INSTALLED
            ? opened
            : opened.with(DockerRehearsal.of(opened.host(), version)));
  }

  private static List<RuleId> blocking(HostReport report) {
    return results(report).map(result -> result.rule().id()).toList();
  }

  private static Stream<CheckResult> results(HostReport report) {
    return report.results().stream()
        .filter(result -> report.blocks(result) && result.pending().isEmpty())
        .filter(result -> result.fails() || result.isUnknown());
  }

  /** The rules whose verdict or level differs. */
  private static List<FindingChange> changes(HostReport before, HostReport after) {
    return ReportDifference.of(before, after).changes().stream()
        .filter(change -> !change.isOfText())
        .toList();
  }

  /** A version on a host with an installed one. */
  private JudgedVersion judged(
      Host host,
      VersionNumber from,
      VersionNumber version,
      Origin origin,
      Map<VersionNumber, HostReport> reports) {
    HostReport report = reports.get(version);
    List<FindingChange> changes = changes(reports.get(from), report);
    Set<RuleId> blocking =
        changes.stream()
            .filter(change -> change.isNewlyBlocking(report.failOn()))
            .map(FindingChange::rule)
            .collect(Collectors.toSet());
    Set<RuleId> kept = changes.stream().map(FindingChange::rule).collect(Collectors.toSet());
    return new JudgedVersion(
        version,
        origin,
        only(report, kept),
        blocking,
        changes,
        origin == Origin.INSTALLED
            ? List.of()
            : releases.changes(
                from, version, DockerRehearsal.of(host, version), report.run().parameters()));
  }

  /** A version on a host without Docker: what the installation or a fix resolves does not block. */
  private static JudgedVersion judged(VersionNumber version, Origin origin, HostReport report) {
    Set<RuleId> blocking =
        results(report)
            .filter(result -> result.isUnknown() || result.rule().fix().isEmpty())
            .map(result -> result.rule().id())
            .filter(id -> !id.equals(INSTALLED))
            .collect(Collectors.toSet());
    return new JudgedVersion(
        version, origin, only(report, blocking), blocking, List.of(), List.of());
  }

  private static HostReport only(HostReport report, Set<RuleId> rules) {
    return report.with(
        report.results().stream().filter(result -> rules.contains(result.rule().id())).toList());
  }

  private Optional<CheckResult> held(OpenedHost opened) {
    return check.with(hold).of(opened).results().stream().findFirst();
  }
}
