package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Guest;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.TakesLong;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A kernel that loads its modules when they are needed, if it can. */
@NeedsGuest
class KernelModulesTest {

  /** Docker 25 dropped the driver that needs the module. */
  private static final String OLD_DOCKER = "docker-version=24";

  private static final String DEVICE_MAPPER = "/sys/class/misc/device-mapper";

  @Test
  @TakesLong
  void deviceMapperIsLoadedOnRequestNowAndAtBoot() {
    try (Guest host = Guest.fresh()) {
      HostState before = HostState.of(host);
      assertFalse(host.exists(DEVICE_MAPPER));

      host.hostready("fix", "device-mapper-available", "--set", OLD_DOCKER, "--yes").exits(0);
      assertTrue(host.exists(DEVICE_MAPPER));
      assertEquals(
          "pass", Report.check(host, "--set", OLD_DOCKER).verdict("device-mapper-available"));

      host.reboot();
      assertTrue(host.exists(DEVICE_MAPPER));

      host.hostready("undo", "--yes").exits(0);
      assertFalse(host.exists(DEVICE_MAPPER));
      assertEquals(List.of(), before.unexplained(HostState.of(host), Docker.BY_REBOOT));
    }
  }

  @Test
  @TakesLong
  void moduleTreeIsGoneAfterAnUpgradeWithoutReboot() {
    try (Guest host = Guest.fresh()) {
      assertEquals("pass", Report.check(host).verdict("storage-driver-available"));

      host.sh("mv /usr/lib/modules/$(uname -r) /usr/lib/modules/6.12.999+deb13-cloud-amd64")
          .succeeds();
      Report report = Report.check(host);

      assertEquals("not-ready", report.outcome(), report.toString());
      assertEquals("fail", report.verdict("kernel-modules-installed"), report.toString());
      assertTrue(report.about("kernel-modules-installed").contains("eboot"), report.toString());
      assertEquals("fail", report.verdict("storage-driver-available"), report.toString());
    }
  }
}
