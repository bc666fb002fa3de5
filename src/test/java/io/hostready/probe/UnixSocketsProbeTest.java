package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;

class UnixSocketsProbeTest {

  private static final String SOCKETS = "unix-sockets: {paths: [/run/docker/plugins/*.sock]}";

  private static Host host(CommandOutcome outcome) {
    return FakeHost.empty()
        .attributes("0660 root root socket /run/docker/plugins/a.sock")
        .command("GET unix:///run/docker/plugins/a.sock/", outcome)
        .host();
  }

  @Test
  void aSocketThatRefusesConnectionsIsDead() {
    Host refuses = host(new CommandOutcome.Ended(7, "", "no process listens"));
    assertEquals("/run/docker/plugins/a.sock", RuleResult.facet(refuses, SOCKETS, "dead"));
    Host answers = host(new CommandOutcome.Ended(22, "", "HTTP status 404"));
    assertEquals("none", RuleResult.facet(answers, SOCKETS, "dead"));
    assertEquals("/run/docker/plugins/a.sock", RuleResult.facet(answers, SOCKETS, "listening"));
  }

  @Test
  void aSocketThatCannotBeAskedIsUnknown() {
    Host hidden = host(new CommandOutcome.NotRun("Permission denied"));
    assertEquals(
        "unreadable: GET unix:///run/docker/plugins/a.sock/: Permission denied",
        RuleResult.facet(hidden, SOCKETS, "dead"));
  }
}
