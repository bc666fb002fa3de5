package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class DockerApiProbeTest {

  private static final String GET = "GET unix:///run/docker.sock/info";

  private static FakeHost running() {
    return FakeHost.with("/proc/1/comm", "systemd\n")
        .file("/proc/9/comm", "dockerd\n")
        .file("/proc/9/status", "Uid:\t0\t0\t0\t0\n");
  }

  private static String facet(FakeHost host, String pointer, String facet) {
    return RuleResult.facet(
        host.host(), "docker-api: {path: /info, pointer: '" + pointer + "'}", facet);
  }

  @Test
  void valuesAndListsOfTheAnswerAreTold() {
    FakeHost host = running().command(GET, "{\"Driver\":\"overlay2\",\"Warnings\":[\"a\",\"b\"]}");
    assertEquals("overlay2", facet(host, "/Driver", "value"));
    assertEquals("a, b", facet(host, "/Warnings", "items"));
  }

  @Test
  void nullIsAListOfNothing() {
    assertEquals(
        "none", facet(running().command(GET, "{\"Warnings\":null}"), "/Warnings", "items"));
  }

  @Test
  void nobodyIsAskedWhileNoDaemonRuns() {
    // systemd keeps the socket, and starts the daemon for whoever connects.
    FakeHost stopped =
        FakeHost.with("/proc/1/comm", "systemd\n").command(GET, "{\"Driver\":\"overlay2\"}");
    assertEquals("absent: /proc", facet(stopped, "/Driver", "value"));
  }

  @Test
  void aDaemonThatHangsIsAFailureWithItsReason() {
    FakeHost hanging =
        running().command(GET, new CommandOutcome.Ended(28, "", "no answer within 10 s\n"));
    assertEquals(
        "fail",
        RuleResult.word(hanging.host(), "docker-api: {path: /info, expect: {state: answering}}"));
    assertEquals(GET + ": no answer within 10 s", facet(hanging, "/Driver", "value"));
  }

  @Test
  void whatMayNotBeAskedIsUnknown() {
    FakeHost denied = running().command(GET, new CommandOutcome.NotRun("Permission denied"));
    assertEquals(
        "unknown",
        RuleResult.word(denied.host(), "docker-api: {path: /info, expect: {state: answering}}"));
  }
}
