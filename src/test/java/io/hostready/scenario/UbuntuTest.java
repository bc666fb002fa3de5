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

/**
 * A booted tree that is Ubuntu by its facts, at its first boot: cloud-init has not finished, and
 * then apt-daily reads the package lists. The tree's packages are those of Debian 13.
 */
@NeedsGuest
class UbuntuTest {

  private static final String RULE = "docker-package-installed";

  /** As cloud-init's last stage: the result is the last file that it writes. */
  private static final String CLOUD_FINAL =
      """
      [Service]
      Type=oneshot
      ExecStart=sh -c 'mkdir -p /run/cloud-init && echo {} >/run/cloud-init/status.json'
      ExecStart=sh -c 'until [ -e /run/user-data-done ]; do sleep 0.2; done'
      ExecStart=sh -c 'echo {} >/run/cloud-init/result.json'
      """;

  private static Box firstBoot(String release, String codename) {
    Box host =
        Box.with()
            .packaged()
            .disk("2g")
            .osRelease("ubuntu", release, codename)
            .booting("cloud-final.service", CLOUD_FINAL)
            .start();
    host.write(
        "/etc/lsb-release",
        "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=%s\nDISTRIB_CODENAME=%s\n"
            .formatted(release, codename));
    host.write("/etc/dpkg/origins/ubuntu", "Vendor: Ubuntu\nVendor-URL: https://www.ubuntu.com/\n");
    host.sh("ln -sfn ubuntu /etc/dpkg/origins/default").succeeds();
    // Without a network to them, as behind a proxy that is not configured yet.
    host.write("/etc/apt/sources.list.d/ubuntu.sources", source("archive.ubuntu.com", codename));
    host.write(
        "/etc/apt/sources.list.d/ubuntu-esm-apps.sources",
        source("esm.ubuntu.com/apps", codename + "-apps-security"));
    host.write("/etc/needrestart/needrestart.conf", "$nrconf{restart} = 'i';\n");
    return host;
  }

  private static String source(String place, String suite) {
    return "Types: deb\nURIs: http://%s/ubuntu\nSuites: %s\nComponents: main\n"
        .formatted(place, suite);
  }

  @ParameterizedTest
  @CsvSource({"22.04, jammy", "24.04, noble", "26.04, resolute"})
  void ubuntuGoesFromItsFirstBootToAContainerAndBack(String release, String codename) {
    try (Box host = firstBoot(release, codename)) {
      AptRepository docker = AptRepository.runningDocker(codename);
      Docker.repository(host, docker);
      HostState before = HostState.of(host);

      Running fix = host.startHostready(Docker.from(docker, "fix", "--yes", RULE));
      awaitOutput(fix, "waiting for cloud-init to finish the first boot");
      assertFalse(host.exists("/etc/apt/sources.list.d/docker.sources"));
      HeldLock daily = HeldLock.take(host, "/var/lib/apt/lists/lock");
      host.write("/run/user-data-done", "");
      awaitOutput(fix, "waiting for another apt to end");
      daily.close();
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
