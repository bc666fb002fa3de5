package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Times are printed in the zone of TZ, tzset(3), and else in that of the host, localtime(5). */
@NeedsBox
class TimeZoneInBoxTest {

  @Test
  void historyIsInTheZoneOfTheCaller() {
    try (Box box = Box.start()) {
      FixedBox fixed =
          FixedBox.with(
              box,
              "sysctl: {key: net.ipv4.ip_forward, expect: {live: '1', at-boot: '1'}}",
              "- set-sysctl: {key: net.ipv4.ip_forward, value: '1'}");
      box.write("/proc/sys/net/ipv4/ip_forward", "0");
      fixed.fix().exits(FixedBox.READY);

      Map.of(
              "UTC",
              "+00:00",
              "Asia/Tokyo",
              "+09:00",
              ":Asia/Kolkata",
              "+05:30",
              "no/such",
              "+00:00")
          .forEach((zone, offset) -> assertOffset(box, zone, offset));
      box.sh("ln -sfn /usr/share/zoneinfo/Asia/Kathmandu /etc/localtime").succeeds();
      assertOffset(box, "", "+05:45");
      assertOffset(box, "Asia/Tokyo", "+09:00");
      box.sh("rm /etc/localtime").succeeds();
      assertOffset(box, "", "+00:00");
    }
  }

  private static void assertOffset(Box box, String zone, String offset) {
    ProgramRun history = box.hostreadyCommand("history").variable("TZ", zone).run().succeeds();
    List<String> lines = history.out().lines().toList();
    assertTrue(lines.getFirst().contains(" " + offset), () -> "TZ=" + zone + "\n" + history);
  }
}
