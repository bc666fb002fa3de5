package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Guest;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.TakesLong;
import io.hostready.testbed.ThrowAwayHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host that has seen nobody but its installer. */
@NeedsGuest
class FreshHostTest {

  @Test
  void checkFindsWhatIsMissingAndTouchesNothing() {
    try (Guest host = Guest.fresh()) {
      HostState before = HostState.of(host);

      Report report = Report.check(host);

      assertEquals("not-ready", report.outcome(), report.toString());
      assertEquals(1, report.ran().exit());
      assertEquals(
          List.of("docker-package-installed"),
          report.rulesThat("fail", "required"),
          report::toString);
      assertEquals(List.of(), report.rulesThat("unknown", "required"), report::toString);
      assertEquals("not-applicable", report.verdict("device-mapper-available"), report.toString());
      assertEquals("fail", report.verdict("ufw-forward-policy-accept"), report.toString());
      assertEquals(List.of(), before.differences(HostState.of(host)));
    }
  }

  /** The blocks of README.md and src/docs/fix.md, and a reboot. */
  @Test
  void freshHostRunsContainersAfterRebootTooAndComesBack() {
    try (Guest host = Guest.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      Transcript.prepare(host, docker);
      HostState before = HostState.of(host);

      assertEquals(
          List.of("docker-package-installed"), Report.check(host).rulesThat("fail", "required"));
      Transcript.of("src/docs/fix.md", "Plan").plays(host);
      Transcript.of("README.md", "Plan, fix and undo").plays(host);
      assertEquals(List.of(), before.differences(HostState.of(host)));

      // A check, a fix whose proofs all work, a container.
      Transcript.of("README.md", "Quick start").plays(host);
      Report fixed = Report.check(host, Docker.from(docker));
      assertEquals("ready", fixed.outcome(), fixed.toString());

      host.reboot();
      Report rebooted = Report.check(host, Docker.from(docker));
      assertEquals("ready", rebooted.outcome(), rebooted.toString());
      assertEquals(List.of(), fixed.passesDifferFrom(rebooted));
      Docker.runsAContainerAgain(host);

      Transcript.of("src/docs/fix.md", "Undo").plays(host);
      assertEquals(
          List.of(), before.unexplained(HostState.of(host), Docker.LEAVES_BEHIND_AND_REBOOT));
    }
  }

  @Test
  @TakesLong
  void theDistributionsDockerServesAsWell() {
    try (Guest host = Guest.fresh()) {
      Docker.distribution(host);
      String volume = "/var/lib/docker/volumes/before/_data";
      host.run("mkdir", "-p", volume).succeeds();
      HostState before = HostState.of(host);

      host.hostready("fix", "--yes", "--set", "docker-source=distribution").exits(0);
      Report fixed = Report.check(host);
      assertEquals("ready", fixed.outcome(), fixed.toString());
      Docker.runsAContainer(host);

      host.hostready("undo", "--yes").exits(0);
      // Debian's own docker.io deletes these when it is purged.
      host.run("test", "-d", volume, "-a", "-d", "/var/lib/docker/image").succeeds();
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.LEAVES_BEHIND));
      host.reboot();
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.LEAVES_FOR_GOOD));
    }
  }

  /** The same where there is no time for a whole machine. */
  @Test
  void bootedTreeRunsContainersAndComesBack() {
    try (ThrowAwayHost host = HostKind.TREE.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      HostState before = HostState.of(host);
      String[] rules = HostKind.TREE.rules();
      Report found = Report.check(host, Docker.from(docker, rules));
      assertEquals(
          List.of("docker-package-installed"),
          found.rulesThat("fail", "required"),
          found::toString);

      host.hostready(Docker.from(docker, "fix", "--yes", "docker-package-installed")).exits(0);
      Report fixed = Report.check(host, Docker.from(docker, rules));
      assertEquals("ready", fixed.outcome(), fixed.toString());
      assertEquals(List.of(), fixed.rulesThat("unknown"), fixed::toString);
      Docker.runsAContainer(host);

      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.LEAVES_BEHIND));
    }
  }
}
