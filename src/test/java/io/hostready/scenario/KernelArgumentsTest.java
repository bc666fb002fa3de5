package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Guest;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.TakesLong;
import org.junit.jupiter.api.Test;

/** Kernels that were told otherwise at boot, and what `check` says of them. */
@NeedsGuest
class KernelArgumentsTest {

  @Test
  @TakesLong
  void memoryControllerIsSwitchedOff() {
    try (Guest host = Guest.bootedWith("cgroup_disable=memory")) {
      Report report = Report.check(host);
      assertEquals("fail", report.verdict("cgroup-controllers-enabled"), report.toString());
      assertTrue(report.about("cgroup-controllers-enabled").contains("memory"), report.toString());
      assertEquals("fail", report.verdict("swap-limit-available"), report.toString());
    }
  }

  /** From Linux 6.11 on a kernel can be built without the first version's memory controller. */
  @Test
  @TakesLong
  void controlGroupsOfVersionOneComeWithoutMemory() {
    try (Guest host =
        Guest.bootedWith(
            "systemd.unified_cgroup_hierarchy=0 SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1")) {
      assertFalse(host.sh("grep ' cgroup ' /proc/mounts").out().contains("memory"));

      Report report = Report.check(host);

      assertEquals("fail", report.verdict("cgroup-v2-only"), report.toString());
      assertEquals("fail", report.verdict("cgroups-available"), report.toString());
      assertEquals("fail", report.verdict("swap-limit-available"), report.toString());
    }
  }

  @Test
  @TakesLong
  void appArmorIsSwitchedOff() {
    try (Guest host = Guest.bootedWith("apparmor=0")) {
      Report report = Report.check(host);
      assertEquals("fail", report.verdict("apparmor-or-selinux-enabled"), report.toString());
      assertEquals("not-applicable", report.verdict("apparmor-parser-present"), report.toString());
    }
  }
}
