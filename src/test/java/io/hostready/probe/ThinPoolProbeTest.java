package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class ThinPoolProbeTest {

  private static final String PROBE = "thin-pool: {path: /var/lib/docker}";

  private static FakeHost host() {
    return FakeHost.with("/sys/block/dm-2/dm/uuid", "LVM-abc-tpool\n")
        .directory("/var/lib/docker")
        .file("/proc/self/mountinfo", "22 1 253:3 / / rw - xfs /dev/mapper/vg-root rw\n");
  }

  @Test
  void theFullestPoolCounts() {
    FakeHost host =
        host()
            .command(
                "dmsetup status",
                """
                vg-root: 0 100 thin 50 99
                vg-a-tpool: 0 100 thin-pool 1 10/100 20/100 - rw discard_passdown error_if_no_space - 9
                vg-b-tpool: 0 100 thin-pool 1 97/100 50/100 - ro discard_passdown error_if_no_space - 9
                """);
    assertEquals("vg-b-tpool", RuleResult.facet(host.host(), PROBE, "name"));
    assertEquals("97", RuleResult.facet(host.host(), PROBE, "metadata-percent"));
    assertEquals("50", RuleResult.facet(host.host(), PROBE, "data-percent"));
    assertEquals("ro", RuleResult.facet(host.host(), PROBE, "mode"));
  }

  @Test
  void aFailedPoolIsUnreadable() {
    FakeHost host =
        host()
            .command(
                "dmsetup status", "vg-root: 0 100 thin Fail\nvg-a-tpool: 0 1 thin-pool Fail\n");
    assertEquals(
        "unreadable: dmsetup status: it shows no thin pool",
        RuleResult.facet(host.host(), PROBE, "name"));
  }

  @Test
  void withoutAPoolNoCommandRuns() {
    FakeHost host = host().file("/sys/block/dm-2/dm/uuid", "LVM-abc\n");
    assertEquals("absent: /sys/block/dm-*/dm/uuid", RuleResult.facet(host.host(), PROBE, "name"));
  }
}
