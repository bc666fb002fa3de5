package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;

class VirtualizationProbeTest {

  private static final String CRITERION = "virtualization: {expect: {container: false}}";

  @Test
  void machinesPassContainersFailAndSilenceIsUnknown() {
    Host machine = FakeHost.with("/sys/class/dmi/id/sys_vendor", "QEMU").host();
    Host container = FakeHost.with("/run/systemd/container", "lxc\n").host();
    assertEquals("pass", RuleResult.word(machine, CRITERION));
    assertEquals("fail", RuleResult.word(container, CRITERION));
    assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), CRITERION));
    assertEquals("lxc", RuleResult.facet(container, "virtualization: {}", "technology"));
  }

  @Test
  void wslIsAContainerWithAKernelOfItsOwn() {
    Host wsl =
        FakeHost.with("/proc/sys/kernel/osrelease", "6.6.87.2-microsoft-standard-WSL2").host();
    assertEquals("yes", RuleResult.facet(wsl, "virtualization: {}", "container"));
    assertEquals("yes", RuleResult.facet(wsl, "virtualization: {}", "own-kernel"));
  }
}
