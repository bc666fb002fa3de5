package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Eventually;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.ThrowAwayHost;
import java.util.ArrayList;
import java.util.List;

/** What is tried on a host. */
@NeedsGuest
class ProofsTest {

  /** What a host must do for containers, on any kernel: the proofs that must pass on each host. */
  private static final List<String> ON_EVERY_HOST =
      List.of(
          "mount-namespace-works",
          "pid-ipc-uts-namespaces-work",
          "network-namespace-works",
          "seccomp-filter-works",
          "pseudo-terminal-works",
          "iptables-nat-works",
          "overlay-mount-works",
          "container-logging-works",
          "docker-runs-containers");

  private static final List<String> EXPLAINED =
      List.of(
          // The kernel loads them for what is tried, as it does for Docker.
          "[+] module ",
          // Of every container that ended; dockerd sweeps them once a minute.
          "[+-] (link|path /run/docker/netns/) ?[0-9a-f]{12}$",
          // Docker's bridge goes up and down with its containers, and its addresses come later.
          "[+-] link .*\\bdocker0\\b",
          // udevd's workers, which end when they have had nothing to do for a while.
          "[+-] process +[0-9]+ /usr/bin/udevadm$",
          // dockerd writes its list of images again, the same as before.
          "[+-] path /var/lib/docker/image/[^/]*/repositories.json ");

  @OnEveryHost
  void proofsWorkWhereDockerWorksAndLeaveNothingBehind(HostKind kind) {
    try (ThrowAwayHost host = kind.fresh()) {
      Docker.distribution(host);
      host.run("apt-get", "install", "-qy", "docker.io", "docker-cli").succeeds();
      Docker.runsAContainer(host);
      HostState before = HostState.withTracesOf(host);

      // Without the proofs that ask servers on the Internet.
      Report report =
          Report.check(
              host, "--prove", "--set", "registry=none", "--set", "docker-source=distribution");

      List<String> passed = report.rulesThat("pass");
      assertTrue(passed.containsAll(ON_EVERY_HOST), report::toString);
      if (kind == HostKind.MACHINE) {
        assertEquals("ready", report.outcome(), report::toString);
        assertEquals(List.of(), report.proofsThat("fail"), report::toString);
        assertEquals(List.of(), report.proofsThat("unknown"), report::toString);
      }
      assertLeftAsBefore(before, host);
    }
  }

  /** What a daemon has yet to put away is waited for. */
  private static void assertLeftAsBefore(HostState before, ThrowAwayHost host) {
    List<String> left = new ArrayList<>();
    try {
      Eventually.await(
          "the host is as before",
          () -> {
            left.clear();
            left.addAll(before.unexplained(HostState.withTracesOf(host), EXPLAINED));
            return left.isEmpty();
          });
    } catch (AssertionError late) {
      throw new AssertionError("still left: " + left, late);
    }
  }
}
