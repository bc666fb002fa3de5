package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.expect.Finding;
import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelProbesTest {

  @ParameterizedTest
  @CsvSource({"3.2.0-23-generic, fail", "3.8.0-19-generic, pass", "3.16.0-37-generic, pass"})
  void releasesCompareAsVersions(String release, String verdict) {
    assertEquals(
        verdict,
        RuleResult.word(
            FakeHost.with("/proc/sys/kernel/osrelease", release + "\n").host(),
            "kernel-release: {expect: {release: {at-least: '3.8'}}}"));
  }

  @Test
  void aReleaseThatCannotBeReadIsUnknown() {
    String rule = "kernel-release: {expect: {release: {at-least: '3.8'}}}";
    assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), rule));
    assertEquals(
        "unknown",
        RuleResult.word(FakeHost.with("/proc/sys/kernel/osrelease", "generic\n").host(), rule));
  }

  private static FakeHost configured() {
    return FakeHost.with("/proc/sys/kernel/osrelease", "6.8.0-31-generic")
        .file("/boot/config-6.8.0-31-generic", "CONFIG_VETH=m\n# CONFIG_KEYS is not set\n");
  }

  @ParameterizedTest
  @CsvSource({"VETH, pass", "'VETH, KEYS', fail", "NOT_KNOWN_TO_IT, fail"})
  void optionsAreJudgedEach(String names, String verdict) {
    assertEquals(
        verdict,
        RuleResult.word(
            configured().host(),
            "kernel-config: {names: [" + names + "], expect: {state: [y, m]}}"));
  }

  @Test
  void evidenceHasOneEntryAnOption() {
    Finding finding =
        RuleResult.finding(
            configured().host(), "kernel-config: {names: [VETH, KEYS], expect: {state: m}}");
    String source = "/boot/config-6.8.0-31-generic";
    assertEquals(Evidence.of(source, 1, "CONFIG_VETH", "m"), finding.evidence().getFirst());
    assertEquals(Evidence.of(source, "CONFIG_KEYS", "n"), finding.evidence().getLast());
    assertEquals("CONFIG_KEYS is not set", finding.found());
  }

  @Test
  void withoutAConfigurationOptionsAreUnknownAndNeverFail() {
    String rule = "kernel-config: {names: [VETH], expect: {state: [y, m]}}";
    assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), rule));
    FakeHost denied = configured().denied("/boot/config-6.8.0-31-generic");
    assertEquals("unknown", RuleResult.word(denied.host(), rule));
    assertTrue(
        RuleResult.finding(denied.host(), rule).verdict().toString().contains("Permission denied"));
  }

  @Test
  void anOptionIsWrittenWithoutItsPrefix() {
    assertThrows(
        IllegalArgumentException.class,
        () -> RuleResult.observe(configured().host(), "kernel-config: {names: [CONFIG_VETH]}"));
  }

  private static final String NAMESPACES =
      "namespaces: {expect: {available: {contains: [mnt, net, pid, ipc, uts]}}}";

  private static FakeHost namespaces(String... names) {
    FakeHost host = FakeHost.with("/proc/sys/kernel/osrelease", "3.2.0");
    for (String name : names) {
      host.link("/proc/self/ns/" + name, name + ":[1]");
    }
    return host;
  }

  @Test
  void namespacesAreTheNamesInAProcesssDirectory() {
    FakeHost all = namespaces("mnt", "net", "pid", "pid_for_children", "ipc", "uts");
    assertEquals("pass", RuleResult.word(all.host(), NAMESPACES));
    assertEquals(
        "ipc, mnt, net, pid, uts", RuleResult.facet(all.host(), "namespaces: {}", "available"));
    assertEquals("fail", RuleResult.word(namespaces("ipc", "net", "uts").host(), NAMESPACES));
  }

  @Test
  void aDirectoryThatATreeLeftOutIsUnknown() {
    assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), NAMESPACES));
    assertEquals("unknown", RuleResult.word(namespaces().host(), NAMESPACES));
    assertEquals(
        "fail",
        RuleResult.word(
            FakeHost.with("/proc/sys/kernel/osrelease", "2.6.32-5-amd64").host(), NAMESPACES));
    assertEquals(
        "unknown", RuleResult.word(namespaces("mnt").denied("/proc/self/ns").host(), NAMESPACES));
  }

  @Test
  void bothWordSizesAreJudgedApart() {
    FakeHost mixed =
        FakeHost.with("/proc/sys/kernel/arch", "x86_64\n")
            .file(
                "/var/lib/dpkg/status",
                "Package: dpkg\nStatus: install ok installed\nArchitecture: i386\n");
    assertEquals(
        "pass", RuleResult.word(mixed.host(), "architecture: {expect: {kernel-bits: 64}}"));
    assertEquals(
        "fail", RuleResult.word(mixed.host(), "architecture: {expect: {userland-bits: 64}}"));
    FakeHost strange = FakeHost.with("/proc/sys/kernel/arch", "frob\n");
    assertEquals("pass", RuleResult.word(strange.host(), "architecture: {expect: {kernel: frob}}"));
    assertEquals(
        "unknown", RuleResult.word(strange.host(), "architecture: {expect: {kernel-bits: 64}}"));
    assertEquals(
        "unknown",
        RuleResult.word(FakeHost.empty().host(), "architecture: {expect: {kernel-bits: 64}}"));
  }
}
