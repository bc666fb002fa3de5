package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.ChangedHost;
import io.hostready.capture.Fixtures;
import io.hostready.capture.HostText;
import io.hostready.capture.HostTextException;
import io.hostready.host.Host;
import io.hostready.host.SshClient;
import io.hostready.rule.Level;
import io.hostready.rule.Selection;
import io.hostready.rule.ShippedRules;
import io.hostready.rule.Waivers;
import java.io.IOException;
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
      ready) cat >/dev/null; echo greeting; cat $0.whole ;;
      partial) cat $0.part; mv $0.whole $0.part ;;
      hostile) cat >$0.own; grep -v '^-- /etc/systemd/system/docker.service.d absent' $0.hostile ;;
      next) [ -e $0.next ] || cat >$0.next; cat $0.part ;;
      garbage) echo garbage ;;
      hang) exec sleep 10000 ;;
      *) echo "ssh: connect to host $host port 22: Connection refused" >&2; exit 255 ;;
      esac
      """;

  @TempDir private Path directory;

  private SshClient client;

  @BeforeEach
  void makeClient() throws IOException {
    Path program = Files.writeString(directory.resolve("ssh"), SSH);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    client = new SshClient(program.toString(), Map.of("PATH", "/usr/bin:/bin"), false);
    Host host = Fixtures.open(Fixtures.host("ubuntu-24.04-fresh"));
    write("ssh.whole", "cpu-64-bit", host);
    write("ssh.part", "cgroups-available", host);
  }

  private static CaptureRun run(String rule) {
    return new CaptureRun(
        Clock.systemUTC(), "1", ShippedRules.book(), selection(rule), Map.of(), false);
  }

  private static Selection selection(String rule) {
    return Selection.of(ShippedRules.book(), List.of("docker-engine"), List.of(rule), Map.of());
  }

  private void write(String file, String rule, Host host) throws IOException {
    try {
      HostText text = run(rule).capture(host).text();
      Files.write(directory.resolve(file), text.bytes());
    } catch (HostTextException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private List<String> check(Duration host, Duration all, String... hosts) {
    return check("cpu-64-bit", 3, new SshHosts.Limits(host, all, System.nanoTime()), hosts);
  }

  private List<String> check(String rule, int jobs, SshHosts.Limits limits, String... hosts) {
    HostCheck check =
        new HostCheck(
            Clock.systemUTC(), "1", selection(rule), Waivers.NONE, Level.REQUIRED, false, false);
    SshHosts access = new SshHosts(client, run(rule), limits, jobs);
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
            "ssh://garbage host-reachable undecided the output is not that of the script: no"
                + " capture in it",
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
  void hostThatDidNotAnswerEverythingIsAskedAgain() {
    assertEquals(
        List.of("ssh://partial cpu-64-bit ready", "ready 0"),
        check(Duration.ofMinutes(1), Duration.ofMinutes(4), "partial"));
  }

  @Test
  void answersOfAHostAreNoCommandsForTheNextOne() throws IOException {
    String unit = "/usr/lib/systemd/system/docker.service";
    Host hostile =
        ChangedHost.of("debian-13-docker")
            .edit(unit, "dockerd -H", "dockerd \"--label=a;id>/tmp/x;:\" -H")
            .host();
    write("ssh.hostile", "daemon-options-valid", hostile);
    SshHosts.Limits limits =
        new SshHosts.Limits(Duration.ofMinutes(1), Duration.ofMinutes(4), System.nanoTime());
    check("daemon-options-valid", 1, limits, "hostile", "next");
    String own = Files.readString(directory.resolve("ssh.own"));
    String next = Files.readString(directory.resolve("ssh.next"));
    assertTrue(own.contains(" '--label=a;id>/tmp/x;:' "), own);
    assertTrue(next.contains("\nc /etc/default/docker\n"), next);
    assertFalse(next.contains("a;id"), next);
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
