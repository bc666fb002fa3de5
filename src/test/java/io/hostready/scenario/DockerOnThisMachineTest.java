package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.DockerHere;
import io.hostready.testbed.NeedsGuest;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The machine that runs the tests, whatever its kernel: often one without modules, and with control
 * groups of version 1. What the rules say must be what its daemon says.
 */
@NeedsGuest
class DockerOnThisMachineTest {

  @Test
  void verdictsAreWhatTheDaemonSays() {
    DockerHere docker = DockerHere.start();

    Report before = Report.of(docker.before());
    assertEquals("not-ready", before.outcome(), before::toString);
    assertEquals(
        List.of("docker-package-installed"),
        before.rulesThat("fail", "required"),
        before::toString);
    assertEquals("not-applicable", before.verdict("docker-daemon-running"), before::toString);

    Report installed = Report.of(docker.installed());
    assertEquals(
        List.of("docker-daemon-running"),
        installed.rulesThat("fail", "required"),
        installed::toString);

    Report running = Report.of(docker.running());
    JsonNode info = Report.of(docker.info()).document();
    assertEquals("ready", running.outcome(), running::toString);
    assertEquals(List.of(), running.rulesThat("unknown"), running::toString);
    assertEquals("pass", running.verdict("docker-daemon-answering"), running::toString);
    assertSame(info.at("/Warnings").isEmpty(), running, "docker-info-without-warnings");
    assertSame(info.at("/SwapLimit").asBoolean(), running, "swap-limit-available");
    assertSame(info.at("/PidsLimit").asBoolean(), running, "pids-limit-in-kernel-config");
    assertSame(info.at("/CgroupVersion").asString().equals("2"), running, "cgroup-v2-only");
    String security = info.at("/SecurityOptions").toString();
    assertSame(
        security.contains("apparmor") || security.contains("selinux"),
        running,
        "apparmor-or-selinux-enabled");
    assertSame(security.contains("seccomp"), running, "docker-applies-seccomp-and-lsm");
    assertSame(
        List.of("overlay2", "overlayfs", "btrfs", "zfs").contains(info.at("/Driver").asString()),
        running,
        "docker-storage-driver-not-vfs");
    assertEquals(
        info.at("/Driver").asString(),
        running
            .about("storage-driver-available")
            .replaceAll(".*\"found\":\"[^\"]* storage driver (\\w+)\".*", "$1"));
  }

  private static void assertSame(boolean says, Report report, String rule) {
    assertEquals(says ? "pass" : "fail", report.verdict(rule), rule + ":\n" + report);
  }
}
