package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Guest;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.TakesLong;
import io.hostready.testbed.ThrowAwayHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fix that does not come to its end, and what settles it. */
@NeedsGuest
class InterruptedFixTest {

  private static final String DPKG_HAS_BEGUN =
      "grep -q 'Package: containerd.io' /var/lib/dpkg/status /var/lib/dpkg/updates/*";

  @Test
  @TakesLong
  void powerCutInTheMiddleOfAptIsSettledByTheNextFix() {
    try (Guest host = Guest.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      host.startHostready(Docker.from(docker, "fix", "--yes"));
      host.await(Duration.ofMinutes(15), DPKG_HAS_BEGUN);

      host.cutPower();
      host.hostready(Docker.from(docker, "fix", "--yes")).exits(0);

      assertEquals("", host.run("dpkg", "--audit").succeeds().out());
      assertEquals("ready", Report.check(host, Docker.from(docker)).outcome());
      Docker.runsAContainer(host);
    }
  }

  @OnEveryHost
  void killedInTheMiddleOfAptIsTakenBackByUndo(HostKind kind) {
    try (ThrowAwayHost host = kind.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      HostState before = HostState.of(host);
      host.startHostready(Docker.from(docker, "fix", "--yes", "docker-package-installed"));
      host.await(Duration.ofMinutes(15), DPKG_HAS_BEGUN);

      host.sh("kill -KILL $(pidof hostready java)").succeeds();
      host.hostready("undo", "--yes").exits(0);

      assertEquals("", host.run("dpkg", "--audit").succeeds().out());
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.LEAVES_BEHIND));
    }
  }

  @Test
  @TakesLong
  void powerCutBetweenTwoChangesIsTakenBackByUndo() {
    try (Guest host = Guest.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      HostState before = HostState.of(host);
      host.startHostready(Docker.from(docker, "fix", "--yes"));
      host.await(Duration.ofMinutes(15), "test -s /etc/apt/sources.list.d/docker.sources");

      host.cutPower();
      host.hostready("undo", "--yes").exits(0);

      assertEquals(
          List.of(), before.unexplained(HostState.of(host), Docker.LEAVES_BEHIND_AND_REBOOT));
    }
  }
}
