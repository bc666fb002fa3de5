package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;

/** The probes of iptables chains and of nftables rules. */
class FirewallProbesTest {

  private static final String SAVED =
      "*filter\n"
          + ":FORWARD DROP [0:0]\n"
          + ":A - [0:0]\n"
          + "-A FORWARD -j A\n"
          + "-A A -i docker0 -j ACCEPT\n"
          + "COMMIT\n";

  @Test
  void aChainHasPolicyRulesAndWhatHappensToContainers() {
    Host host = FakeHost.empty().command("iptables-save", SAVED).host();
    String chain = "iptables-chain: {chain: FORWARD}";
    assertEquals("drop", RuleResult.facet(host, chain, "policy"));
    assertEquals("-A FORWARD -j A", RuleResult.facet(host, chain, "rules"));
    assertEquals("accepted", RuleResult.facet(host, chain, "containers"));
  }

  @Test
  void aFileWithSavedRulesIsReadInsteadOfTheKernel() {
    Host host = FakeHost.with("/r", "*filter\n:FORWARD DROP [0:0]\nCOMMIT\n").host();
    assertEquals(
        "dropped",
        RuleResult.facet(host, "iptables-chain: {chain: FORWARD, file: /r}", "containers"));
  }

  @Test
  void ownTablesOfDockerAndIptablesAreNotForeign() {
    Host host =
        FakeHost.empty()
            .command(
                "nft list ruleset",
                """
                table ip filter {
                \tchain FORWARD {
                \t\ttype filter hook forward priority filter; policy drop;
                \t}
                }
                table ip docker-bridges {
                \tchain filter-FORWARD {
                \t\ttype filter hook forward priority filter; policy drop;
                \t}
                }
                table ip6 mine {
                \tchain forward {
                \t\ttype filter hook forward priority filter; policy drop;
                \t}
                }
                table inet mine {
                \tchain forward {
                \t\ttype filter hook forward priority filter; policy drop;
                \t}
                }
                """)
            .host();
    assertEquals(
        "inet mine forward", RuleResult.facet(host, "nft-ruleset: {}", "drops-containers"));
    assertEquals("no", RuleResult.facet(host, "nft-ruleset: {}", "flushes"));
  }
}
