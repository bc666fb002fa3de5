package io.hostready.fix;

import static io.hostready.fix.Planning.changes;
import static io.hostready.fix.Planning.described;
import static io.hostready.fix.Planning.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.RunCommand;
import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class UfwFixTest {

  private static final String ACCEPT = "set-ufw-forward-policy: {policy: accept}";

  private static FakeHost ufw(String policy) {
    return FakeHost.with("/etc/default/ufw", "# ufw\nDEFAULT_FORWARD_POLICY=\"" + policy + "\"\n");
  }

  @Test
  void kernelIsSetAfterTheFileBothWays() {
    assertEquals(
        List.of(
            "on undo run sh (set ufw's running forward policy to REJECT)",
            "change /etc/default/ufw",
            "run sh (set ufw's running forward policy to ACCEPT)"),
        described(ufw("REJECT").host(), ACCEPT));
  }

  @Test
  void nothingIsReloaded() {
    RunCommand set = (RunCommand) changes(ufw("DROP").host(), ACCEPT).getLast();
    assertFalse(set.command().line().contains("ufw-init"), set.command().line());
    assertTrue(set.command().line().contains("--noflush"), set.command().line());
  }

  @Test
  void samePolicyIsNoChange() {
    assertEquals(List.of(), described(ufw("ACCEPT").host(), ACCEPT));
  }

  @Test
  void policyThatUndoCouldNotSetIsRefused() {
    assertTrue(refusal(ufw("DORP").host(), ACCEPT).contains("DEFAULT_FORWARD_POLICY='DORP'"));
  }
}
