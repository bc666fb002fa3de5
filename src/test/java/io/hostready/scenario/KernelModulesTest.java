package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.Guest;
import io.hostready.testbed.NeedsGuest;
import org.junit.jupiter.api.Test;

/** Hosts whose kernel loads modules, or would if it could. */
@NeedsGuest
class KernelModulesTest {

  @Test
  void moduleTreeIsGoneAfterAnUpgradeWithoutReboot() {
    try (Guest host = Guest.fresh()) {
      host.sh("rm -rf /usr/lib/modules/$(uname -r)").succeeds();
      Report report = Report.check(host);
      System.err.println(report); // FIXME
      assertEquals("not-ready", report.outcome());
    }
  }
}
