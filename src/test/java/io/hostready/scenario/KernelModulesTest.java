package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Guest;
import io.hostready.testbed.NeedsGuest;
import org.junit.jupiter.api.Test;

/** A kernel that loads its modules when they are needed, if it can. */
@NeedsGuest
class KernelModulesTest {

  @Test
  void moduleTreeIsGoneAfterAnUpgradeWithoutReboot() {
    try (Guest host = Guest.fresh()) {
      assertEquals("pass", Report.check(host).verdict("storage-driver-available"));

      host.sh("mv /usr/lib/modules/$(uname -r) /usr/lib/modules/6.12.999+deb13-cloud-amd64");
      Report report = Report.check(host);

      assertEquals("not-ready", report.outcome(), report.toString());
      assertEquals("fail", report.verdict("storage-driver-available"), report.toString());
      assertTrue(report.about("storage-driver-available").contains("reboot"), report.toString());
    }
  }
}
