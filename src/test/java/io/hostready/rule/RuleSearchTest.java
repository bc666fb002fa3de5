package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.host.Host;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSearchTest {

  private static final RuleBook BOOK =
      RuleBook.read(
          Host.localFiles(),
          List.of(new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));

  private static List<String> find(String... words) {
    return RuleSearch.find(BOOK.rules().values(), List.of(words)).stream()
        .map(rule -> rule.id().value())
        .toList();
  }

  /** The terms that people search for, with a rule that is about each. */
  @ParameterizedTest
  @CsvSource({
    "MTU, bridge-mtu-fits-default-route",
    "IPVS, ipvs-modules-loadable",
    "NAT, nat-conntrack-modules-loadable",
    "VXLAN, vxlan-modules-loadable",
    "IPsec, ipsec-modules-loadable",
    "DNS, dns-servers-usable-in-containers",
    "NTP, ntp-service-running",
    "br_netfilter, br-netfilter-loadable",
    "br-netfilter, br-netfilter-loadable",
    "subuid, subuid-subgid-ranges-assigned",
    "conntrack, conntrack-netlink-loadable",
    "masquerade, nat-conntrack-modules-loadable",
    "nftables, nftables-nat-works",
    "seccomp, seccomp-filter-available",
    "AppArmor, apparmor-parser-present",
    "OverlayFS, overlay-mount-works",
    "namespace, namespaces-available",
    "suite, docker-apt-suite-matches-release",
    "live-restore, swarm-without-live-restore",
  })
  void aTermFindsTheRulesAboutItFirst(String term, String id) {
    List<String> found = find(term);
    assertTrue(found.stream().limit(6).toList().contains(id), found::toString);
  }

  @Test
  void wholeWordsComeFirstAndThenWordsThatStartWithThem() {
    List<String> found = find("nat");
    int prefix = found.indexOf("overlay-native-diff-enabled");
    assertTrue(prefix > found.indexOf("iptables-nat-works"), found::toString);
    assertTrue(prefix > found.indexOf("iptables-modules-loadable"), found::toString);
  }

  @Test
  void aPartOfAWordIsFoundOnlyIfNothingElseIs() {
    assertEquals(List.of(), find("nat").stream().filter("no-reboot-pending"::equals).toList());
    assertTrue(find("tive-diff").contains("overlay-native-diff-enabled"));
    assertEquals(List.of(), find("zzzz"));
  }
}
