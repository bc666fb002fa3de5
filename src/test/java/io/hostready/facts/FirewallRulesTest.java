package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.FilterRule.Scope;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of iptables and nftables, and what they do to packets of containers. */
class FirewallRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          -j DROP; EVERY
          -m comment --comment "a \\"b\\" -i eth0" -j DROP; EVERY
          -i docker0 -j ACCEPT; CONTAINERS
          -i docker+ -j ACCEPT; CONTAINERS
          ! -i eth0 -j DROP; EVERY
          ! -i docker0 -j DROP; CONTAINERS
          ! -i br-+ -j DROP; CONTAINERS
          ! -i eth0 -o eth0 -j DROP; CONTAINERS
          ! -o eth0 -j DROP; CONTAINERS
          -i eth0 -o docker0 -j ACCEPT; CONTAINERS
          -o eth0 -j ACCEPT; CONTAINERS
          -i mybridge -j ACCEPT; CONTAINERS
          -m mark --mark 0x1/0x1 -j ACCEPT; CONTAINERS
          -p tcp -m tcp --dport 443 -j ACCEPT; CONTAINERS
          -m conntrack --ctstate RELATED,ESTABLISHED,DNAT -j ACCEPT; CONTAINERS
          -m conntrack ! --ctstate ESTABLISHED -j ACCEPT; CONTAINERS
          -d 172.18.0.2/32 -j ACCEPT; CONTAINERS
          -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT; OTHER
          -m state --state ESTABLISHED -j ACCEPT; OTHER
          -p icmp -j ACCEPT; OTHER
          -i wg0 -o eth0 -j ACCEPT; OTHER
          -i eth0 -j ACCEPT; OTHER
          -o tailscale0 -j ACCEPT; OTHER
          -s 203.0.113.0/24 -j ACCEPT; OTHER
          """)
  void theScopeOfAnIptablesRule(String rule, Scope scope) {
    FirewallRules filter = IptablesRules.parse("*filter\n-A FORWARD " + rule + "\nCOMMIT\n");
    assertEquals(scope, filter.chain("filter", "FORWARD").orElseThrow().rules().getFirst().scope());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          -j DROP; EVERY
          -m addrtype --dst-type LOCAL -j RETURN; EVERY
          -m addrtype --dst-type MULTICAST -j RETURN; OTHER
          -i docker0 -p tcp -m tcp --dport 80 -j ACCEPT; CONTAINERS
          -s 172.16.0.0/12 -p tcp -m tcp --dport 443 -j ACCEPT; CONTAINERS
          -s 10.1.0.0/16 -j ACCEPT; CONTAINERS
          -m set --match-set trusted src -j ACCEPT; CONTAINERS
          ! -o lo -j LOGDROPOUT; CONTAINERS
          -s 10.1.0.0/16 -p tcp -m tcp --dport 22 -j ACCEPT; OTHER
          -p tcp -m multiport --dports 80,443 -j ACCEPT; OTHER
          -o eth0 -j ACCEPT; OTHER
          -i lo -j ACCEPT; OTHER
          """)
  void theScopeOfAnIptablesRuleForTheHostItself(String rule, Scope local) {
    FirewallRules filter = IptablesRules.parse("*filter\n-A INPUT " + rule + "\nCOMMIT\n");
    assertEquals(local, filter.chain("filter", "INPUT").orElseThrow().rules().getFirst().local());
  }

  @Test
  void aRuleThatMightReturnGoesBeforeOneThatDrops() {
    FirewallRules filter =
        IptablesRules.parse(
            """
            *filter
            :DOCKER-USER - [0:0]
            -A DOCKER-USER -s 10.0.0.0/8 -j RETURN
            -A DOCKER-USER -j DROP
            COMMIT
            """);
    assertEquals(
        FirewallRules.Fate.UNDECIDED,
        filter.decide(filter.chain("filter", "DOCKER-USER").orElseThrow()).fate());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          counter packets 3 bytes 180 drop; EVERY
          log prefix "a drop " level info flags all counter name hits reject with icmp port-unreachable; EVERY
          accept comment "iifname eth0, all"; EVERY
          iifname "docker0" accept; CONTAINERS
          iifname { "eth0", "br-*" } accept; CONTAINERS
          iifname != "eth0" drop; EVERY
          meta iifname != { "eth0", "wg0" } counter drop; EVERY
          iifgroup != 2 counter packets 744 bytes 52546 drop; EVERY
          iifgroup != { 1, 2 } drop; EVERY
          iifname != "docker0" drop; CONTAINERS
          iifname != { "eth0", "br-*" } drop; CONTAINERS
          iifname != @lan drop; CONTAINERS
          iifname != "eth0" oifname "eth0" drop; CONTAINERS
          oifname != "eth0" drop; CONTAINERS
          iifgroup != "default" drop; CONTAINERS
          iifgroup != trusted drop; CONTAINERS
          iifgroup 0 accept; CONTAINERS
          iifgroup 0 oifgroup 1 accept; CONTAINERS
          iifgroup 1 oifgroup 0 accept; CONTAINERS
          oifgroup 1 drop; CONTAINERS
          iifgroup 1 accept; OTHER
          iifgroup 2 accept; OTHER
          oifgroup 2 drop; OTHER
          iif docker0 oifname != eth0 accept; CONTAINERS
          iifname @lan accept; CONTAINERS
          iifname $lan accept; CONTAINERS
          oifname "eth0" accept; CONTAINERS
          ct status dnat accept; CONTAINERS
          ct mark 0x1 accept; CONTAINERS
          ct state new accept; CONTAINERS
          ct state != invalid accept; CONTAINERS
          ip saddr { 192.0.2.1, 172.17.0.0/16 } accept; CONTAINERS
          ip daddr @hosts accept; CONTAINERS
          tcp dport { 80, 443 } accept; CONTAINERS
          ct state established,related accept; OTHER
          ct state { established, related } counter accept; OTHER
          ct state established, related accept; OTHER
          ct state vmap { established : accept, invalid : drop }; OTHER
          meta l4proto icmp accept; OTHER
          ip protocol icmp accept; OTHER
          icmp type echo-request accept; OTHER
          iifname "wg0" oifname { "eth0", "eth1" } accept; OTHER
          iif "lo" accept; OTHER
          ip saddr 203.0.113.0/24 accept; OTHER
          """)
  void theScopeOfAnNftablesRule(String rule, Scope scope) {
    InterfaceGroups groups =
        InterfaceGroups.read(
            FakeHost.with("/sys/class/net/eth0/netdev_group", "0x1\n")
                .file("/sys/class/net/docker0/netdev_group", "0x0\n")
                .host());
    FirewallRules filter = NftScript.parse("table inet f { chain c {\n" + rule + "\n} }", groups);
    assertEquals(scope, filter.chains().getFirst().rules().getFirst().scope());
  }

  @Test
  void chainsThatJumpToEachOtherEnd() {
    FirewallRules filter =
        IptablesRules.parse(
            "*filter\n:FORWARD DROP [0:0]\n-A FORWARD -j A\n-A A -j B\n-A B -j A\n-A B -j LOG\n");
    assertEquals(
        "Decision[fate=DROPPED, by=Optional[policy drop]]",
        filter.decide(filter.chain("filter", "FORWARD").orElseThrow()).toString());
  }

  @Test
  void aReturnForEveryPacketEndsTheChain() {
    FirewallRules filter =
        IptablesRules.parse(
            "*filter\n:DOCKER-USER - [0:0]\n-A DOCKER-USER -j DROP\n-I DOCKER-USER -j RETURN\n");
    assertEquals(
        FirewallRules.Fate.UNDECIDED,
        filter.decide(filter.chain("filter", "DOCKER-USER").orElseThrow()).fate());
  }

  @Test
  void objectsOtherThanChainsHaveNoRules() {
    FirewallRules filter =
        NftScript.parse(
            """
            #!/usr/sbin/nft -f
            define dns = { 192.0.2.53 }
            add table inet f
            flush ruleset
            table inet f {
              map ports { type inet_service : verdict; elements = { 22 : accept } }
              ct helper ftp { type "ftp" protocol tcp; }
              chain "forward" { type filter hook forward priority 0; policy drop; }
            }
            add rule inet f forward ip daddr { 10.0.0.1 } accept
            """,
            InterfaceGroups.UNKNOWN);
    assertTrue(filter.flushes());
    assertEquals(1, filter.chains().size());
    FilterChain chain = filter.forwardChains().getFirst();
    assertEquals("inet f forward", chain.table() + " " + chain.name());
    assertEquals("ip daddr { 10.0.0.1 } accept", chain.rules().getFirst().text());
  }

  @Test
  void textOfAnotherFormatIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> IptablesRules.parse("Chain FORWARD\n"));
    assertThrows(
        IllegalArgumentException.class,
        () -> NftScript.parse("table t {\n", InterfaceGroups.UNKNOWN));
    assertThrows(
        IllegalArgumentException.class, () -> NftScript.parse("}\n", InterfaceGroups.UNKNOWN));
  }

  @Test
  void aScriptThatIncludesItselfIsUnreadable() {
    Host host = FakeHost.with("/etc/n", "include \"/etc/n\"\n").host();
    assertTrue(NftRules.read(host, "/etc/n") instanceof Unreadable);
  }
}
