package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelModuleProbeTest {

  private static final String ASK = "kernel-module: {name: br-netfilter}";

  private static FakeHost host() {
    return FakeHost.with("/proc/sys/kernel/osrelease", "6.8.0")
        .file("/proc/modules", "br_netfilter 32768 0 - Live 0x0\n")
        .file("/lib/modules/6.8.0/modules.dep", "kernel/br_netfilter.ko:\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/modules-load.d/k8s.conf, br_netfilter, yes",
    "/etc/modules-load.d/k8s.conf, '# br_netfilter', no",
    "/etc/modules-load.d/k8s.conf, '; br_netfilter', no",
    "/etc/modules-load.d/k8s, br_netfilter, no",
    "/usr/lib/modules-load.d/x.conf, '  br-netfilter ', yes",
    "/run/modules-load.d/x.conf, br_netfilter2, no",
    "/etc/modules, 'loop\nbr_netfilter debug=1', yes",
    "/proc/cmdline, 'quiet modules_load=br_netfilter', yes",
    "/proc/cmdline, 'quiet modules_load=bridge', no",
  })
  void atBootIsWhatAListSays(String path, String content, String shown) {
    assertEquals(shown, RuleResult.facet(host().file(path, content + "\n").host(), ASK, "at-boot"));
  }

  @Test
  void aMaskedListLoadsNothing() {
    FakeHost masked =
        host()
            .file("/usr/lib/modules-load.d/x.conf", "br_netfilter\n")
            .link("/etc/modules-load.d/x.conf", "/dev/null");
    assertEquals("no", RuleResult.facet(masked.host(), ASK, "at-boot"));
  }

  @Test
  void builtinIsThereAtEveryBoot() {
    FakeHost builtin =
        host()
            .file("/proc/modules", "")
            .file("/lib/modules/6.8.0/modules.builtin", "kernel/br_netfilter.ko\n");
    assertEquals("builtin", RuleResult.facet(builtin.host(), ASK, "state"));
    assertEquals("yes", RuleResult.facet(builtin.host(), ASK, "at-boot"));
  }

  @Test
  void loadedNowAndNotAtBootFailsTheRuleOfBoth() {
    String rule =
        "kernel-module: {name: br_netfilter, expect: {state: [loaded, builtin], at-boot: true}}";
    assertEquals("fail", RuleResult.word(host().host(), rule));
    assertEquals(
        "pass", RuleResult.word(host().file("/etc/modules", "br_netfilter\n").host(), rule));
    assertEquals("unknown", RuleResult.word(host().denied("/etc/modules").host(), rule));
    assertEquals("unknown", RuleResult.word(host().denied("/proc/modules").host(), rule));
  }
}
