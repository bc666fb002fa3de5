package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probes of routes, address pools, name servers, bridges and network managers. */
class NetworkProbesTest {

  private static final String HEAD = "Iface Destination Gateway Flags RefCnt Use Metric Mask\n";
  private static final String LAN =
      "eth0 00000000 0202000A 0003 0 0 0 00000000\neth0 0002000A 00000000 0001 0 0 0 00FFFFFF\n";
  private static final String VPN = "tun0 000014AC 00000000 0001 0 0 0 0000FFFF\n";
  private static final String OWN = "br-0123456789ab 000012AC 00000000 0001 0 0 0 0000FFFF\n";

  private static FakeHost routes(String lines) {
    return FakeHost.with("/proc/net/route", HEAD + lines)
        .file("/proc/sys/kernel/arch", "x86_64\n")
        .file("/sys/class/net/eth0/mtu", "1450\n");
  }

  @Test
  void aRouteIntoAPoolTakesItAndDockersOwnBridgesDoNot() {
    assertEquals(
        "172.20.0.0/14",
        RuleResult.facet(
            routes(LAN + VPN + OWN).host(), "docker-address-pools: {}", "overlapping"));
    assertEquals(
        "none",
        RuleResult.facet(routes(LAN + OWN).host(), "docker-address-pools: {}", "overlapping"));
  }

