package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Guest;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.Ran;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.Running;
import io.hostready.testbed.TakesLong;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong on real hosts while a fix works, and that it is said, and can be taken back. */
@NeedsGuest
class UnkindHostTest {

  @Test
  @TakesLong
  void clockFiveYearsBehind() {
    try (Guest host = Guest.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      host.run("date", "-s", "2021-11-24").succeeds();
      HostState before = HostState.of(host);

      Ran fix = host.hostready(Docker.from(docker, "fix", "--yes")).exits(4);

      assertTrue(fix.said().contains("valid") || fix.said().contains("clock"), fix.toString());
      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.differences(HostState.of(host)));
    }
  }

  @Test
  @TakesLong
  void diskIsFull() {
    try (Guest host = Guest.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      HostState before = HostState.of(host);
      // Room for the lists of packages, but for no package.
      host.sh("fallocate -l $(($(stat -f -c %a /) * 4096 - 20000000)) /var/filler");

      Ran fix = host.hostready(Docker.from(docker, "fix", "--yes")).exits(4);

      assertTrue(fix.said().contains("space"), fix.toString());
      assertEquals("", host.run("dpkg", "--audit").succeeds().out());
      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.differences(HostState.of(host)));
    }
  }

  @Test
  @TakesLong
  void networkGoesAwayHalfWay() {
    try (Guest host = Guest.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      RepositoryServer server = Docker.repository(host, docker);
      HostState before = HostState.of(host);
      Running fix = host.startHostready(Docker.from(docker, "fix", "--yes"));
      host.await(Duration.ofMinutes(3), "test -s /etc/apt/sources.list.d/docker.sources");

      server.stop();
      Ran ended = fix.await().exits(4);

      assertTrue(ended.said().contains("download.docker.com"), ended.toString());
      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.differences(HostState.of(host)));
    }
  }

  @Test
  @TakesLong
  void anotherAptHoldsTheLockForTwentySeconds() {
    try (Guest host = Guest.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      Running other =
          host.start(
              Duration.ofMinutes(2),
              "python3",
              "-c",
              """
              import fcntl, time
              lock = open("/var/lib/dpkg/lock-frontend", "a")
              fcntl.lockf(lock, fcntl.LOCK_EX)
              print("held", flush=True)
              time.sleep(60)
              """);
      while (!other.outSoFar().startsWith("held")) {
        Thread.onSpinWait();
      }

      host.hostready(Docker.from(docker, "fix", "--yes")).exits(0);

      assertEquals(0, other.await().exit());
      assertEquals("ready", Report.check(host, Docker.from(docker)).outcome());
    }
  }
}
