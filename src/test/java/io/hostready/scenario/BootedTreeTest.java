package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The lighter kind of real host: a Debian tree with systemd as its first process, in namespaces, on
 * this machine's kernel and at its speed. Kernel modules, control groups and sysctls are not its
 * own, so these rules are not asked.
 */
@NeedsGuest
class BootedTreeTest {

  private static final List<String> RULES =
      List.of(
          "docker-package-installed",
          "docker-daemon-running",
          "docker-daemon-answering",
          "docker-stores-layers-well",
          "docker-socket-private",
          "docker-key-genuine",
          "docker-source-signed",
          "forwarding-on-while-docker-runs");

  @Test
  void bootedTreeRunsContainersAndComesBack() {
    try (Box host = Box.with().packaged().booted().start()) {
      host.run("ufw", "--force", "enable").succeeds();
      AptRepository docker = AptRepository.runningDocker();
      Docker.repository(host, docker);
      HostState before = HostState.of(host);
      String[] rules = RULES.toArray(String[]::new);
      Report found = Report.check(host, Docker.from(docker, rules));
      assertEquals(List.of("docker-package-installed"), found.rulesThat("fail"), found::toString);

      host.hostready(Docker.from(docker, "fix", "--yes", "docker-package-installed")).exits(0);
      Report fixed = Report.check(host, Docker.from(docker, rules));
      assertEquals(RULES.size(), fixed.rulesThat("pass").size(), fixed.toString());
      Docker.runsAContainer(host);

      host.hostready("undo", "--yes").exits(0);
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.LEAVES_BEHIND));
    }
  }
}
