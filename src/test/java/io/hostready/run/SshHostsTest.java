package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.capture.HostText;
import io.hostready.capture.HostTextException;
import io.hostready.capture.OpenedHost;
import io.hostready.host.Bytes;
import io.hostready.host.SshClient;
import io.hostready.host.SshDestination;
import io.hostready.rule.Level;
import io.hostready.rule.Selection;
import io.hostready.rule.ShippedRules;
import io.hostready.rule.Waivers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for ssh answers as the name of the host requests. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SshHostsTest {

  private static final String SSH =
      """
      #!/bin/sh
      for word; do [ "$previous" != -- ] || host=$word; previous=$word; done
      case $host in
      ready) cat ;;
      garbage) echo garbage ;;
      hang) exec sleep 10000 ;;
      *) echo "ssh: connect to host $host port 22: Connection refused" >&2; exit 255 ;;
      esac
      """;

  private static final Path ANSWER =
      Path.of(
          System.getProperty("hostready.project"), "test-fixtures/hosts/ubuntu-24.04-fresh.host");

  private static final SshHosts.Script SCRIPT =
      new SshHosts.Script() {
        @Override
        public Bytes text() {
          try {
            return Bytes.of(Files.readAllBytes(ANSWER));
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        }

        @Override
        public OpenedHost read(SshDestination host, Bytes output) throws HostTextException {
          return new OpenedHost(HostText.parse(output.bytes()).host(host.source()), Map.of(), true);
        }
      };

  @TempDir private Path directory;

  private SshClient client;

  @BeforeEach
  void makeClient() throws IOException {
    Path program = Files.writeString(directory.resolve("ssh"), SSH);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    client = new SshClient(program.toString(), Map.of("PATH", "/usr/bin:/bin"), false);
  }

  private List<String> check(Duration host, Duration all, String... hosts) {
    Selection selection =
        Selection.of(
            ShippedRules.book(), List.of("docker-engine"), List.of("cpu-64-bit"), Map.of());
    HostCheck check =
        new HostCheck(
            Clock.systemUTC(), "1", selection, Waivers.NONE, Level.REQUIRED, false, false);
    SshHosts access =
        new SshHosts(client, SCRIPT, new SshHosts.Limits(host, all, System.nanoTime()), 3);
    List<String> lines = new ArrayList<>();
    FleetCheck.Summary summary =
        new FleetCheck(List.of(hosts), check, access)
            .run(
                new FleetCheck.Listener() {
                  @Override
                  public void started(String started) {}

                  @Override
                  public void checked(String done) {}

                  @Override
                  public void take(FleetCheck.Checked checked) {
                    lines.add(line(checked));
                  }
                });
    lines.add(summary.outcome().id() + " " + summary.invalid());
    return lines;
  }

  private static String line(FleetCheck.Checked checked) {
    return checked.report().host().source()
        + " "
        + checked.report().results().getFirst().rule().id()
        + " "
        + checked.report().outcome().id()
        + checked.unopened().map(host -> " " + host.why()).orElse("");
  }

  @Test
  void eachHostHasAReportInTheGivenOrder() {
    assertEquals(
        List.of(
            "ssh://hang host-reachable undecided no complete answer within 2 s",
            "ssh://ready cpu-64-bit ready",
            "ssh://gone host-reachable undecided ssh: connect to host gone port 22: Connection"
                + " refused",
            "ssh://garbage host-reachable undecided the output is not that of the script: line 1:"
                + " expected '# COMMENT', 'NAME: VALUE', '-- /PATH', '$ COMMAND' or '=="
                + " SITUATION'",
            "ssh://ready cpu-64-bit ready",
            "undecided 0"),
        check(
            Duration.ofSeconds(2),
            Duration.ofMinutes(4),
            "hang",
            "ready",
            "gone",
            "garbage",
            "ready"));
  }

  @Test
  void hostsForWhichNoTimeIsLeftAreNotContacted() {
    assertEquals(
        List.of(
            "ssh://ready host-reachable undecided not contacted: the time for all hosts, 0 s, was"
                + " used for others",
            "undecided 0"),
        check(Duration.ofMinutes(4), Duration.ZERO, "ready"));
  }
}
