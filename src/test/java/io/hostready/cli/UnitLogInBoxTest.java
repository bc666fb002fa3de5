package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.docker.KnownMessage;
import io.hostready.docker.LastStart;
import io.hostready.docker.LoggedService;
import io.hostready.facts.LogLine;
import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The journal of a real systemd that cannot start docker.service, each time for another reason. */
@NeedsBox
class UnitLogInBoxTest {

  private static Box box;

  @BeforeAll
  static void start() {
    box = Box.with().engine("/opt/engine").booted().start();
    box.run("systemctl", "log-target", "journal").succeeds();
  }

  @AfterAll
  static void end() {
    box.close();
  }

  private static void startService(String settings) {
    box.write(
        "/etc/systemd/system/docker.service",
        "[Unit]\nDescription=Docker Application Container Engine\n" + settings + "\n");
    box.sh(
            """
            systemctl daemon-reload
            systemctl reset-failed docker.service docker.socket 2>/dev/null || true
            systemctl start docker.service || true
            journalctl --sync
            """)
        .succeeds();
  }

  private static LastStart lastStart() {
    ProgramRun journal = box.run(LoggedService.DOCKER.command().toArray(String[]::new)).succeeds();
    return LastStart.of(LoggedService.DOCKER, LogLine.parse(journal.out()));
  }

  /**
   * The journal can lack the unit of a child that ended at once, so that only its exit code is in
   * the unit's log. With Type=notify, as docker.service has it, systemctl waits for the failure.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ExecStart=/usr/bin/nosuch | program",
        "ExecStart=sleep 9;User=nosuch | the user of User=",
        "ExecStart=sleep 9;Group=nosuch | a group of docker.service does not exist",
        "ExecStart=sleep 9;WorkingDirectory=/nope | the directory of WorkingDirectory=",
        "ExecStart=sleep 9;EnvironmentFile=/nope | a file of EnvironmentFile= in docker.service",
        "ExecStart=sleep 9;ReadWritePaths=/nope | cannot set up the mount namespace",
        "ExecStart=sleep 9;ExecStart=sleep 9 | docker.service has an invalid setting",
        "ExecStart=sleep 9;TimeoutStartSec=1 | docker.service did not become ready in" + " time",
        "ExecStart=sh -c 'kill -9 $$$$' | ended by a signal (9/KILL)",
        "ExecStart=false | the program ended with an error",
      })
  void aServiceThatCannotStartHasACause(String settings, String cause) {
    startService("[Service]\nType=notify\n" + settings.replace(';', '\n'));
    LastStart start = lastStart();
    assertTrue(
        start.explanation().map(KnownMessage.Explanation::cause).orElse("").contains(cause),
        () -> start + "\n" + box.run("journalctl", "-n", "40").out());
  }

  @Test
  void aSocketWithoutItsGroupIsTheCause() {
    box.write(
        "/etc/systemd/system/docker.socket",
        "[Unit]\n"
            + "Description=Docker Socket for the API\n"
            + "[Socket]\n"
            + "ListenStream=/run/docker.sock\n"
            + "SocketGroup=nosuch\n");
    startService("Requires=docker.socket\nAfter=docker.socket\n[Service]\nExecStart=sleep 9\n");
    box.sh("rm /etc/systemd/system/docker.socket");
    LastStart start = lastStart();
    assertTrue(
        start.toString().contains("a group of docker.socket does not exist"), start::toString);
  }

  @Test
  void aStartThatSucceedsEndsIt() {
    startService("[Service]\nExecStart=false\nType=notify\n");
    startService("[Service]\nExecStart=sleep infinity\n");
    assertEquals(java.util.Optional.empty(), lastStart().error());
    box.run("systemctl", "stop", "docker.service").succeeds();
    assertEquals(java.util.Optional.empty(), lastStart().error());
  }

  /** The whole way: dockerd's own line in the journal, and the finding of check. */
  @Test
  void checkHasTheDaemonsErrorAndItsRule() {
    box.sh(
        """
        mkdir -p /etc/docker
        echo '{"debug": true, }' >/etc/docker/daemon.json
        printf 'Package: docker-ce\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: 5:26.1.5-1\\n\\n' >>/var/lib/dpkg/status
        """);
    startService("[Service]\nType=notify\nExecStart=/opt/engine/usr/sbin/dockerd\n");
    ProgramRun check = box.hostready("check");
    String line = "invalid character '}' looking for beginning of object key string";
    assertTrue(check.out().contains("daemon-json-valid"), check.toString());
    assertTrue(
        check.out().contains("docker-daemon-running fails for this reason"), check.toString());
    ProgramRun alone = box.hostready("check", "docker-daemon-running");
    assertTrue(
        alone
            .out()
            .replaceAll("\\s+", " ")
            .contains(
                "FAIL docker-daemon-running: the Docker daemon is not running:"
                    + " /etc/docker/daemon.json is not valid JSON ("
                    + line
                    + ")"),
        alone.toString());
  }
}
