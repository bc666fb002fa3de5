package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.ansible.Controller;
import io.hostready.ansible.Played;
import io.hostready.dist.Bundle;
import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Guest;
import io.hostready.testbed.HostState;
import io.hostready.testbed.MarkdownPage;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.TakesLong;
import io.hostready.testbed.ThrowAwayHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Hosts that are managed by Ansible: over ssh, by a user who becomes root. */
@NeedsGuest
class AnsibleTest {

  private static final String HOST = Controller.HOST;

  /** A fix of this rule counts after the next boot. */
  private static final String RULE =
      """
      id: swappiness-chosen
      title: The kernel swaps as it was told at boot
      why: Its fix waits for a reboot.
      level: required
      check:
        sysctl: {key: vm.swappiness, expect: {live: "37"}}
      fix:
        summary: choose it from the next boot on
        risk: low
        pending: reboot
        steps:
          - set-config-key:
              path: /etc/sysctl.d/50-swappiness.conf
              style: ini
              key: vm.swappiness
              value: "37"
      advice: Set vm.swappiness in /etc/sysctl.d and reboot.
      references: ["https://docs.kernel.org/admin-guide/sysctl/vm.html"]
      """;

  @TempDir Path directory;

  @OnEveryHost
  void playbookOfThePageTakesAFreshHostToAContainer(HostKind kind) throws IOException {
    try (ThrowAwayHost host = kind.fresh()) {
      AptRepository docker = AptRepository.runningDocker();
      Controller controller = Controller.of(host, directory, variables(kind, docker));
      controller.playbook("docker.yml", playbookOfThePage());
      Path archive = Bundle.archive();
      Files.createSymbolicLink(directory.resolve(archive.getFileName()), archive);
      HostState before = HostState.of(host);
      Path report = directory.resolve("hostready-reports/" + HOST + ".json");

      // Docker's repository does not answer yet, and a plan does not need it.
      Played looked = controller.play("docker.yml", "--check", "--diff");
      assertEquals(0, looked.count(HOST, "failed"), looked::toString);
      assertTrue(looked.ran().out().contains("+Suites: trixie"), looked::toString);
      assertEquals(plan(host, kind, docker), Played.changedLines(looked.ran().out()));
      assertEquals(List.of(), before.differences(HostState.of(host)));
      assertFalse(Files.exists(report), looked::toString);

      Played failed = controller.play("docker.yml");
      assertEquals(1, failed.count(HOST, "failed"), failed::toString);
      assertTrue(failed.ran().out().contains("The fix that failed is that of"), failed::toString);
      assertTrue(Files.exists(report), failed::toString);
      assertTrue(Files.exists(report.resolveSibling("index.html")), failed::toString);

      docker.serveWithImage(host, "download.docker.com", "nginx");
      Played made = controller.play("docker.yml", "--diff");
      assertEquals(0, made.count(HOST, "failed"), made::toString);
      assertTrue(made.count(HOST, "changed") > 0, made::toString);
      JsonNode would = looked.returned(HOST).getFirst();
      JsonNode did = made.returned(HOST).getFirst();
      assertFalse(did.path("changes").isEmpty(), made::toString);
      assertEquals(Played.planned(would, "changes"), Played.planned(did, "changes"));
      assertEquals(Played.planned(would, "diff"), Played.planned(did, "diff"));
      host.await(
          Duration.ofMinutes(5),
          "docker ps --format '{{.Image}} {{.State}}' | grep -qx 'nginx running'");

      Played again = controller.play("docker.yml");
      assertEquals(0, again.count(HOST, "failed"), again::toString);
      assertEquals(0, again.count(HOST, "changed"), again::toString);
      for (Played each : List.of(failed, looked, made, again)) {
        assertFalse(each.ran().said().contains("Traceback"), each::toString);
      }
    }
  }

  @Test
  @TakesLong
  void hostIsRebootedWhereAFixWaitsForItAndThatIsWanted() throws IOException {
    try (Guest host = Guest.fresh()) {
      host.write("/etc/rules/swappiness-chosen.yaml", RULE);
      host.write("/etc/sysctl.d/50-swappiness.conf", "vm.swappiness = 60\n");
      List<String> variables =
          List.of(
              "docker_host_bundle: " + Bundle.archive(),
              "docker_host_rule_directories: [/etc/rules]",
              "docker_host_rules: [swappiness-chosen]");
      Controller controller = Controller.of(host, directory, variables);
      controller.playbook(
          "docker.yml", "- {hosts: docker, become: true, roles: [hostready.core.docker_host]}\n");
      String boot = host.read("/proc/sys/kernel/random/boot_id");

      Played unwanted = controller.play("docker.yml");
      assertEquals(0, unwanted.count(HOST, "failed"), unwanted::toString);
      assertEquals("pending", unwanted.returned(HOST).getLast().path("outcome").asString());
      assertEquals(boot, host.read("/proc/sys/kernel/random/boot_id"));

      Played wanted = controller.play("docker.yml", "-e", "docker_host_reboot=true");
      assertEquals(0, wanted.count(HOST, "failed"), wanted::toString);
      assertEquals("ready", wanted.returned(HOST).getLast().path("outcome").asString());
      String rebooted = host.read("/proc/sys/kernel/random/boot_id");
      assertNotEquals(boot, rebooted);

      Played again = controller.play("docker.yml", "-e", "docker_host_reboot=true");
      assertEquals(0, again.count(HOST, "changed"), again::toString);
      assertEquals(rebooted, host.read("/proc/sys/kernel/random/boot_id"));
    }
  }

  /** What the host's own hostready shows of the changes to files. */
  private static List<String> plan(ThrowAwayHost host, HostKind kind, AptRepository docker) {
    List<String> argv = new ArrayList<>(List.of("plan", "--set", "docker-version=26"));
    argv.addAll(List.of("--set", "docker-key-fingerprint=" + docker.fingerprint()));
    argv.addAll(List.of(kind.rules()));
    return Played.changedLines(host.hostready(argv.toArray(String[]::new)).out());
  }

  /** The playbook that src/docs/ansible.md shows. */
  private static String playbookOfThePage() {
    String playbook = MarkdownPage.of("src/docs/ansible.md").block("- hosts: ");
    assertEquals(10, playbook.lines().count(), playbook);
    return playbook;
  }

  private static List<String> variables(HostKind kind, AptRepository docker) {
    List<String> lines = new ArrayList<>();
    lines.add("docker_host_rules: [" + String.join(", ", kind.rules()) + "]");
    if (kind == HostKind.TREE) {
      // Something of the tests' is at /opt/hostready there.
      lines.add("docker_host_prefix: /usr/local");
    }
    lines.add("docker_host_parameters:");
    lines.add("  docker-version: '26'");
    lines.add("  docker-key-fingerprint: " + docker.fingerprint());
    return lines;
  }
}
