package io.hostready.scenario;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.ThrowAwayHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a host is given of Docker: where to install it from, and a container to run. */
final class Docker {

  /** What an installed and removed Docker leaves in the running kernel, until the next boot. */
  private static final List<String> UNTIL_THE_NEXT_BOOT =
      List.of(
          "[+] module ",
          "[+] packet filter (\\*nat|:(PREROUTING|INPUT|OUTPUT|POSTROUTING) ACCEPT)$",
          "[+] packet filter .*(DOCKER|docker0)",
          "[+-] setting net\\.ipv4\\.(ip_forward|conf\\.all\\.forwarding)",
          "[+] network docker0",
          // docker.service wants network-online.target.
          "[+] active unit systemd-networkd-wait-online.service");

  /** What a reboot does to a machine that was frozen when ufw had just been enabled. */
  static final List<String> BY_REBOOT = List.of("- module xt_recent");

  /** groupadd(8) and groupdel(8) keep what was before. */
  static final List<String> GROUPS_KEPT = List.of("[+-] file /etc/(group|gshadow)- ");

  /** What Debian's own packages leave in files, however they are removed. */
  private static final List<String> IN_FILES =
      List.of(
          GROUPS_KEPT.getFirst(),
          // containerd makes it when it starts.
          "[+] file /etc/cni",
          // The scripts of Debian's package, which our docker-ce has too, take it away when empty.
          "- file /etc/apparmor.d/disable ");

  /** Explained differences, each a regular expression for {@link HostState#unexplained}. */
  static final List<String> LEAVES_BEHIND = both(UNTIL_THE_NEXT_BOOT, IN_FILES);

  /** The same where the host was rebooted in between. */
  static final List<String> LEAVES_BEHIND_AND_REBOOT = both(LEAVES_BEHIND, BY_REBOOT);

  /** The same after a reboot that came last. */
  static final List<String> LEAVES_FOR_GOOD = both(IN_FILES, BY_REBOOT);

  private static List<String> both(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private Docker() {}

  /** A command line that takes Docker's packages of version 26 from a repository of this run. */
  static String[] from(AptRepository docker, String... words) {
    List<String> argv = new ArrayList<>(List.of(words));
    argv.addAll(List.of("--set", "docker-version=26"));
    argv.addAll(List.of("--set", "docker-key-fingerprint=" + docker.fingerprint()));
    return argv.toArray(String[]::new);
  }

  /** Docker's own repository at its own address, over TLS, signed by a key of this test run. */
  static RepositoryServer repository(ThrowAwayHost host, AptRepository docker) {
    return docker.serveAs(host, "download.docker.com");
  }

  /** The distribution's own repository, known to the host's apt as on any fresh host. */
  static RepositoryServer distribution(ThrowAwayHost host) {
    RepositoryServer server = AptRepository.runningDistribution().serve(host).addToApt("trixie");
    host.run("apt-get", "update", "-q", "--error-on=any").succeeds();
    return server;
  }

  /** Imports an image and runs a container of it that says so. */
  static void runsAContainer(ThrowAwayHost host) {
    host.await(Duration.ofMinutes(10), "docker version");
    host.run("docker", "import", "/opt/testbed/container.tar", "testbed:1").succeeds();
    runsAContainerAgain(host);
  }

  /** Runs a container of the image that {@link #runsAContainer} imported. */
  static void runsAContainerAgain(ThrowAwayHost host) {
    host.await(Duration.ofMinutes(10), "docker version");
    String said = host.run("docker", "run", "--rm", "testbed:1", "id", "-u").succeeds().out();
    if (!said.equals("0\n")) {
      throw new AssertionError("a container said '" + said + "' to id -u, expected 0");
    }
  }

  /** A container reaches what is outside of its host, by address translation. */
  static void containersReachOut(ThrowAwayHost host, String keyOutside) {
    ProgramRun ran =
        host.run("docker", "run", "--rm", "testbed:1", "wget", "-T", "30", "-O", "-", keyOutside);
    if (!ran.out().contains("PUBLIC KEY")) {
      throw new AssertionError(
          "a container did not reach out:\n"
              + ran
              + host.sh("iptables-save; sysctl net.ipv4.ip_forward; ip address; ip route"));
    }
  }
}
