package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RightsTest {

  private static FakeHost root() {
    return FakeHost.with("/proc/self/status", "Name:\tx\nUid:\t0\t0\t0\t0\n")
        .file("/srv/rules/kernel/a.yaml", "");
  }

  private static void refuses(Host host, String why) {
    String said =
        String.valueOf(
            assertThrows(UsageError.class, () -> Rights.check(host, List.of("/srv/rules")))
                .getMessage());
    assertTrue(said.contains(why), said);
  }

  @Test
  void whoIsNotRootIsRefused() {
    refuses(
        FakeHost.with("/proc/self/status", "Uid:\t1000\t1000\t1000\t1000\n").host(), "not root");
  }

  @Test
  void effectiveUserCounts() {
    refuses(FakeHost.with("/proc/self/status", "Uid:\t0\t1000\t0\t0\n").host(), "not root");
  }

  @Test
  void rulesOfRootAreFollowed() {
    assertDoesNotThrow(() -> Rights.check(root().host(), List.of("/srv/rules")));
  }

  @Test
  void ruleFileThatOthersCanWriteIsRefused() {
    refuses(
        root().attributes("0666 root root file /srv/rules/kernel/a.yaml").host(),
        "'/srv/rules/kernel/a.yaml' can be written by others (mode 0666)");
  }

  @Test
  void ruleFileOfAUserIsRefused() {
    refuses(
        root().attributes("0644 1000 1000 file /srv/rules/kernel/a.yaml").host(),
        "'/srv/rules/kernel/a.yaml' belongs to user 1000");
  }

  @Test
  void folderAboveTheRulesCounts() {
    refuses(
        root().attributes("0755 1000 1000 directory /srv").host(), "'/srv' belongs to user 1000");
    refuses(root().attributes("0775 root staff directory /srv").host(), "'/srv' can be written");
  }

  @Test
  void groupOfRootIsRoot() {
    assertDoesNotThrow(
        () ->
            Rights.check(
                root().attributes("0775 root root directory /srv").host(), List.of("/srv/rules")));
  }

  @Test
  void stickyFolderOnTheWayIsSafeAndAsTheFolderOfRulesIsNot() {
    assertDoesNotThrow(
        () ->
            Rights.check(
                root().attributes("1777 root root directory /srv").host(), List.of("/srv/rules")));
    refuses(
        root().attributes("1777 root root directory /srv/rules").host(),
        "'/srv/rules' can be written");
  }

  @Test
  void linkIsFollowedToWhereItLeads() {
    refuses(
        FakeHost.with("/proc/self/status", "Uid:\t0\t0\t0\t0\n")
            .file("/home/me/rules/kernel/a.yaml", "")
            .link("/srv/rules", "../home/me/rules")
            .attributes("0755 1000 1000 directory /home/me")
            .host(),
        "'/home/me' belongs to user 1000");
  }

  @Test
  void linkOfAUserIsRefused() {
    refuses(
        root()
            .link("/srv/rules/kernel/b.yaml", "/etc/b.yaml")
            .file("/etc/b.yaml", "")
            .attributes("0777 1000 1000 link /srv/rules/kernel/b.yaml")
            .host(),
        "'/srv/rules/kernel/b.yaml' belongs to user 1000");
  }

  @Test
  void linksThatLeadRoundEnd() {
    assertDoesNotThrow(
        () ->
            Rights.check(root().link("/srv/rules/kernel/up", "..").host(), List.of("/srv/rules")));
  }

  @Test
  void planOfWhoeverCalledSudoIsFollowed() {
    Host host =
        root()
            .file("/home/me/plan.json", "{}")
            .attributes("0755 1000 1000 directory /home/me")
            .attributes("0600 1000 1000 file /home/me/plan.json")
            .host();
    assertDoesNotThrow(
        () -> Rights.checkPlan(host, "/home/me/plan.json", Map.of("SUDO_UID", "1000")));
    assertThrows(
        UsageError.class,
        () -> Rights.checkPlan(host, "/home/me/plan.json", Map.of("SUDO_UID", "1001")));
    assertThrows(UsageError.class, () -> Rights.checkPlan(host, "/home/me/plan.json", Map.of()));
  }
}
