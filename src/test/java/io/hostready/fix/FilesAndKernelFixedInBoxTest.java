package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.TreeSnapshot;
import org.junit.jupiter.api.Test;

/** Fixes of files, of the kernel's settings and of ufw, on real hosts: there and back. */
@NeedsBox
class FilesAndKernelFixedInBoxTest {

  private static final String IP_FORWARD = "/proc/sys/net/ipv4/ip_forward";

  @Test
  void loadModule() {
    String line = "253 device-mapper-of-the-test";
    try (Box box = Box.with().module("dm_mod", "/proc/devices", line).start()) {
      FixedBox fixed =
          FixedBox.with(
              box,
              "device: {name: device-mapper-of-the-test, expect: {present: true}}",
              "- load-module: {name: dm_mod}");
      ProgramRun plan = fixed.goesThereAndBack();
      assertTrue(plan.out().contains("modprobe dm_mod"), plan.out());
      assertFalse(box.read("/proc/devices").contains(line), "still loaded after undo");
    }
  }

  @Test
  void loadModuleThatThisKernelLacks() {
    try (Box box = Box.start()) {
      FixedBox fixed =
          FixedBox.with(
              box,
              "device: {name: device-mapper-of-the-test, expect: {present: true}}",
              "- load-module: {name: dm_mod}");
      TreeSnapshot before = fixed.snapshot();
      String plan = fixed.unwrappedPlan();
      assertTrue(plan.contains("no module dm_mod") || plan.contains("are not installed"), plan);
      assertTrue(plan.contains("Manual steps (1), not done by fix:"), plan);
      fixed.assertUnchanged(before, "plan");
    }
  }

  @Test
  void sysctlThatAHardeningFileSetsOtherwise() {
    try (Box box = Box.start()) {
      box.write("/etc/sysctl.d/99-hardening.conf", "# no router\nnet.ipv4.ip_forward = 0\n");
      box.write(IP_FORWARD, "0");
      FixedBox fixed =
          FixedBox.with(
              box,
              "sysctl: {key: net.ipv4.ip_forward, expect: {live: '1', at-boot: '1'}}",
              "- set-sysctl: {key: net.ipv4.ip_forward, value: '1'}");
      ProgramRun plan = fixed.goesThereAndBack();
      assertTrue(plan.out().contains("99-hardening.conf:2 sets 0"), plan.out());
      assertEquals("0\n", box.read(IP_FORWARD));
      fixed.fix().exits(FixedBox.READY);
      assertEquals("1\n", box.read(IP_FORWARD));
      // What the next boot would do.
      box.write(IP_FORWARD, "0");
      box.run("/usr/lib/systemd/systemd-sysctl").succeeds();
      assertEquals("1\n", box.read(IP_FORWARD));
    }
  }

  /** Debian 13's systemd does not read /etc/sysctl.conf at boot; sysctl --system does. */
  @Test
  void sysctlThatOnlySysctlConfSets() {
    try (Box box = Box.start()) {
      box.sh("rm -f /etc/sysctl.d/99-sysctl.conf").succeeds();
      box.write("/etc/sysctl.conf", "net.ipv4.ip_forward = 1\n");
      box.write(IP_FORWARD, "0");
      box.run("/usr/lib/systemd/systemd-sysctl").succeeds();
      assertEquals("0\n", box.read(IP_FORWARD));
      box.write(IP_FORWARD, "1");
      FixedBox fixed =
          FixedBox.with(
              box,
              "sysctl: {key: net.ipv4.ip_forward, expect: {live: '1', at-boot: '1'}}",
              "- set-sysctl: {key: net.ipv4.ip_forward, value: '1'}");
      fixed.goesThereAndBack();
      assertEquals("net.ipv4.ip_forward = 1\n", box.read("/etc/sysctl.conf"));
      fixed.fix().exits(FixedBox.READY);
      box.write(IP_FORWARD, "0");
      box.run("/usr/lib/systemd/systemd-sysctl").succeeds();
      assertEquals("1\n", box.read(IP_FORWARD));
    }
  }

  @Test
  void setKey() {
    try (Box box = Box.start()) {
      box.sh("chmod 0640 /etc/ufw/ufw.conf; chown root:adm /etc/ufw/ufw.conf").succeeds();
      FixedBox.with(
              box,
              "file-text: {path: /etc/ufw/ufw.conf, key: LOGLEVEL, expect: {value: medium}}",
              "- set-config-key: {path: /etc/ufw/ufw.conf, key: LOGLEVEL, value: medium}")
          .goesThereAndBack();
    }
  }

  @Test
  void setKeyBelowAHeading() {
    try (Box box = Box.start()) {
      box.write("/etc/docker-registry.ini", "; ours\r\n[http]\r\nport = 1\r\n[log]\r\nlevel=x");
      FixedBox.with(
              box,
              "file-text: {path: /etc/docker-registry.ini, matches: 'port = (\\d+)', expect:"
                  + " {value: '5000'}}",
              "- set-config-key: {path: /etc/docker-registry.ini, style: ini, section: http, key:"
                  + " port, value: '5000'}")
          .goesThereAndBack();
    }
  }

