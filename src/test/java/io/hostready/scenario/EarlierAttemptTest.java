package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.ThrowAwayHost;
import java.util.List;

/** A host on which somebody has tried something else before. */
@NeedsGuest
class EarlierAttemptTest {

  private static final String RULE = "docker-package-installed";
  private static final String LISTS =
      "find /var/lib/apt/lists -type f -name '*docker*' -exec sha256sum {} + | sort";

  @OnEveryHost
  void podmanUnderDockersNameIsRemovedOnlyOnRequest(HostKind kind) {
    try (ThrowAwayHost host = kind.fresh()) {
      Docker.distribution(host);
      host.run("apt-get", "install", "-qy", "podman-docker").succeeds();
      // It is started on the way, and ends by itself when it has been idle for a while.
      host.sh("systemctl stop netavark-dhcp-proxy.service || true");
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      HostState before = HostState.of(host);

      Report found = Report.check(host, Docker.from(docker, kind.rules()));
      assertEquals("not-ready", found.outcome(), found.toString());
      assertEquals("fail", found.verdict("no-conflicting-packages"), found.toString());

      ProgramRun unasked = host.hostready(Docker.from(docker, "fix", "--yes", RULE)).exits(1);
      assertTrue(unasked.out().contains("podman-docker"), unasked.toString());
      assertTrue(unasked.out().contains("no-conflicting-packages"), unasked.toString());
      assertEquals(before.part("package"), HostState.of(host).part("package"));

      String[] both = {"fix", "--yes", "no-conflicting-packages", RULE};
      host.hostready(Docker.from(docker, both)).exits(0);
      Report fixed = Report.check(host, Docker.from(docker, kind.rules()));
      assertEquals("ready", fixed.outcome(), fixed.toString());
      assertTrue(host.exists("/usr/bin/podman"));
      Docker.runsAContainer(host);

      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.LEAVES_BEHIND));
    }
  }

  /** As Docker's guide said until 2022: apt-key, and one line. */
  @OnEveryHost
  void oldListWithAKeyThatSignsEverythingIsReplaced(HostKind kind) {
    try (ThrowAwayHost host = kind.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      host.write("/etc/apt/trusted.gpg.d/docker.asc", docker.armoredKey());
      host.write(
          "/etc/apt/sources.list.d/docker.list",
          "deb [arch=amd64] https://download.docker.com/linux/debian trixie stable\n");
      host.run("apt-get", "update", "-q", "--error-on=any").succeeds();
      HostState before = HostState.of(host);
      String lists = host.sh(LISTS).out();
      assertFalse(lists.isEmpty());

      Report found = Report.check(host, Docker.from(docker, kind.rules()));
      assertEquals("fail", found.verdict("docker-apt-signed-by-set"), found.toString());
      assertEquals("fail", found.verdict("trusted-gpg-without-docker-key"), found.toString());

      host.hostready(Docker.from(docker, "fix", "--yes", RULE)).exits(0);
      host.run("apt-get", "update", "-q", "--error-on=any").succeeds();
      Report fixed = Report.check(host, Docker.from(docker, kind.rules()));
      assertEquals("ready", fixed.outcome(), fixed.toString());
      assertEquals("pass", fixed.verdict("docker-apt-signed-by-set"), fixed.toString());
      assertEquals("pass", fixed.verdict("docker-apt-signed-by-consistent"), fixed.toString());
      // Taking a key away from what it may sign beside Docker's is for a person to do.
      assertEquals("fail", fixed.verdict("trusted-gpg-without-docker-key"), fixed.toString());
      Docker.runsAContainer(host);

      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.LEAVES_BEHIND));
      assertEquals(lists, host.sh(LISTS).out());
      host.run("apt-get", "update", "-q", "--error-on=any").succeeds();
    }
  }
}
