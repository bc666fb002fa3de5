package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.Eventually;
import io.hostready.testbed.HeldLock;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.Running;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tree that is Ubuntu by its facts goes from its first boot to a container, and back. */
@NeedsGuest
class UbuntuTest {

  private static final String RULE = "docker-package-installed";
  private static final String IDLE = "apt-and-dpkg-idle";

  @ParameterizedTest
  @CsvSource({"22.04, jammy", "24.04, noble", "26.04, resolute"})
  void ubuntuGoesFromItsFirstBootToAContainerAndBack(String release, String codename) {
    UbuntuHost ubuntu = UbuntuHost.atFirstBoot(release, codename);
    try (Box host = ubuntu.box()) {
      AptRepository docker = AptRepository.runningDocker(codename);
      Docker.repository(host, docker);
      HostState before = HostState.of(host);
      assertEquals("pass", Report.check(host, IDLE).verdict(IDLE));

      Running fix = host.startHostready(Docker.from(docker, "fix", "--yes", RULE));
      awaitOutput(fix, "waiting for cloud-init to finish the first boot");
      assertFalse(host.exists("/etc/apt/sources.list.d/docker.sources"));
      HeldLock daily = HeldLock.take(host, "/var/lib/apt/lists/lock");
      ubuntu.startUpgrade();
      Report busy = Report.check(host, IDLE);
      assertTrue(busy.about(IDLE).contains("unattended-upgrade is running"), busy.about(IDLE));
      ubuntu.endCloudInit();
      awaitOutput(fix, "waiting for another apt to end");
      daily.close();
      awaitOutput(fix, "It is held by process");
      ubuntu.endUpgrade();
      fix.await().exits(0);

      String source = host.read("/etc/apt/sources.list.d/docker.sources");
      assertTrue(source.contains("https://download.docker.com/linux/ubuntu\n"), source);
      assertTrue(source.contains("Suites: " + codename + "\n"), source);
      Report fixed = Report.check(host, Docker.from(docker, HostKind.TREE.rules()));
      assertEquals("ready", fixed.outcome(), fixed.toString());
      Docker.runsAContainer(host);

      host.hostready("undo", "--yes").exits(0);
      List<String> explained = new ArrayList<>(Docker.LEAVES_BEHIND);
      // The stage of cloud-init that ended, and what dockerd sets where ufw is not enabled.
      explained.add("[+-] active unit .*");
      explained.add("[+] packet filter (\\*filter|:FORWARD DROP|COMMIT)$");
      assertEquals(List.of(), before.unexplained(HostState.of(host), explained));
      assertFalse(host.exists(UbuntuHost.RESTARTED), "needrestart ran");
    }
  }

  private static void awaitOutput(Running program, String line) {
    Eventually.await(
        line,
        () -> {
          assertTrue(program.isAlive(), () -> program.await().toString());
          return (program.errSoFar() + program.outSoFar()).contains(line);
        });
  }
}
