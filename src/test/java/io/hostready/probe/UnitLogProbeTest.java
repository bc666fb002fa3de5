package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.docker.LoggedService;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitLogProbeTest {

  private static final String PROBE = "unit-log: {name: docker.service}";
  private static final String JOURNAL = String.join(" ", LoggedService.DOCKER.command());
  private static final String ERROR = "failed to load listeners: group docker not found";
  private static final String CAUSE = "the group docker of the Docker socket does not exist";

  /** The lines of one failed start, in the format of journalctl -o short and of syslog. */
  private static final String SHORT =
      """
      Dec 01 19:25:26 box systemd[1]: Starting docker.service - Docker Application Container Engine...
      Dec 01 19:25:27 box dockerd[812]: failed to load listeners: group docker not found
      Dec 01 19:25:27 box systemd[1]: docker.service: Main process exited, code=exited, status=1/FAILURE
      Dec 01 19:25:27 box systemd[1]: docker.service: Failed with result 'exit-code'.
      Dec 01 19:25:27 box cron[99]: failed to start daemon: another program
      """;

  @Test
  void theJournalIsReadAsJson() {
    Host host =
        FakeHost.empty()
            .command(
                JOURNAL,
                """
                {"_BOOT_ID":"a","SYSLOG_IDENTIFIER":"dockerd","_SYSTEMD_UNIT":"docker.service","MESSAGE":"failed to load listeners: group docker not found"}
                {"_BOOT_ID":"a","SYSLOG_IDENTIFIER":"systemd","UNIT":"docker.service","_SYSTEMD_UNIT":"init.scope","MESSAGE":"docker.service: Failed with result 'exit-code'."}
                """)
            .host();
    assertEquals(ERROR, RuleResult.facet(host, PROBE, "error"));
    assertEquals(CAUSE, RuleResult.facet(host, PROBE, "cause"));
    assertEquals("docker-socket-group-exists", RuleResult.facet(host, PROBE, "rules"));
  }

  @Test
  void aMessageThatIsNotUtf8IsAnArrayOfBytes() {
    Host host =
        FakeHost.empty()
            .command(
                JOURNAL,
                "{\"_BOOT_ID\":\"a\",\"SYSLOG_IDENTIFIER\":\"dockerd\",\"MESSAGE\":[102,97,105,108,101,100,32,116,111,32,255]}\n")
            .host();
    assertEquals("failed to \ufffd", RuleResult.facet(host, PROBE, "error"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "journalctl -u docker",
        "journalctl -xeu docker.service --no-pager",
        "sudo journalctl -b",
        "systemctl status docker",
        "systemctl status docker.service --no-pager -l"
      })
  void aRecordedCommandOfAnySpellingIsRead(String command) {
    Host host = FakeHost.empty().command(command, SHORT).host();
    assertEquals(CAUSE, RuleResult.facet(host, PROBE, "cause"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/log/syslog",
        "/var/log/daemon.log",
        "/var/log/messages",
        "/var/log/docker.log"
      })
  void aLogFileIsReadWithoutAJournal(String path) {
    Host host = FakeHost.empty().file(path, SHORT).host();
    assertEquals(CAUSE, RuleResult.facet(host, PROBE, "cause"));
  }

  @Test
  void theFileOfAnInitScriptHasTheDaemonsOutput() {
    Host host = FakeHost.empty().file("/var/log/upstart/docker.log", ERROR + "\n").host();
    assertEquals(CAUSE, RuleResult.facet(host, PROBE, "cause"));
  }

  @Test
  void anErrorBeforeTheLastBootIsOld() {
    Host host =
        FakeHost.empty()
            .command(JOURNAL, new CommandOutcome.NotFound("journalctl"))
            .file(
                "/var/log/syslog",
                SHORT + "Dec 02 08:00:00 box kernel: [    0.000000] Linux version 6.12.0\n")
            .host();
    assertEquals("absent: journalctl", RuleResult.facet(host, PROBE, "error"));
  }

  @Test
  void aLogThatIsNotPermittedIsUnreadable() {
    Host host =
        FakeHost.empty()
            .command(
                JOURNAL,
                new CommandOutcome.Ended(
                    0,
                    "",
                    "Hint: You are currently not seeing messages from other users and the"
                        + " system.\n"))
            .host();
    assertEquals(
        "unreadable: journalctl -b -u docker.service -u docker.socket: Permission denied (the"
            + " journal)",
        RuleResult.facet(host, PROBE, "error"));
  }

  @Test
  void withoutARecordingItIsUnreadable() {
    String shown = RuleResult.facet(FakeHost.empty().host(), PROBE, "error");
    assertEquals("unreadable", shown.substring(0, "unreadable".length()), shown);
  }
}
