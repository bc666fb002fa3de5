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
import io.hostready.testbed.ProgramRun;
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
  private static final String VXLAN = "vxlan-modules-loadable";
  private static final String SNAP = "no-snap-docker";

  @ParameterizedTest
  @CsvSource({
    "22.04, jammy, " + AptRepository.JAMMY_KERNEL,
    "24.04, noble, ''",
    "26.04, resolute, ''",
  })
  void ubuntuGoesFromItsFirstBootToAContainerAndBack(
      String release, String codename, String kernel) {
    UbuntuHost ubuntu = UbuntuHost.atFirstBoot(release, codename, kernel);
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
      if (!kernel.isEmpty()) {
        extraModulesComeAndGo(host, kernel);
      }

      host.hostready("undo", "--yes").exits(0);
      List<String> explained = new ArrayList<>(Docker.LEAVES_BEHIND);
      // The stage of cloud-init that ended, and what dockerd sets where ufw is not enabled.
      explained.add("[+-] active unit .*");
      explained.add("[+] packet filter (\\*filter|:FORWARD DROP|COMMIT)$");
      assertEquals(List.of(), before.unexplained(HostState.of(host), explained));
      assertFalse(host.exists(UbuntuHost.RESTARTED), "needrestart ran");
      if (codename.equals("noble")) {
        dockerIsNotInstalledBesideTheSnap(host, docker);
      }
    }
  }

  /** With the real apt, dpkg and depmod. */
  private static void extraModulesComeAndGo(Box host, String kernel) {
    String dependencies = "/usr/lib/modules/" + kernel + "/modules.dep";
    String before = host.read(dependencies);
    String extra = "linux-modules-extra-" + kernel;
    String missing = Report.check(host, VXLAN).about(VXLAN);
    assertTrue(missing.contains("\"verdict\":\"fail\""), missing);
    assertTrue(missing.contains("apt-get install linux-modules-extra-$(uname -r)"), missing);

    ProgramRun fix = host.hostready("fix", "--yes", VXLAN).exits(0);
    assertTrue(fix.out().contains("install " + extra), fix::toString);
    assertEquals("pass", Report.check(host, VXLAN).verdict(VXLAN));

    host.hostready("undo", "--yes").exits(0);
    assertEquals("fail", Report.check(host, VXLAN).verdict(VXLAN));
    assertEquals(before, host.read(dependencies));
    assertFalse(host.run("dpkg", "-l", extra).out().contains("\nii"), extra);
  }

  private static void dockerIsNotInstalledBesideTheSnap(Box host, AptRepository docker) {
    host.run("snap", "install", "docker").succeeds();
    HostState before = HostState.of(host);
    Report found = Report.check(host, SNAP, RULE);
    assertEquals(List.of(SNAP, RULE), found.rulesThat("fail"));
    assertTrue(
        found.about(SNAP).contains("Back up the volumes of the snap, then run 'snap remove"));

    ProgramRun refused = host.hostready(Docker.from(docker, "fix", "--yes", RULE)).exits(1);
    assertTrue(
        refused.out().contains("docker-ce conflicts with the installed snap docker."),
        refused::toString);
    assertEquals(List.of(), before.differences(HostState.of(host)));
    host.run("snap", "remove", "docker").succeeds();
    assertEquals("pass", Report.check(host, SNAP).verdict(SNAP));
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
