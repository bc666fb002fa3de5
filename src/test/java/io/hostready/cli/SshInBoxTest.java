package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.Eventually;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Hosts behind a real sshd: one of Debian in a box, with users for which it is another host. */
@NeedsBox
class SshInBoxTest {

  /** The users of root, of nobody special, with sudo, without a key, and three that are hostile. */
  private static final String HOST =
      """
      for user in ops deploy nokey garbage endless hang busybox; do
        useradd -m -s /bin/sh -p "*" $user
      done
      useradd -m -s /usr/sbin/nologin -p "*" locked
      echo 'deploy ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/deploy
      mkdir -p /run/sshd /etc/hosts.test /root/.ssh
      ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
      ssh-keygen -q -t ed25519 -N '' -f /etc/hosts.test/key
      for user in root ops deploy garbage endless hang busybox locked; do
        cp /root/.ssh/id_ed25519.pub /etc/hosts.test/$user
      done
      echo "echo motd of ~/.bashrc" >/home/ops/.bashrc
      usermod -s /bin/bash ops
      echo "[127.0.0.1]:2222 $(cut -d ' ' -f 1,2 /etc/hosts.test/key.pub)" >/root/.ssh/known_hosts
      cat >/root/.ssh/config <<'END'
      Host 127.0.0.1 root ops deploy nokey garbage endless hang busybox locked jumped
        HostName 127.0.0.1
        Port 2222
      Host ops deploy nokey garbage endless hang busybox locked
        User %n
      Host jumped
        ProxyJump root
      Host changed
        HostName 127.0.0.1
        Port 2222
        UserKnownHostsFile /dev/null
      Host silent
        HostName 127.0.0.1
        Port 2223
      Host ready
        HostName 127.0.0.1
        Port 2222
        RemoteCommand echo remote command
        RequestTTY force
        ControlMaster auto
        ControlPath /root/.ssh/master-%C
        ControlPersist 600
        LocalForward 8080 127.0.0.1:1
      END
      sed -i '/User %n/d' /root/.ssh/config
      for user in ops deploy nokey garbage endless hang busybox locked; do
        printf 'Host %s\\n  User %s\\n' $user $user >>/root/.ssh/config
      done
      cat >/etc/hosts.test/config <<'END'
      Port 2222
      ListenAddress 127.0.0.1
      HostKey /etc/hosts.test/key
      PidFile /run/sshd-test.pid
      AuthorizedKeysFile /etc/hosts.test/%u
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      PermitRootLogin prohibit-password
      Match User garbage
        ForceCommand printf '\\033]0;title\\007no capture\\n'
      Match User endless
        ForceCommand exec yes
      Match User hang
        ForceCommand echo capture: 2; exec sleep 1000
      Match User busybox
        ChrootDirectory /busybox
      END
      mkdir -p /busybox/bin /busybox/proc /busybox/sys /busybox/dev /busybox/etc /busybox/home/busybox
      cp /usr/bin/busybox /busybox/bin/busybox
      for applet in $(busybox --list); do
        [ -e /busybox/bin/$applet ] || ln -s busybox /busybox/bin/$applet
      done
      mount -t proc proc /busybox/proc
      mount --rbind /sys /busybox/sys
      mount --rbind /dev /busybox/dev
      """;

  private static Box box;

  @BeforeAll
  static void startSshd() {
    box = Box.start();
    box.sh(HOST).succeeds();
    box.start("/usr/sbin/sshd", "-D", "-e", "-f", "/etc/hosts.test/config");
    box.start(
        "python3",
        "-c",
        "import socket, time; s = socket.create_server(('127.0.0.1', 2223)); time.sleep(10000)");
    for (int port : List.of(2222, 2223)) {
      Eventually.await(
          "port " + port,
          () -> box.sh("exec 2>/dev/null; bash -c '</dev/tcp/127.0.0.1/" + port + "'").exit() == 0);
    }
  }

  @AfterAll
  static void close() {
    box.close();
  }

  private static final String[] RULES = {
    "cpu-64-bit",
    "cgroups-available",
    "docker-package-installed",
    "iptables-variants-not-mixed",
    "trusted-gpg-without-docker-key",
    "ufw-enabled-if-configured"
  };

  private static JsonNode json(ProgramRun ran) {
    return new ObjectMapper().readTree(ran.out());
  }

