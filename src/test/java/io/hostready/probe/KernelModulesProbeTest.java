package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;

class KernelModulesProbeTest {

  private static final Host HOST =
      FakeHost.with("/proc/sys/kernel/osrelease", "6.12.43\n")
          .file("/proc/modules", "bridge 1 0 - Live 0x0\n")
          .file("/lib/modules/6.12.43/modules.dep", "kernel/net/veth.ko.zst:\n")
          .file("/lib/modules/6.12.43/modules.builtin", "kernel/net/overlay.ko\n")
          .host();

  @Test
  void eachModuleHasItsOwnState() {
    assertEquals(
        "veth loadable, bridge loaded, overlay builtin, vxlan missing",
        RuleResult.facet(HOST, "kernel-modules: {names: [veth, bridge, overlay, vxlan]}", "state"));
  }

  @Test
  void aFailureNamesOnlyTheModulesThatAreNotThere() {
    assertEquals(
        "vxlan is missing",
        RuleResult.finding(
                HOST,
                "kernel-modules: {names: [veth, vxlan], expect: {state: [builtin, loaded,"
                    + " loadable]}}")
            .found());
  }

  @Test
  void oneThatCannotBeToldIsNamed() {
    Host denied =
        FakeHost.with("/proc/sys/kernel/osrelease", "6.1\n").denied("/proc/modules").host();
    assertEquals(
        "unreadable: /proc/modules: veth: Permission denied",
        RuleResult.facet(denied, "kernel-modules: {names: [veth]}", "state"));
  }
}
