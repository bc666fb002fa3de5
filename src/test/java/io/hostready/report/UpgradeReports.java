package io.hostready.report;

import io.hostready.capture.Fixtures;
import io.hostready.capture.OpenedHost;
import io.hostready.host.Host;
import io.hostready.rule.DockerReleases;
import io.hostready.rule.Level;
import io.hostready.rule.Selection;
import io.hostready.rule.ShippedRules;
import io.hostready.rule.Waivers;
import io.hostready.run.HostCheck;
import io.hostready.run.UpgradeCheck;
import io.hostready.run.UpgradeReport;
import io.hostready.text.VersionNumber;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rehearsals of upgrades on the hosts of test-fixtures/upgrade. */
public final class UpgradeReports {

  private UpgradeReports() {}

  /** The check of an upgrade with the rules of docker-engine. */
  public static UpgradeCheck check(Optional<VersionNumber> to) {
    HostCheck check =
        new HostCheck(
            Clock.systemUTC(),
            "0.1.0",
            selection("docker-engine"),
            Waivers.NONE,
            Level.REQUIRED,
            false,
            false);
    return new UpgradeCheck(check, selection("docker-hold"), DockerReleases.shipped(), to);
  }

  private static Selection selection(String pack) {
    return Selection.of(ShippedRules.book(), List.of(pack), List.of(), Map.of());
  }

  /** The rehearsal on a host. */
  public static UpgradeReport of(Host host, Optional<VersionNumber> to) {
    return check(to).of(new OpenedHost(host, Map.of(), true));
  }

  /** The host of a situation. */
  public static Host host(String situation) {
    return Fixtures.files("upgrade", ".hosts").stream()
        .map(Fixtures::changes)
        .filter(text -> text.situation(situation).isPresent())
        .map(text -> Fixtures.host(text, situation))
        .findFirst()
        .orElseThrow();
  }

  /** The rehearsals on the hosts of some situations. */
  static List<UpgradeReport> of(String... situations) {
    return Arrays.stream(situations).map(each -> of(host(each), Optional.empty())).toList();
  }
}