  private static Map<String, String> verdicts(JsonNode report) {
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode result : report.get("results")) {
      verdicts.put(result.get("rule").asString(), result.get("verdict").asString());
    }
    return verdicts;
  }

  private static ProgramRun check(String[] rules, String... more) {
    List<String> words = new ArrayList<>(List.of("check", "--format", "json"));
    words.addAll(List.of(rules));
    words.addAll(List.of(more));
    return box.hostready(words.toArray(String[]::new));
  }

  private static List<String> files() {
    return box.sh("find /tmp /var/tmp /dev/shm /home /root /busybox/bin /busybox/home | sort")
        .succeeds()
        .out()
        .lines()
        .toList();
  }

  /**
   * The configuration of the host "ready" would ask, leave a connection, and run another command.
   */
  @Test
  void verdictsAreThoseOfTheHostAndNothingIsLeftThere() {
    Map<String, String> expected = verdicts(json(check(RULES)));
    List<String> before = files();
    ProgramRun ran = check(RULES, "--ssh", "root", "ops", "jumped", "ready", "busybox");
    assertEquals("", ran.err());
    List<JsonNode> reports = new ArrayList<>();
    json(ran).get("reports").forEach(reports::add);
    assertEquals(
        List.of("ssh://root", "ssh://ops", "ssh://jumped", "ssh://ready", "ssh://busybox"),
        reports.stream().map(each -> each.get("host").get("source").asString()).toList());
    for (int i : List.of(0, 2, 3)) {
      assertEquals(expected, verdicts(reports.get(i)));
    }
    Map<String, String> ofUser = verdicts(reports.get(1));
    ofUser.values().removeIf("unknown"::equals); // what only root can read
    assertTrue(ofUser.size() >= 4, ofUser::toString);
    assertTrue(expected.entrySet().containsAll(ofUser.entrySet()), ofUser::toString);
    assertTrue(ran.out().contains("use --ssh-sudo, or connect as root"), ran.out());
    assertEquals("pass", verdicts(reports.get(4)).get("cpu-64-bit"));

    ProgramRun sudo = check(RULES, "--ssh-sudo", "--ssh", "deploy");
    assertEquals(expected, verdicts(json(sudo)), sudo::toString);
    List<String> left = new ArrayList<>(files());
    left.removeAll(before);
    assertEquals(List.of(), left);
  }

  @Test
  void hostThatDoesNotAnswerIsAFinding() {
    ProgramRun ran =
        check(
            new String[] {"cpu-64-bit"},
            "--ssh-timeout",
            "8",
            "--ssh",
            "nokey",
            "garbage",
            "endless",
            "hang",
            "locked",
            "changed",
            "silent",
            "192.0.2.1",
            "ssh://root@127.0.0.1:1");
    assertEquals(3, ran.exit(), ran::toString);
    List<String> reasons =
        ran.err().lines().map(line -> line.replaceFirst("^hostready: ssh://", "")).toList();
    assertEquals(
        List.of(
            "nokey is unreachable: nokey@127.0.0.1: Permission denied (publickey).",
            "garbage is unreachable: the output is not that of the script: no capture in it"),
        reasons.subList(0, 2));
    assertTrue(
        List.of("it sent more than 8 MiB", "no complete answer within 8 s")
            .contains(reasons.get(2).replace("endless is unreachable: ", "")),
        ran.err());
    assertEquals(
        List.of(
            "hang is unreachable: no complete answer within 8 s",
            "locked is unreachable: This account is currently not available.",
            "changed is unreachable: Host key verification failed.",
            "silent is unreachable: no complete answer within 8 s",
            "192.0.2.1 is unreachable: ssh: connect to host 192.0.2.1 port 22: Network is"
                + " unreachable",
            "root@127.0.0.1:1 is unreachable: ssh: connect to host 127.0.0.1 port 1: Connection"
                + " refused"),
        reasons.subList(3, 9));
    for (JsonNode report : json(ran).get("reports")) {
      assertEquals(Map.of("host-reachable", "unknown"), verdicts(report));
    }
  }

  @Test
  void sudoThatAsksForAPasswordIsReported() {
    ProgramRun ran = check(new String[] {"cpu-64-bit"}, "--ssh-sudo", "--ssh", "ops");
    assertEquals(3, ran.exit(), ran::toString);
    assertEquals("hostready: ssh://ops is unreachable: sudo: a password is required\n", ran.err());
  }
}
