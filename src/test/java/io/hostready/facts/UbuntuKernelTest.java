package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

/** Ubuntu's kernels for Raspberry Pi have all modules in one package since Linux 6.7. */
class UbuntuKernelTest {

  private static final String EXTRA = "apt-get install linux-modules-extra-$(uname -r)";

  private static UbuntuKernel running(String release) {
    return UbuntuKernel.read(FakeHost.with("/proc/sys/kernel/osrelease", release + "\n").host());
  }

  @Test
  void textsNameThePackageThatTheKernelHas() {
    UbuntuKernel kernel = running("6.8.0-1017-raspi");
    assertEquals(
        "Run 'apt-get install --reinstall linux-modules-$(uname -r)'. Reboot.",
        kernel.in("Install the extra kernel modules: " + EXTRA + " (Ubuntu). Reboot."));
    assertEquals(
        "The module xt_u32: apt-get install --reinstall linux-modules-$(uname -r).",
        kernel.in("The module xt_u32: " + EXTRA + " (Ubuntu)."));
    String other = "'apt-get install linux-modules-$(uname -r)' (Ubuntu) or one of Debian.";
    assertEquals(other, kernel.in(other));
  }

  @Test
  void textsOfOtherKernelsStay() {
    for (String release : new String[] {"6.8.0-31-generic", "5.15.0-1061-raspi", "6.12.43"}) {
      assertEquals(EXTRA + " (Ubuntu).", running(release).in(EXTRA + " (Ubuntu)."));
    }
    UbuntuKernel unread = UbuntuKernel.read(FakeHost.with("/etc/none", "").host());
    assertEquals(EXTRA, unread.in(EXTRA));
    assertFalse(unread.hasPackages());
    assertTrue(running("6.8.0-31-generic").hasPackages());
  }
}
