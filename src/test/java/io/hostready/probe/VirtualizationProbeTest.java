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
    assertEquals("pass", Judged.word(machine, CRITERION));
    assertEquals("fail", Judged.word(container, CRITERION));
    assertEquals("unknown", Judged.word(FakeHost.empty().host(), CRITERION));
    assertEquals("lxc", Judged.facet(container, "virtualization: {}", "technology"));
  }

  @Test
  void wslIsAContainerWithAKernelOfItsOwn() {
    Host wsl =
        FakeHost.with("/proc/sys/kernel/osrelease", "6.6.87.2-microsoft-standard-WSL2").host();
    assertEquals("yes", Judged.facet(wsl, "virtualization: {}", "container"));
    assertEquals("yes", Judged.facet(wsl, "virtualization: {}", "own-kernel"));
  }
}
