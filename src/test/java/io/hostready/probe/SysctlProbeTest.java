package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SysctlProbeTest {

  private static final String LIVE = "/proc/sys/net/ipv4/ip_forward";
  private static final String BOOT = "/etc/sysctl.d/99-docker.conf";
  private static final String RULE =
      "sysctl: {key: net.ipv4.ip_forward, expect: {live: '1', at-boot: '1'}}";

  @ParameterizedTest
  @CsvSource({"1, 1, pass", "1, 0, fail", "0, 1, fail"})
  void nowAndAtBootAreTwoThings(String live, String boot, String verdict) {
    FakeHost host =
        FakeHost.with(LIVE, live + "\n").file(BOOT, "net.ipv4.ip_forward = " + boot + "\n");
    assertEquals(verdict, RuleResult.word(host.host(), RULE));
  }

  @Test
  void aKeyThatNoFileSetsHasNothingAtBoot() {
    FakeHost host = FakeHost.with(LIVE, "1\n");
    assertEquals("fail", RuleResult.word(host.host(), RULE));
    assertEquals(
        "pass",
        RuleResult.word(host.host(), "sysctl: {key: net/ipv4/ip_forward, expect: {live: '1'}}"));
  }

  @Test
  void aKeyThatTheKernelLacksIsAbsentThoughAFileSetsIt() {
    FakeHost host = FakeHost.with(LIVE, "1\n").file(BOOT, "net.bridge.bridge-nf-call-iptables=1\n");
    String ask = "sysctl: {key: net.bridge.bridge-nf-call-iptables";
    assertEquals(
        "absent: /proc/sys/net/bridge/bridge-nf-call-iptables",
        RuleResult.facet(host.host(), ask + "}", "live"));
    assertEquals("fail", RuleResult.word(host.host(), ask + ", expect: {at-boot: '1'}}"));
    assertEquals("pass", RuleResult.word(host.host(), ask + ", expect: {present: false}}"));
    assertEquals(
        Evidence.of(BOOT, 1, "net.bridge.bridge-nf-call-iptables", "1"),
        RuleResult.observe(host.host(), ask + "}").evidence().getLast());
  }

  @Test
  void theCommandIsAThirdThing() {
    FakeHost host =
        FakeHost.with(LIVE, "1\n")
            .file(BOOT, "net.ipv4.ip_forward = 1\n")
            .file("/etc/sysctl.conf", "net.ipv4.ip_forward = 0\n")
            .file("/usr/lib/systemd/systemd-sysctl", "");
    assertEquals("pass", RuleResult.word(host.host(), RULE));
    assertEquals(
        "pass",
        RuleResult.word(
            host.host(), "sysctl: {key: net.ipv4.ip_forward, expect: {sysctl-system: '0'}}"));
  }

  @Test
  void anImageThatDoesNotRunStillTellsWhatBootWillSet() {
    FakeHost host = FakeHost.with(BOOT, "net.ipv4.ip_forward=1\n");
    assertEquals("unknown", RuleResult.word(host.host(), RULE));
    assertEquals(
        "pass",
        RuleResult.word(host.host(), "sysctl: {key: net.ipv4.ip_forward, expect: {at-boot: '1'}}"));
  }

  @Test
  void whatCannotBeReadIsUnknown() {
    FakeHost host = FakeHost.with(BOOT, "net.ipv4.ip_forward=1\n").denied(LIVE);
    assertEquals("unknown", RuleResult.word(host.host(), RULE));
    assertEquals("unknown", RuleResult.word(FakeHost.with(LIVE, "1\n").denied(BOOT).host(), RULE));
  }

  @Test
  void numbersInARowAreTheSameWithTabsAndSpaces() {
    FakeHost host =
        FakeHost.with("/proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n")
            .file(BOOT, "net.ipv4.ip_local_port_range = 32768   60999\n");
    assertEquals(
        "pass",
        RuleResult.word(
            host.host(),
            "sysctl: {key: net.ipv4.ip_local_port_range,"
                + " expect: {live: 32768 60999, at-boot: 32768 60999}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ip_forward", "net..ipv4", "/net/ipv4", "net/../../etc/shadow", "net.*.x"})
  void whatIsNoKeyIsRefused(String key) {
    assertThrows(
        IllegalArgumentException.class,
        () -> RuleResult.observe(FakeHost.empty().host(), "sysctl: {key: '" + key + "'}"));
  }
}
