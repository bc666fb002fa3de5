package io.hostready.fix;

import static io.hostready.fix.Planning.changes;
import static io.hostready.fix.Planning.described;
import static io.hostready.fix.Planning.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.RunCommand;
import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class UfwFixTest {

  private static final String ACCEPT = "ufw-forward-policy: {policy: accept}";

  private static FakeHost ufw(String policy, String builtins) {
    return FakeHost.with(
            "/etc/default/ufw",
            "# ufw\nDEFAULT_FORWARD_POLICY=\"" + policy + "\"\nMANAGE_BUILTINS=" + builtins + "\n")
        .file("/usr/lib/ufw/ufw-init", "#!/bin/sh\n")
        .file("/proc/1/comm", "systemd\n");
  }

  @Test
  void reloadLeavesTheFileAloneThatSaysWhetherTheFirewallIsOn() {
    RunCommand reload = (RunCommand) changes(ufw("DROP", "no").host(), ACCEPT).getLast();
    assertEquals("/usr/lib/ufw/ufw-init force-reload", reload.command().line());
  }

  @Test
  void withoutUfwInitNothingIsChanged() {
    FakeHost host = FakeHost.with("/etc/default/ufw", "DEFAULT_FORWARD_POLICY=DROP\n");
    assertTrue(refusal(host.host(), ACCEPT).contains("there is no ufw-init"));
  }

  @Test
  void ufwIsReloadedAfterItsFileBothWays() {
    assertEquals(
        List.of("nothing now; undo will reload ufw", "change /etc/default/ufw", "reload ufw"),
        described(ufw("DROP", "no").host(), ACCEPT));
  }

  @Test
  void dockersRulesMustSurviveTheReload() {
    RunCommand reload = (RunCommand) changes(ufw("DROP", "no").host(), ACCEPT).getLast();
    assertTrue(
        reload
            .keeps()
            .looks()
            .contains(List.of("iptables", "-w", "-C", "FORWARD", "-j", "DOCKER-FORWARD")),
        reload.toString());
  }

  @Test
  void samePolicyIsNoChange() {
    assertEquals(List.of(), described(ufw("ACCEPT", "no").host(), ACCEPT));
  }

  @Test
  void aReloadThatWouldTakeARunningDaemonsRulesAwayIsRefused() {
    FakeHost running =
        ufw("DROP", "yes")
            .file("/proc/77/comm", "dockerd\n")
            .file("/proc/77/status", "Uid:\t0\t0\t0\t0\n")
            .file("/proc/77/stat", "77 (dockerd) S");
    assertTrue(refusal(running.host(), ACCEPT).contains("MANAGE_BUILTINS"));
    assertEquals(3, described(ufw("DROP", "yes").host(), ACCEPT).size());
  }
}
