package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.change.Change;
import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreSelinuxLabelsTest {

  private static final String MOVED =
      "restore-selinux-labels: {path: /data/docker, like: /var/lib/docker}";

  private static FakeHost host() {
    return FakeHost.with("/usr/sbin/restorecon", "").directory("/data/docker");
  }

  private static List<String> plan(FakeHost host, String yaml) {
    return Planning.changes(host.host(), yaml).stream()
        .map(Change::preview)
        .map(List::getFirst)
        .toList();
  }

  @Test
  void directoryOfThePolicyHasItsLabels() {
    FakeHost host = host().directory("/var/lib/docker");
    assertEquals(
        List.of("$ restorecon -R /var/lib/docker"),
        plan(host, "restore-selinux-labels: {path: /var/lib/docker, like: /var/lib/docker}"));
  }

  @Test
  void anotherDirectoryIsMadeEquivalentFirstAndUndoRemovesThat() {
    assertEquals(
        List.of(
            "(undo) $ restorecon -R /data/docker",
            "(undo) $ semanage fcontext -d -e /var/lib/docker /data/docker",
            "$ semanage fcontext -a -e /var/lib/docker /data/docker",
            "$ restorecon -R /data/docker"),
        plan(host().file("/usr/sbin/semanage", ""), MOVED));
  }

  @Test
  void equivalenceThatExistsIsKept() {
    FakeHost host =
        host()
            .file(
                "/etc/selinux/targeted/contexts/files/file_contexts.subs",
                "/data/docker /var/lib/docker\n");
    assertEquals(List.of("$ restorecon -R /data/docker"), plan(host, MOVED));
  }

  @Test
  void directoryThatDoesNotExistIsSkipped() {
    assertEquals(List.of(), plan(FakeHost.empty(), MOVED));
  }

  @Test
  void programsThatAreMissingAreNamed() {
    assertEquals(
        "semanage not found. Install policycoreutils-python-utils, and make a new plan.",
        Planning.refusal(host().host(), MOVED));
    assertEquals(
        "restorecon not found. Install policycoreutils, and make a new plan.",
        Planning.refusal(FakeHost.empty().directory("/data/docker").host(), MOVED));
  }
}
