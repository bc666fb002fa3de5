package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.ProcessOwner;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessProbeTest {

  private static final String ROOTS = "Uid:\t0\t0\t0\t0\n";

  private static final Host HOST =
      FakeHost.with("/proc/1/comm", "systemd\n")
          .file("/proc/1/status", ROOTS)
          .file("/proc/41/status", ROOTS)
          .file("/proc/42/status", ROOTS)
          .file("/proc/self/status", ROOTS)
          .file("/proc/43/comm", "chronyd\n")
          .file("/proc/43/status", "Uid:\t108\t108\t108\t108\n")
          .file("/proc/41/comm", "containerd-shim\n")
          .file("/proc/42/comm", "containerd-shim\n")
          .file("/proc/self/comm", "dockerd\n")
          .host();

  @Test
  void theCommandByHandHasTheNameAsTheKernelCutsIt() {
    assertEquals(
        List.of("pgrep -ax systemd-timesyn"),
        new ProcessProbe("systemd-timesyncd", ProcessOwner.ROOT, Optional.empty()).commands());
  }

  @ParameterizedTest
  @CsvSource({"containerd-shim-runc-v2, pass", "systemd, pass", "dockerd, fail", "shim, fail"})
  void aNameIsWholeAndOnlyNumberedProcessesCount(String name, String verdict) {
    assertEquals(
        verdict, RuleResult.word(HOST, "process: {name: " + name + ", expect: {present: true}}"));
  }

  @ParameterizedTest
  @CsvSource({"chronyd, fail", "'chronyd, owner: root', fail", "'chronyd, owner: system', pass"})
  void systemUsersCountWhereARuleSaysSo(String program, String verdict) {
    assertEquals(
        verdict,
        RuleResult.word(HOST, "process: {name: " + program + ", expect: {present: true}}"));
  }

  @Test
  void allOfThatNameAreCounted() {
    assertEquals("2", RuleResult.facet(HOST, "process: {name: containerd-shim}", "count"));
  }

  @ParameterizedTest
  @CsvSource({"4GiB, fail", "3GiB, pass"})
  void theMemoryIsThatOfTheFirstProcess(String most, String verdict) {
    Host host =
        FakeHost.with("/proc/1/comm", "systemd\n")
            .file("/proc/1/status", ROOTS)
            .file("/proc/42/comm", "dockerd\n")
            .file("/proc/42/status", ROOTS + "VmRSS:\t 3145728 kB\n")
            .host();
    assertEquals(
        verdict,
        RuleResult.word(
            host, "process: {name: dockerd, expect: {memory: {at-least: " + most + "}}}"));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void hiddenProcessesAreNeitherPassNorFail(boolean present) {
    Host hidden = FakeHost.with("/proc/42/comm", "sh\n").host();
    assertEquals(
        "unknown",
        RuleResult.word(hidden, "process: {name: dockerd, expect: {present: " + present + "}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "0::/system.slice/docker.service, docker.service",
    "0::/system.slice/docker.service/init, docker.service",
    "'12:pids:/a.service\n1:name=systemd:/system.slice/docker.service', docker.service",
    "0::/user.slice/user-0.slice/session-4.scope, session-4.scope",
  })
  void theUnitIsTheLastServiceOrScopeOfTheCgroup(String cgroup, String unit) {
    Host host =
        FakeHost.with("/proc/1/comm", "systemd\n")
            .file("/proc/1/status", ROOTS)
            .file("/proc/42/comm", "dockerd\n")
            .file("/proc/42/status", ROOTS)
            .file("/proc/42/cgroup", cgroup + "\n")
            .host();
    assertEquals(unit, RuleResult.facet(host, "process: {name: dockerd}", "unit"));
  }

  @ParameterizedTest
  @CsvSource({
    "0::/system.slice/unattended-upgrades.service, fail",
    "0::/system.slice/apt-daily-upgrade.service, pass",
    "0::/user.slice/user-0.slice/session-4.scope, pass",
    "0::/, pass",
  })
  void processesOfTheExceptedUnitDoNotCount(String cgroup, String verdict) {
    Host host = upgrading().file("/proc/42/cgroup", cgroup + "\n").host();
    assertEquals(verdict, RuleResult.word(host, UPGRADE));
  }

  @Test
  void processesWhoseUnitCannotBeReadAreUnknownUnlessAnotherCounts() {
    FakeHost upgrading = upgrading().denied("/proc/42/cgroup");
    assertEquals("unknown", RuleResult.word(upgrading.host(), UPGRADE));
    Host another =
        upgrading
            .file("/proc/43/comm", "unattended-upgr\n")
            .file("/proc/43/status", ROOTS)
            .file("/proc/43/cgroup", "0::/system.slice/apt-daily-upgrade.service\n")
            .host();
    assertEquals("pass", RuleResult.word(another, UPGRADE));
  }

  private static final String UPGRADE =
      """
      process:
        name: unattended-upgrade
        except-unit: unattended-upgrades.service
        expect: {present: true}
      """;

  private static FakeHost upgrading() {
    return FakeHost.with("/proc/1/comm", "systemd\n")
        .file("/proc/1/status", ROOTS)
        .file("/proc/42/comm", "unattended-upgr\n")
        .file("/proc/42/status", ROOTS);
  }
}
