package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Guest;
import io.hostready.testbed.HeldLock;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.Running;
import io.hostready.testbed.TakesLong;
import io.hostready.testbed.ThrowAwayHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong on real hosts while a fix works, and that it is said, and can be taken back. */
@NeedsGuest
class UnkindHostTest {

  private static final String RULE = "docker-package-installed";

  @Test
  @TakesLong
  void clockFiveYearsBehind() {
    try (Guest host = Guest.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      host.run("date", "-s", "2021-11-24").succeeds();
      HostState before = HostState.of(host);

      ProgramRun fix = host.hostready(Docker.from(docker, "fix", "--yes", RULE)).exits(4);

      assertTrue(fix.err().contains("Check this host's clock"), fix.toString());
      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.GROUPS_KEPT));
    }
  }

  @OnEveryHost
  void diskIsFull(HostKind kind) {
    try (ThrowAwayHost host = kind.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      HostState before = HostState.of(host);
      // Room for the lists of packages, but for no package.
      host.sh("fallocate -l $(($(stat -f -c %a /) * 4096 - 20000000)) /var/filler");

      ProgramRun fix = host.hostready(Docker.from(docker, "fix", "--yes", RULE)).exits(4);

      assertTrue(fix.said().contains("space"), fix.toString());
      assertEquals("", host.run("dpkg", "--audit").succeeds().out());
      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.GROUPS_KEPT));
    }
  }

  @OnEveryHost
  void networkGoesAwayHalfWay(HostKind kind) {
    try (ThrowAwayHost host = kind.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker).goesAwayAtPackages();
      HostState before = HostState.of(host);

      ProgramRun fix = host.hostready(Docker.from(docker, "fix", "--yes", RULE)).exits(4);

      assertTrue(fix.said().contains("download.docker.com"), fix.toString());
      assertTrue(host.exists("/etc/apt/sources.list.d/docker.sources"));
      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.GROUPS_KEPT));
    }
  }

  @OnEveryHost
  void anotherAptHoldsTheLock(HostKind kind) {
    try (ThrowAwayHost host = kind.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      HeldLock other = HeldLock.take(host, "/var/lib/dpkg/lock-frontend");

      Running fix = host.startHostready(Docker.from(docker, "fix", "--yes", RULE));
      // It sleeps between two tries.
      host.await(Duration.ofMinutes(15), "grep -q nanosleep /proc/$(pgrep -x apt-get)/wchan");
      assertTrue(fix.isAlive());
      assertFalse(host.exists("/usr/bin/dockerd"));
      other.close();

      fix.await().exits(0);
      assertEquals("ready", Report.check(host, Docker.from(docker, RULE)).outcome());
    }
  }
}