  @Test
  void writeFileInDirectoriesThatAreMissing() {
    try (Box box = Box.start()) {
      FixedBox.with(
              box,
              "file-text: {path: /etc/a/b/c.conf, matches: '(one)', expect: {value: one}}",
              "- write-file: {path: /etc/a/b/c.conf, text: \"one\\n\", mode: '0600'}")
          .goesThereAndBack();
    }
  }

  @Test
  void writeFileOverOneThatIsThere() {
    try (Box box = Box.start()) {
      box.sh(
              "printf '\\377\\000binary' >/etc/c.conf; chmod 4711 /etc/c.conf; chown 7:8"
                  + " /etc/c.conf")
          .succeeds();
      FixedBox.with(
              box,
              "file-text: {path: /etc/c.conf, matches: '(one)', expect: {value: one}}",
              "- write-file: {path: /etc/c.conf, text: \"one\\n\"}")
          .goesThereAndBack();
    }
  }

  @Test
  void addUserToGroup() {
    try (Box box = Box.start()) {
      box.sh("groupadd --system docker; useradd -m deploy").succeeds();
      ProgramRun plan =
          FixedBox.with(
                  box,
                  "user: {name: deploy, expect: {groups: {contains: [docker]}}}",
                  "- add-user-to-group: {user: deploy, group: docker}")
              .goesThereAndBack();
      assertTrue(plan.out().contains("gpasswd -a deploy docker"), plan.out());
    }
  }

  @Test
  void iptablesVariant() {
    try (Box box = Box.start()) {
      ProgramRun plan =
          FixedBox.with(
                  box,
                  "executable: {name: iptables, expect: {target: {matches: legacy}}}",
                  "- select-alternative: {name: iptables, path: /usr/sbin/iptables-legacy,"
                      + " unless-running: dockerd}")
              .goesThereAndBack();
      assertTrue(
          plan.out().contains("update-alternatives --set iptables /usr/sbin/iptables-legacy"),
          plan.out());
    }
  }

  @Test
  void removeOptionOfTheDaemon() {
    try (Box box = Box.start()) {
      box.write("/etc/docker/daemon.json", "{\n\t\"graph\": \"/g\",\n\t\"mtu\" : 1400\n}");
      FixedBox fixed =
          FixedBox.of(box, "daemon-options-valid", "--set", "remove-daemon-option=graph");
      fixed.goesThereAndBack();
    }
  }

  private static Box withUfw() {
    Box box = Box.start();
    box.run("ufw", "--force", "enable").succeeds();
    return box;
  }

  private static String forwardPolicy(Box box) {
    return box.run("iptables", "-S", "FORWARD").succeeds().out().lines().findFirst().orElseThrow();
  }

  /** What Docker 28 and later have in the packet filter. */
  private static void addDockersRules(Box box) {
    box.sh(
            """
            for each in DOCKER DOCKER-USER DOCKER-FORWARD; do iptables -N $each; done
            iptables -I FORWARD -j DOCKER-FORWARD
            iptables -I FORWARD -j DOCKER-USER
            iptables -t nat -N DOCKER
            iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            """)
        .succeeds();
  }

  private static void assertDockersRules(Box box) {
    box.run("iptables", "-C", "FORWARD", "-j", "DOCKER-FORWARD").succeeds();
    box.run("iptables", "-C", "FORWARD", "-j", "DOCKER-USER").succeeds();
    box.sh("iptables -t nat -C PREROUTING -m addrtype --dst-type LOCAL -j DOCKER").succeeds();
  }

  @Test
  void ufwForwardPolicy() {
    try (Box box = withUfw()) {
      addDockersRules(box);
      FixedBox fixed =
          FixedBox.of(box, "ufw-forward-policy-accept", "--set", "firewall-backend=nftables");
      assertEquals("-P FORWARD DROP", forwardPolicy(box));
      ProgramRun plan = fixed.goesThereAndBack();
      assertTrue(plan.out().contains("The host then forwards packets of every host"), plan.out());
      assertEquals("-P FORWARD DROP", forwardPolicy(box), "after undo");
      fixed.fix().exits(FixedBox.READY);
      assertEquals("-P FORWARD ACCEPT", forwardPolicy(box));
      assertDockersRules(box);
    }
  }

  /** Where ufw manages the built-in chains its reload would take Docker's rules out of them. */
  @Test
  void dockersRulesSurviveWhereUfwManagesTheBuiltInChains() {
    try (Box box = withUfw()) {
      box.sh("sed -i 's/^MANAGE_BUILTINS=.*/MANAGE_BUILTINS=yes/' /etc/default/ufw").succeeds();
      addDockersRules(box);
      FixedBox fixed = FixedBox.of(box, "ufw-forward-policy-accept");
      TreeSnapshot before = fixed.snapshot();
      fixed.fix().exits(FixedBox.READY);
      assertEquals("-P FORWARD ACCEPT", forwardPolicy(box));
      assertDockersRules(box);
      fixed.undo().exits(FixedBox.READY);
      fixed.assertUnchanged(before, "undo");
      assertEquals("-P FORWARD DROP", forwardPolicy(box));
      assertDockersRules(box);
    }
  }
}
