package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LastStartTest {

  /** A log with what is expected of it: the first lines, each after "> ". */
  record Recording(String name, String cause, String rules, String log) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** Blocks "== NAME", "> CAUSE", "> RULES", and the log. */
  static Stream<Recording> recordings() throws IOException {
    Path file =
        Path.of(System.getProperty("hostready.project"), "src/test/resources/startup/logs.txt");
    return Stream.of(Files.readString(file).split("(?m)^== "))
        .skip(1)
        .map(
            block -> {
              String[] parts = block.split("\n", 4);
              return new Recording(
                  parts[0], parts[1].substring(1).strip(), parts[2].substring(1).strip(), parts[3]);
            });
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void aLogNamesItsCause(Recording recording) {
    LastStart start = start(recording.name(), recording.log());
    assertTrue(start.error().isPresent(), "no failure");
    assertEquals(
        recording.cause(), start.explanation().map(KnownMessage.Explanation::cause).orElse("-"));
    assertEquals(
        recording.rules(),
        start.explanation().map(known -> String.join(" ", known.rules())).orElse(""));
  }

  private static LastStart start(String name, String log) {
    LoggedService service =
        name.startsWith("containerd") ? LoggedService.CONTAINERD : LoggedService.DOCKER;
    List<LogLine> lines =
        LogLine.parse(log).stream()
            .filter(line -> line.program().isEmpty() || service.isOf(line))
            .toList();
    return LastStart.of(service, lines);
  }

  @Test
  void anErrorBeforeALaterSuccessIsOld() {
    LastStart start =
        start(
            "docker",
            """
            time="2026-12-01T19:25:26Z" level=info msg="Starting up"
            failed to start daemon: Devices cgroup isn't mounted
            time="2026-12-01T19:26:26Z" level=info msg="Starting up"
            time="2026-12-01T19:26:27Z" level=info msg="API listen on /run/docker.sock"
            """);
    assertEquals(java.util.Optional.empty(), start.error());
  }

  @Test
  void aDaemonThatIsStoppedDidNotFail() {
    LastStart start =
        start(
            "docker",
            """
            Dec 01 19:25:26 box systemd[1]: Starting docker.service - Docker Application Container Engine...
            Dec 01 19:25:26 box dockerd[812]: time="2026-12-01T19:25:26Z" level=info msg="Starting up"
            Dec 01 19:25:27 box dockerd[812]: time="2026-12-01T19:25:27Z" level=info msg="API listen on /run/docker.sock"
            Dec 01 19:25:27 box systemd[1]: Started docker.service - Docker Application Container Engine.
            Dec 01 19:30:27 box systemd[1]: Stopping docker.service - Docker Application Container Engine...
            Dec 01 19:30:27 box dockerd[812]: time="2026-12-01T19:30:27Z" level=info msg="Processing signal 'terminated'"
            Dec 01 19:30:28 box systemd[1]: docker.service: Deactivated successfully.
            Dec 01 19:30:28 box systemd[1]: Stopped docker.service - Docker Application Container Engine.
            """);
    assertEquals(java.util.Optional.empty(), start.error());
  }

  @Test
  void theDaemonsOwnErrorGoesBeforeTheLimitOfSystemd() {
    LastStart start =
        start(
            "docker",
            """
            Dec 01 19:25:26 box dockerd[812]: failed to start daemon: the moon is full
            Dec 01 19:25:26 box systemd[1]: docker.service: Main process exited, code=exited, status=1/FAILURE
            Dec 01 19:25:28 box systemd[1]: docker.service: Start request repeated too quickly.
            Dec 01 19:25:28 box systemd[1]: docker.service: Failed with result 'exit-code'.
            """);
    assertEquals("failed to start daemon: the moon is full", start.error().orElseThrow());
    assertEquals(java.util.Optional.empty(), start.explanation());
  }

  @Test
  void anUnknownErrorIsNotExplainedByAnotherMessage() {
    LastStart start =
        start(
            "docker",
            """
            time="2026-12-01T19:26:26Z" level=info msg="Starting up"
            time="2026-12-01T19:26:26Z" level=error msg="failed to start container" error="operation not permitted"
            failed to start daemon: the moon is full
            """);
    assertEquals("failed to start daemon: the moon is full", start.error().orElseThrow());
    assertEquals(java.util.Optional.empty(), start.explanation());
  }
}
