package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelLogTest {

  private static final String KILLED = "Out of memory: Killed process 4321 (runc) total-vm:1kB";

  @Test
  void linesOfJournalSyslogAndDmesgHaveTheSameMessage() {
    for (String line :
        List.of(
            "Nov 30 08:11:02 box kernel: " + KILLED,
            "2026-11-30T08:11:02.123456+00:00 box kernel: [  812.100000] " + KILLED,
            "[  812.100000] " + KILLED,
            "[Mon Nov 30 08:11:02 2026] " + KILLED)) {
      assertEquals(KILLED, KernelLog.message(line).orElseThrow(), line);
    }
  }

  @Test
  void otherProgramsAndEarlierBootsAreLeftOut() {
    String log =
        """
        Nov 29 08:11:02 box kernel: Linux version 6.12.57
        Nov 29 08:11:03 box kernel: EXT4-fs error (device sda1): x
        Nov 30 08:11:02 box kernel: Linux version 6.12.63
        Nov 30 08:11:03 box cron[99]: Out of memory: Killed process 1 (runc)
        Nov 30 08:11:03 box kernel: docker0: port 1(veth0) entered blocking state
        """;
    assertEquals(
        new Present<>(
            List.of("Linux version 6.12.63", "docker0: port 1(veth0) entered blocking state"), "x"),
        KernelLog.ofText(log, "x"));
    assertInstanceOf(Absent.class, KernelLog.ofText("Nov 30 08:11:03 box cron[99]: x\n", "x"));
  }

  @Test
  void errorsComeBeforeNoticesAndEachCauseIsOnce() {
    LoggedErrors errors =
        LoggedErrors.of(
            MessageTable.KERNEL,
            List.of(
                "I/O error, dev sdb, sector 8 op 0x0",
                "I/O error, dev fd0, sector 0 op 0x0",
                "I/O error, dev sdb, sector 16 op 0x0",
                "nfs: server nas not responding, timed out"));
    assertEquals(
        List.of(
            "I/O error, dev sdb, sector 16 op 0x0 2",
            "nfs: server nas not responding, timed out 1"),
        errors.matches().stream().map(match -> match.message() + " " + match.count()).toList());
  }

  @Test
  void aCaptureKeepsOnlyKnownErrorsOfTheKernel() {
    String known = "Nov 30 08:11:02 box kernel: " + KILLED + "\n";
    assertEquals(
        known,
        LogExcerpt.of("journalctl -k", known + "Nov 30 08:11:03 box kernel: usb 1-1: a stick\n"));
  }
}
