package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.ThrowAwayHost;

/** ufw and Docker, who both write the packet filter. */
@NeedsGuest
class FirewallTest {

  private static final String POLICY = "ufw-forward-policy-accept";

  @OnEveryHost
  void forwardPolicyIsSetOnRequestWhileDockerRuns(HostKind kind) {
    try (ThrowAwayHost host = kind.fresh()) {
      RepositoryServer distribution = Docker.distribution(host);
      host.run("apt-get", "install", "-qy", "docker.io", "docker-cli").succeeds();
      Docker.runsAContainer(host);
      String outside = kind.keyOutside(host, distribution);
      String rules = dockersRules(host);
      assertTrue(rules.contains("DOCKER-USER"), rules);

      host.hostready("fix", POLICY, "--yes").exits(0);

      assertEquals("pass", Report.check(host, POLICY).verdict(POLICY));
      assertTrue(host.run("iptables", "-S", "FORWARD").out().startsWith("-P FORWARD ACCEPT\n"));
      assertEquals(rules, dockersRules(host));
      Docker.containersReachOut(host, outside);

      host.hostready("undo", "--yes").exits(0);
      assertTrue(host.run("iptables", "-S", "FORWARD").out().startsWith("-P FORWARD DROP\n"));
      assertEquals(rules, dockersRules(host));
      Docker.containersReachOut(host, outside);
    }
  }

  private static String dockersRules(ThrowAwayHost host) {
    return host.sh("iptables-save | grep -i docker | sed 's/ \\[[0-9:]*\\]$//' | sort").out();
  }
}
