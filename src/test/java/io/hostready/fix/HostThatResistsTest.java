package io.hostready.fix;

import static io.hostready.fix.FixedBox.FAILED;
import static io.hostready.fix.FixedBox.READY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.HeldLock;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.Running;
import io.hostready.testbed.TreeSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts on which a fix meets locks, full and read-only disks, and other hands. */
@NeedsBox
class HostThatResistsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/lib/dpkg/lock-frontend",
        "/var/lib/apt/lists/lock",
        "/var/cache/apt/archives/lock"
      })
  void anotherAptIsWaitedFor(String lock) {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox fixed = DockerInBox.rule(box, repository, repository.serve(box));
      Running fix;
      try (HeldLock _ = HeldLock.take(box, lock)) {
        fix = fixed.fixCommand().start();
        while (fix.isAlive() && !fix.errSoFar().contains("aiting for")) {
          Thread.onSpinWait();
        }
        assertTrue(fix.isAlive(), "it did not wait");
        assertFalse(box.exists("/usr/bin/dockerd"));
      }
      fix.await().exits(READY);
      assertTrue(box.exists("/usr/bin/dockerd"));
    }
  }

  /** How much more room there is once somebody deletes a file, as an operator would do first. */
  private static final int BALLAST = 16 << 20;

  /** Room from hardly any, not enough for a journal, to nearly enough for everything. */
  @ParameterizedTest
  @ValueSource(ints = {16, 64, 256, 1024, 2048, 3072, 4096, 5120, 6144, 8192})
  void aDiskThatIsFullIsSaidAndAllIsTakenBack(int kibibytes) {
    try (Box box = Box.with().disk((BALLAST >> 10) + kibibytes + "k").start()) {
      box.run("fallocate", "-l", "" + BALLAST, "/root/ballast").succeeds();
      AptRepository repository = AptRepository.docker("trixie");
      RepositoryServer server = repository.serve(box);
      FixedBox fixed = DockerInBox.rule(box, repository, server);
      TreeSnapshot before = fixed.snapshot();
      ProgramRun fix = fixed.fix();
      if (fix.exit() == READY) {
        return;
      }
      assertTrue(fix.exit() == FAILED || fix.exit() == FixedBox.REFUSED, fix.toString());
      assertTrue(
          fix.said().contains("No space left")
              || fix.said().contains("enough free space")
              || fix.said().contains("full"),
          fix.toString());
      box.run("truncate", "-s", "0", "/root/ballast").succeeds();
      ProgramRun undo = fixed.undo();
      assertEquals(
          List.of("/root/ballast: content was 16777216 bytes, is 0"),
          before.differences(fixed.snapshot()).stream()
              .map(each -> each.replaceFirst(", is 0.*", ", is 0"))
              .toList(),
          undo::toString);
    }
  }

  @Test
  void aJournalWithoutRoomIsAFixThatDoesNotBegin() {
    try (Box box = Box.with().tmpfs("/var/lib/hostready", "4k").start()) {
      FixedBox fixed = key(box);
      TreeSnapshot before = fixed.snapshot();
      ProgramRun fix = fixed.fix().fails();
      assertTrue(fix.said().contains("No space left"), fix.toString());
      fixed.assertUnchanged(before, "a fix without room for its journal");
    }
  }

  private static FixedBox key(Box box) {
    return FixedBox.with(
        box,
        "file-text: {path: /etc/default/ufw, key: IPV6, expect: {value: 'no'}}",
        "- set-config-key: {path: /etc/default/ufw, key: IPV6, value: 'no'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "/etc/default", "/etc/default/ufw"})
  void whatIsReadOnlyIsSaid(String path) {
    try (Box box = Box.with().readOnly(path).start()) {
      FixedBox fixed = key(box);
      TreeSnapshot before = fixed.snapshot();
      ProgramRun fix = fixed.fix().exits(FAILED);
      assertTrue(fix.said().contains("/etc/default/ufw"), fix.toString());
      assertTrue(fix.said().contains("ead-only") || fix.said().contains("busy"), fix.toString());
      fixed.assertUnchanged(before, "a read-only place");
    }
  }

  @Test
  void aLinkInTheWayIsLeftForAPerson() {
    try (Box box = Box.start()) {
      box.sh("mv /etc/default/ufw /srv/ufw; ln -s /srv/ufw /etc/default/ufw").succeeds();
      FixedBox fixed = key(box);
      TreeSnapshot before = fixed.snapshot();
      String plan = fixed.unwrappedPlan();
      assertTrue(plan.contains("a link to /srv/ufw"), plan);
      fixed.fix().fails();
      fixed.assertUnchanged(before, "a link");
    }
  }

  @Test
  void aPlanOfAFileThatWasEditedSinceIsRefused() {
    try (Box box = Box.start()) {
      FixedBox fixed = key(box);
      fixed.plan("-o", "/root/plan.json").exits(FixedBox.CHANGES);
      box.sh("echo '# mine' >>/etc/default/ufw").succeeds();
      TreeSnapshot before = fixed.snapshot();
      ProgramRun fix =
          box.hostready("fix", "--plan", "/root/plan.json", "--rules", "/root/rules").fails();
      assertTrue(fix.said().contains("/etc/default/ufw has changed since the plan"), fix.said());
      fixed.assertUnchanged(before, "a stale plan");
    }
  }

  @Test
  void undoOfARunWithoutItsJournalIsRefused() {
    try (Box box = Box.start()) {
      FixedBox fixed = key(box);
      fixed.fix().exits(READY);
      box.sh("rm /var/lib/hostready/runs/*/journal.jsonl").succeeds();
      TreeSnapshot before = fixed.snapshot();
      ProgramRun undo = fixed.undo().exits(FixedBox.FAILED);
      assertTrue(undo.said().contains("/journal.jsonl is missing"), undo.said());
      assertFalse(undo.said().contains("No changes to revert"), undo.said());
      fixed.assertUnchanged(before, "a refused undo");
    }
  }

  @Test
  void aPlanIsWhatHappens() {
    try (Box box = Box.start()) {
      FixedBox fixed = key(box);
      fixed.plan("-o", "/root/plan.json").exits(FixedBox.CHANGES);
      box.hostready("fix", "--plan", "/root/plan.json", "--rules", "/root/rules").exits(READY);
      fixed.check().exits(READY);
    }
  }

  @Test
  void twoFixesAtOnceEndWithOneThatChangedAndOneThatHadNothingToDoOrWasRefused() {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox fixed = DockerInBox.rule(box, repository, repository.serve(box));
      TreeSnapshot before = fixed.snapshot();
      Running one = fixed.fixCommand().start();
      Running two = fixed.fixCommand().start();
      List<ProgramRun> both = List.of(one.await(), two.await());
      assertTrue(both.stream().anyMatch(ran -> ran.exit() == READY), both.toString());
      assertTrue(
          both.stream().allMatch(ran -> ran.exit() == READY || ran.said().contains("another")),
          both.toString());
      fixed.check().exits(READY);
      assertEquals(
          1,
          box.hostready("history")
              .succeeds()
              .out()
              .lines()
              .filter(l -> l.contains("complete"))
              .count());
      fixed.undo().exits(READY);
      fixed.assertUnchanged(before, "undo of one of two");
    }
  }
}
