package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.cli.Project;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.run.CheckResult;
import io.hostready.run.Checker;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import io.hostready.run.Planner;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shipped rules find and advise in situations where a general sentence would mislead. */
class ShippedAdviceTest {

  private static final RuleBook BOOK =
      RuleBook.read(
          Host.localFiles(),
          List.of(new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));

  /** A check of one rule in one of its situations. */
  private record RuleResult(Host host, Selection selection, HostReport report) {

    static RuleResult of(String rule, String situation) {
      Host host = Fixtures.situation(rule, situation);
      Map<String, String> parameters = Fixtures.parameters(rule, situation);
      Selection selection = Selection.of(BOOK, List.of(), List.of(rule), parameters);
      return new RuleResult(
          host,
          selection,
          new Checker(Clock.systemUTC(), "0.1.0").check(host, selection, Level.OPTIONAL));
    }

    CheckResult result() {
      return report.results().getFirst();
    }

    String advice() {
      return result().rule().text().advice().general().orElse("").replaceAll("\\s+", " ");
    }

    FixPlan plan() {
      return Planner.plan(
          host,
          report,
          selection,
          new Planner.Wishes(Set.of(result().rule().id()), Level.OPTIONAL, true),
          List.of());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bridge-mtu-fits-default-route | not-ready-1400-bytes | set both to 1400, the MTU of eth0 |"
            + " 1450",
        "bridge-mtu-fits-default-route | not-ready-1400-bytes | com.docker.network.driver.mtu\":"
            + " \"1400\"} | 1450",
        "docker-daemon-running | not-ready-masked | systemctl unmask docker.service |"
            + " systemctl start docker",
        "docker-package-installed | not-ready-half-configured | Run 'dpkg --configure -a' to finish"
            + " the installation of docker-ce, which dpkg left half-configured | Install docker-ce",
        "overlay-module-loadable | not-ready-forbidden | /etc/modprobe.d/cis.conf:1"
            + " (install overlay /bin/false) | Reboot",
        "storage-driver-available | not-ready-aufs-with-docker-24 | Docker 24.0.7 cannot use aufs"
            + " | boot a kernel",
        "storage-driver-available | not-ready-layers-of-two-drivers | layers of several drivers"
            + " (overlay2, btrfs) | boot a kernel",
        "host-not-a-container | not-ready-openvz | 29.8.0 | Proxmox",
        "host-not-a-container | not-ready-lxc | keyctl=1 (Proxmox) | OpenVZ",
        "apparmor-parser-present | not-ready-docker-23.0.1 | no container starts | unconfined",
        "docker-sock-not-directory | not-ready | rmdir /run/docker.sock |" + " chmod",
        "dns-servers-usable-in-containers | not-ready-link-to-nothing | link to a file that does"
            + " not exist | daemon.json",
        "daemon-json-valid | not-ready-named-configuration-file | Correct the syntax of"
            + " /srv/docker.json | /etc/docker/daemon.json",
        "daemon-options-valid | not-ready-named-configuration-file | --validate --config-file"
            + " /etc/docker/other.json | /etc/docker/daemon.json",
        "daemon-options-valid | not-ready-unknown-flag | option in /etc/docker/daemon.json or |"
            + " {file}",
        "default-log-driver-available | not-ready-named-configuration-file | in /srv/docker.json to"
            + " | /etc/docker/daemon.json",
        "docker-runtimes-installed | not-ready | in /etc/docker/daemon.json and | {file}",
        "swap-limit-available | not-ready | swapaccount=1 | Raspberry",
        "vxlan-modules-loadable | not-ready-raspberry-pi-ubuntu-24.04 | Run 'apt-get install"
            + " --reinstall linux-modules-$(uname -r)'. | extra",
      })
  void adviceIsForThisHost(String rule, String situation, String says, String lacks)
      throws IOException {
    String advice = RuleResult.of(rule, situation).advice();
    assertTrue(advice.contains(says), advice);
    assertFalse(advice.contains(lacks), advice);
  }

  @Test
  void noRuleAdvisesAPackageThatTheKernelDoesNotHave() throws IOException {
    Host host = Fixtures.situation("vxlan-modules-loadable", "not-ready-raspberry-pi-ubuntu-24.04");
    Selection all = Selection.of(BOOK, List.copyOf(BOOK.packs().keySet()), List.of(), Map.of());
    List<String> advice =
        new Checker(Clock.systemUTC(), "0.1.0")
            .check(host, all, Level.OPTIONAL).results().stream()
                .filter(result -> result.verdict() instanceof Verdict.Fail)
                .flatMap(result -> result.rule().text().advice().general().stream())
                .toList();
    String has = "apt-get install --reinstall linux-modules-$(uname -r)";
    assertTrue(advice.stream().filter(text -> text.contains(has)).count() > 5, advice::toString);
    assertEquals(
        List.of(), advice.stream().filter(text -> text.contains("linux-modules-extra")).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-conflicting-packages | not-ready-compose-1 | docker-compose installed",
        "no-conflicting-packages | not-ready | containerd and runc installed",
        "docker-apt-suite-matches-release | not-ready-without-suite |"
            + " /etc/apt/sources.list.d/docker.list:2 lacks the suite",
        "docker-apt-suite-matches-release | not-ready-address-alone |"
            + " /etc/apt/sources.list.d/docker.list:1 lacks the suite",
        "dns-servers-usable-in-containers | not-ready-link-to-nothing | /etc/resolv.conf (a broken"
            + " link to ../run/systemd/resolve/stub-resolv.conf) not found",
      })
  void findingNamesThePackageTheFileAndTheLine(String rule, String situation, String says)
      throws IOException {
    String found = RuleResult.of(rule, situation).result().finding().found();
    assertTrue(found.contains(says), found);
  }

  @ParameterizedTest
  @CsvSource({
    "not-ready, OPTIONAL",
    "not-ready-no-pool-is-left, REQUIRED",
    "not-ready-docker-has-used-all-pools, RECOMMENDED"
  })
  void addressPoolsMatterMoreWhereNoneIsLeft(String situation, Level level) throws IOException {
    assertEquals(level, RuleResult.of("address-pools-not-overlapping", situation).result().level());
  }

  @Test
  void maskedUnitIsLeftToAPerson() throws IOException {
    RuleResult masked = RuleResult.of("docker-daemon-running", "not-ready-masked");
    assertTrue(masked.result().rule().fix().isEmpty(), "a start is offered");
    FixPlan plan = masked.plan();
    assertTrue(plan.isEmpty(), plan.toString());
    assertTrue(plan.left().getFirst().why().contains("is masked"), plan.toString());
  }

  @Test
  void daemonWithAnErrorOfItsConfigurationIsNotStarted() throws IOException {
    RuleResult failed = RuleResult.of("docker-daemon-running", "not-ready-log-of-journal");
    assertTrue(failed.result().rule().fix().isEmpty(), "a start is offered");
    assertTrue(failed.plan().isEmpty(), failed.plan().toString());
  }

  @Test
  void halfConfiguredPackageIsConfiguredAndNotInstalled() throws IOException {
    RuleResult half = RuleResult.of("docker-package-installed", "not-ready-half-configured");
    List<String> changes =
        half.plan().fixes().getFirst().changes().stream()
            .flatMap(change -> change.preview().stream())
            .toList();
    assertEquals(1, changes.size(), changes.toString());
    assertTrue(changes.getFirst().contains("dpkg --configure -a"), changes.toString());
  }
}
