package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Guest;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.TakesLong;
import org.junit.jupiter.api.Test;

/** Hosts whose kernel was told otherwise, and what `check` says of them. */
@NeedsGuest
class KernelArgumentsTest {

  @Test
  @TakesLong
  void memoryControllerSwitchedOff() {
    try (Guest host = Guest.bootedWith("cgroup_disable=memory")) {
      Report report = Report.check(host);
      System.err.println(report); // FIXME
      assertEquals("fail", report.verdict("cgroup-controllers-enabled"), report.toString());
      assertTrue(report.about("cgroup-controllers-enabled").contains("memory"), report.toString());
    }
  }

  @Test
  @TakesLong
  void versionOneOfControlGroups() {
    try (Guest host =
        Guest.bootedWith(
            "systemd.unified_cgroup_hierarchy=0 SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1")) {
      Report report = Report.check(host);
      System.err.println(
          report + host.sh("grep cgroup /proc/mounts; cat /proc/cgroups").out()); // FIXME
      assertEquals("pass", report.verdict("cgroups-available"), report.toString());
    }
  }

  @Test
  @TakesLong
  void appArmorSwitchedOff() {
    try (Guest host = Guest.bootedWith("apparmor=0")) {
      Report report = Report.check(host);
      System.err.println(report); // FIXME
    }
  }
}