  @Test
  void poolsOfTheDaemonsFileStandForDockersOwn() {
    FakeHost host =
        routes(LAN + VPN)
            .file(
                "/etc/docker/daemon.json",
                "{\"default-address-pools\":[{\"base\":\"10.0.0.0/16\",\"size\":24},"
                    + "{\"base\":\"10.9.0.0/16\",\"size\":24}]}");
    assertEquals(
        "10.0.0.0/16, 10.9.0.0/16",
        RuleResult.facet(host.host(), "docker-address-pools: {}", "pools"));
    assertEquals(
        "10.0.0.0/16", RuleResult.facet(host.host(), "docker-address-pools: {}", "overlapping"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          172.17.0.0/16 | 16 | tun0 000011AC 00000000 0001 0 0 0 0000FFFF        | no
          172.16.0.0/15 | 16 | tun0 000011AC 00000000 0001 0 0 0 0000FFFF        | yes
          172.17.0.0/16 | 16 | tun0 000011AC 0902000A 0003 0 0 0 0000FFFF        | yes
          172.17.0.0/16 | 24 | br-0123456789ab 000011AC 00000000 0001 0 0 0 0080FFFF | yes
          172.17.0.0/16 | 16 | br-0123456789ab 00FF11AC 00000000 0001 0 0 0 00FFFFFF | no
          172.17.0.0/16 | 17 | br-0123456789ab 00FF11AC 00000000 0001 0 0 0 00FFFFFF | yes
          224.0.0.0/4   | 8  | tun0 000000E0 00000000 0001 0 0 0 000000F0        | no
          10.0.0.0/8    | 16 | tun0 00000000 00000000 0001 0 0 0 00000080        | yes
          fd00::/48     | 64 | tun0 000011AC 00000000 0001 0 0 0 0000FFFF        | yes
          """)
  void aNetworkCanBeMadeWhereItOverlapsNoOther(
      String base, int bits, String route, String available) {
    FakeHost host =
        routes(LAN + route + "\n")
            .file(
                "/etc/docker/daemon.json",
                "{\"default-address-pools\":[{\"base\":\"%s\",\"size\":%d}]}"
                    .formatted(base, bits));
    assertEquals(available, RuleResult.facet(host.host(), "docker-address-pools: {}", "available"));
  }

  @Test
  void aBrokenDaemonFileLeavesThePoolsUnknown() {
    FakeHost host = routes(LAN).file("/etc/docker/daemon.json", "{");
    assertEquals(
        "unknown",
        RuleResult.word(host.host(), "docker-address-pools: {expect: {no-overlap: true}}"));
  }

  @Test
  void theDefaultRouteTellsItsInterfaceAndPacketSize() {
    assertEquals("eth0", RuleResult.facet(routes(LAN).host(), "default-route: {}", "interface"));
    assertEquals("10.0.2.2", RuleResult.facet(routes(LAN).host(), "default-route: {}", "gateway"));
    assertEquals("1450", RuleResult.facet(routes(LAN).host(), "default-route: {}", "mtu"));
  }

  @Test
  void aHostWithoutAWayOutHasNoDefaultRoute() {
    assertEquals(
        "absent: /proc/net/route",
        RuleResult.facet(routes(VPN).host(), "default-route: {}", "mtu"));
  }

  @Test
  void aTreeWithoutRoutesTellsNothing() {
    assertEquals(
        "unknown",
        RuleResult.word(FakeHost.empty().host(), "default-route: {expect: {present: true}}"));
  }

  @Test
  void loopbackNameServersAreNotReachable() {
    assertEquals(
        "no",
        RuleResult.facet(
            FakeHost.with("/etc/resolv.conf", "nameserver 127.0.1.1\nnameserver ::1\n").host(),
            "dns-servers: {}",
            "usable-ipv4"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.53, yes, no",
    "127.0.0.1, no, no",
    "::1, no, no",
    "2001:db8::53, no, yes",
    "fe80::1%eth0, no, no",
  })
  void anAddressOfIpv6IsReachedByIpv6Alone(String address, String reachable, String byIpv6) {
    FakeHost host = FakeHost.with("/etc/resolv.conf", "nameserver " + address + "\n");
    assertEquals(reachable, RuleResult.facet(host.host(), "dns-servers: {}", "usable-ipv4"));
    assertEquals(byIpv6, RuleResult.facet(host.host(), "dns-servers: {}", "usable-ipv6"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | no (1500) | no (1500)",
        "{\"mtu\": 1450} | yes (1450) | no (1500)",
        "{\"mtu\": 0} | no (1500) | no (1500)",
        "{\"mtu\": 1400, \"default-network-opts\": {\"bridge\":"
            + " {\"com.docker.network.driver.mtu\": \"1400\"}}} | yes (1400) | yes (1400)",
        "{\"default-network-opts\": {\"overlay\": {\"com.docker.network.driver.mtu\":"
            + " \"1400\"}}} | no (1500) | no (1500)",
      })
  void packetsOfDockersBridgesAreComparedWithTheInterface(
      String daemon, String bridge, String networks) {
    FakeHost host = routes(LAN).file("/etc/docker/daemon.json", daemon);
    assertEquals(
        bridge.replace("(", "(eth0 MTU 1450, Docker bridge MTU "),
        RuleResult.facet(host.host(), "default-route: {}", "mtu-fits-default-bridge"));
    assertEquals(
        networks.replace("(", "(eth0 MTU 1450, Docker network MTU "),
        RuleResult.facet(host.host(), "default-route: {}", "mtu-fits-user-networks"));
  }

  @Test
  void settingsThatCannotBeReadLeaveOpenWhetherPacketsFit() {
    FakeHost host = routes(LAN).denied("/etc/docker/daemon.json");
    assertEquals(
        "unknown",
        RuleResult.word(host.host(), "default-route: {expect: {mtu-fits-default-bridge: true}}"));
  }

  @Test
  void theFirstNetworkFileThatMatchesCounts() {
    Host host =
        FakeHost.with("/etc/systemd/network/20-all.network", "[Match]\nName=*\n")
            .file(
                "/usr/lib/systemd/network/10-docker.network",
                "[Match]\nName=docker*\n[Link]\nUnmanaged=yes\n")
            .host();
    String manager =
        "interface-manager: {manager: systemd-networkd, names: [docker0, veth0a1b2c3]}";
    assertEquals("veth0a1b2c3", RuleResult.facet(host, manager, "interfaces"));
    assertEquals("/etc/systemd/network/20-all.network", RuleResult.facet(host, manager, "files"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                                    | docker0, veth0a1b2c3
          type:veth                            | veth0a1b2c3
          interface-name:docker0;driver:e1000e | docker0
          interface-name:=veth*                | veth0a1b2c3
          type:wifi                            |
          """)
  void networkManagerManagesDevicesThatASectionMatches(String devices, String interfaces) {
    Host host =
        FakeHost.with(
                "/etc/NetworkManager/conf.d/a.conf",
                "[device-a]\nmatch-device=" + devices + "\nmanaged=true\n")
            .host();
    String manager = "interface-manager: {manager: NetworkManager, names: [docker0, veth0a1b2c3]";
    String expected = interfaces == null ? "false" : "true";
    assertEquals("pass", RuleResult.word(host, manager + ", expect: {present: " + expected + "}}"));
    if (interfaces != null) {
      assertEquals(interfaces, RuleResult.facet(host, manager + "}", "interfaces"));
    }
  }

  @Test
  void theBridgeOfTheConfigurationIsThatOfDockersDefaultNetwork() {
    FakeHost host =
        routes(LAN + OWN)
            .file("/etc/docker/daemon.json", "{\"bridge\":\"br9\",\"bip\":\"10.0.2.1/25\"}");
    assertEquals("br9", RuleResult.facet(host.host(), "docker-bridge: {}", "name"));
    assertEquals("missing", RuleResult.facet(host.host(), "docker-bridge: {}", "interface"));
    assertEquals(
        "10.0.2.0/24 over eth0", RuleResult.facet(host.host(), "docker-bridge: {}", "overlapping"));
    host.directory("/sys/class/net/br9/bridge");
    assertEquals("bridge", RuleResult.facet(host.host(), "docker-bridge: {}", "interface"));
  }
}
