package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class ExecutableProbeTest {

  private static final String IPTABLES = "executable: {name: iptables}";

  private static String facet(FakeHost host, String facet) {
    return RuleResult.facet(host.host(), IPTABLES, facet);
  }

  @Test
  void linksAreFollowedToTheVariantThatRuns() {
    FakeHost host =
        FakeHost.empty()
            .link("/usr/sbin/iptables", "/etc/alternatives/iptables")
            .link("/etc/alternatives/iptables", "/usr/sbin/iptables-nft")
            .attributes("0755 root root file /usr/sbin/iptables-nft");
    assertEquals("/usr/sbin/iptables", facet(host, "path"));
    assertEquals("/usr/sbin/iptables-nft", facet(host, "target"));
  }

  @Test
  void whatMayNotBeExecutedIsNoProgram() {
    FakeHost host =
        FakeHost.with("/usr/sbin/iptables", "x").attributes("0755 root root file /sbin/iptables");
    assertEquals("/sbin/iptables", facet(host, "path"));
  }

  @Test
  void aLinkToNowhereIsNoProgram() {
    FakeHost host = FakeHost.empty().link("/usr/sbin/iptables", "/usr/sbin/iptables-nft");
    assertEquals("absent: the directories of programs", facet(host, "path"));
  }

  @Test
  void aTreeWithoutProgramsTellsNothing() {
    assertEquals(
        "unreadable: /usr/bin: no such directory: no programs are in this tree",
        facet(FakeHost.with("/etc/hostname", "x"), "path"));
  }
}
