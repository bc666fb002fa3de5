package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading.Unreadable;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualizationTest {

  private static final String GUEST = "flags\t\t: fpu vme hypervisor lahf_lm\n";
  private static final String METAL = "flags\t\t: fpu vme lahf_lm\n";
  private static final String CLOCKS =
      "/sys/devices/system/clocksource/clocksource0/available_clocksource";

  @ParameterizedTest
  @CsvSource({
    "product_name, KVM, kvm",
    "product_name, VMware Virtual Platform, vmware",
    "product_name, VirtualBox, oracle",
    "sys_vendor, innotek GmbH, oracle",
    "sys_vendor, Amazon EC2, amazon",
    "sys_vendor, QEMU, qemu",
    "sys_vendor, Xen, xen",
    "product_name, Google Compute Engine, google",
    "product_version, Hyper-V UEFI Release v4.1, microsoft",
    "sys_vendor, Dell Inc., none",
  })
  void firmwareNamesTheHypervisor(String file, String says, String word) {
    FakeHost host =
        FakeHost.with("/sys/class/dmi/id/" + file, says + "\n")
            .file("/proc/cpuinfo", word.equals("none") ? METAL : GUEST);
    assertEquals(Optional.of(word), Virtualization.read(host.host()).technology().toOptional());
  }

  @ParameterizedTest
  @CsvSource({"m5.metal, none", "m5.large, amazon"})
  void amazonsBareMachinesAreNoVirtualOnes(String model, String word) {
    FakeHost host =
        FakeHost.with("/sys/class/dmi/id/sys_vendor", "Amazon EC2")
            .file("/sys/class/dmi/id/product_name", model);
    assertEquals(Optional.of(word), Virtualization.read(host.host()).technology().toOptional());
  }

  @ParameterizedTest
  @CsvSource({"tsc kvm-clock, kvm", "tsc hpet, qemu", "hyperv_clocksource_tsc_page, microsoft"})
  void theClockTellsKvmFromQemusOwnEmulation(String clocks, String word) {
    FakeHost host =
        FakeHost.with("/sys/class/dmi/id/sys_vendor", "QEMU")
            .file(CLOCKS, clocks + "\n")
            .file("/proc/cpuinfo", GUEST);
    assertEquals(Optional.of(word), Virtualization.read(host.host()).technology().toOptional());
  }

  @ParameterizedTest
  @CsvSource({
    "/run/systemd/container, lxc, lxc",
    "/run/systemd/container, strange, container-other",
    "/run/host/container-manager, systemd-nspawn, systemd-nspawn",
    "/run/.containerenv, '', podman",
    "/.dockerenv, '', docker",
    "/proc/version, Linux version 5.15.90.1-microsoft-standard-WSL2 (gcc), wsl",
  })
  void aContainersMarkGoesBeforeTheMachine(String path, String content, String word) {
    Virtualization read =
        Virtualization.read(
            FakeHost.with("/sys/class/dmi/id/sys_vendor", "QEMU").file(path, content).host());
    assertEquals(Optional.of(word), read.technology().toOptional());
    assertTrue(read.isContainer());
  }

  @ParameterizedTest
  @CsvSource({
    "/sys/class/dmi/id/sys_vendor, QEMU, true",
    "/run/systemd/container, lxc, false",
    "/proc/sys/kernel/osrelease, 6.6.87.2-microsoft-standard-WSL2, true",
  })
  void machinesAndWslHaveAKernelOfTheirOwn(String path, String content, boolean own) {
    assertEquals(
        own, Virtualization.read(FakeHost.with(path, content).host()).hasOwnKernel(), content);
  }

  @ParameterizedTest
  @CsvSource({"lxc, lxc", "oci, container-other"})
  void theFirstProcessesEnvironmentNamesTheContainer(String says, String word) {
    FakeHost host = FakeHost.with("/proc/1/environ", "A=b\0container=" + says + "\0");
    assertEquals(Optional.of(word), Virtualization.read(host.host()).technology().toOptional());
  }

  @ParameterizedTest
  @CsvSource({"control_d, none", "'', xen"})
  void xensFirstDomainIsTheMachineItself(String capabilities, String word) {
    FakeHost host =
        FakeHost.with("/proc/xen/capabilities", capabilities).file("/proc/cpuinfo", GUEST);
    assertEquals(Optional.of(word), Virtualization.read(host.host()).technology().toOptional());
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/device-tree/model, Raspberry Pi 4, none",
    "/proc/device-tree/fw-cfg@9020000/reg, '', qemu",
    "/proc/device-tree/hypervisor/compatible, 'linux,kvm', kvm",
    "/proc/device-tree/hypervisor/compatible, 'xen,xen-4.11', xen",
  })
  void whereThereIsNoFirmwareTheDeviceTreeTells(String path, String content, String word) {
    FakeHost host = FakeHost.with(path, content).file("/proc/cpuinfo", "Features: fp asimd\n");
    assertEquals(Optional.of(word), Virtualization.read(host.host()).technology().toOptional());
  }

  @Test
  void theFlagAloneSaysThatThereIsAHypervisor() {
    assertEquals(
        Optional.of("vm-other"),
        Virtualization.read(FakeHost.with("/proc/cpuinfo", GUEST).host())
            .technology()
            .toOptional());
    assertEquals(
        Optional.of("none"),
        Virtualization.read(FakeHost.with("/proc/cpuinfo", METAL).host())
            .technology()
            .toOptional());
  }

  @Test
  void withoutAnySignItIsUnreadableRatherThanNone() {
    assertInstanceOf(
        Unreadable.class,
        Virtualization.read(FakeHost.with("/proc/cpuinfo", "BogoMIPS: 1\n").host()).technology());
  }
}
