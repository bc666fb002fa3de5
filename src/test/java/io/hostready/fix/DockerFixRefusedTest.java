package io.hostready.fix;

import static io.hostready.fix.DockerInBox.KEY;
import static io.hostready.fix.DockerInBox.SOURCES;
import static io.hostready.fix.FixedBox.FAILED;
import static io.hostready.fix.FixedBox.READY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.TreeSnapshot;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What stands against installing Docker from a repository: said in sentences, and taken back. */
@NeedsBox
class DockerFixRefusedTest {

  /** Spoils something, fixes in vain, takes back; then mends it, and the fix succeeds. */
  private static void assertFails(
      BiConsumer<AptRepository, RepositoryServer> spoil, String... expected) {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      RepositoryServer server = repository.serve(box);
      FixedBox fixed = DockerInBox.rule(box, repository, server);
      TreeSnapshot before = fixed.snapshot();
      spoil.accept(repository, server);
      ProgramRun fix = fixed.fix().exits(FAILED);
      for (String sentence : expected) {
        assertTrue(fix.said().contains(sentence), fix.toString());
      }
      assertFalse(box.exists("/usr/bin/dockerd"), "Docker is installed all the same");
      fixed.undo().exits(READY);
      fixed.assertUnchanged(before, "a fix that failed, and undo");
      repository.repair();
      if (server.requests().isEmpty()) {
        server.start();
      }
      fixed.fix().exits(READY);
    }
  }

  @Test
  void anotherKeyIsRefusedBeforeItIsWritten() {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox fixed = DockerInBox.rule(box, repository, repository.serve(box));
      TreeSnapshot before = fixed.snapshot();
      repository.replaceKey();
      ProgramRun fix = fixed.fix().exits(FAILED);
      String pinned = repository.fingerprint().replaceAll("(.{4})(?=.)", "$1 ");
      assertTrue(fix.said().contains("expected " + pinned + " and no other"), fix.toString());
      assertFalse(box.exists(KEY));
      fixed.undo().exits(READY);
      fixed.assertUnchanged(before, "a refused key");
    }
  }

  @Test
  void aKeyThatIsTooLargeIsRefusedAndNotKept() {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox fixed = DockerInBox.rule(box, repository, repository.serve(box));
      repository.publishKeyFile(new byte[3 << 20]);
      ProgramRun fix = fixed.fix().exits(FAILED);
      assertTrue(fix.said().contains("gave more than 256 KiB"), fix.toString());
      assertFalse(box.exists(KEY));
      assertEquals("", box.run("find", "/var/lib/hostready", "-name", "fetched-*").out());
    }
  }

  @Test
  void listsSignedWithAnotherKeyAreRefused() {
    assertFails((repository, _) -> repository.signWithAnotherKey(), "is not signed");
  }

  @Test
  void aTamperedPackageListIsRefused() {
    assertFails((repository, _) -> repository.tamperPackagesList(), "Hash Sum mismatch");
  }

  @Test
  void aTamperedPackageIsRefused() {
    assertFails((repository, _) -> repository.tamperPackage("docker-ce"), "Hash Sum mismatch");
  }

  @Test
  void aPackageThatIsGoneIsAFailure() {
    assertFails((repository, _) -> repository.losePackage("containerd.io"), "404");
  }

  @Test
  void aServerThatIsDownIsAFailure() {
    assertFails((_, server) -> server.stop(), "Connection refused");
  }

  @Test
  void aReleaseThatTheRepositoryLacksEndsTheFixBeforeAnythingIsChanged() {
    try (Box box = Box.with().osRelease("ubuntu", "25.04", "plucky").start()) {
      AptRepository repository = AptRepository.docker("noble");
      RepositoryServer server = repository.serve(box);
      FixedBox fixed = DockerInBox.rule(box, repository, server);
      TreeSnapshot before = fixed.snapshot();
      ProgramRun fix = fixed.fix().exits(FAILED);
      assertTrue(fix.said().contains("has no packages for 'plucky'"), fix.toString());
      assertTrue(fix.said().contains("Packages of another release are not taken"), fix.toString());
      fixed.assertUnchanged(before, "a release that is not there");
      assertEquals(1, server.requests().size(), server.requests().toString());
    }
  }

  @Test
  void aVersionThatTheRepositoryLacksIsSaid() {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox fixed =
          DockerInBox.rule(box, repository, repository.serve(box), "--set", "docker-version=27");
      TreeSnapshot before = fixed.snapshot();
      ProgramRun fix = fixed.fix().exits(FAILED);
      assertTrue(fix.said().contains("'5:27.*' for 'docker-ce' was not found"), fix.toString());
      fixed.undo().exits(READY);
      fixed.assertUnchanged(before, "undo");
    }
  }

  @Test
  void aListOfSourcesThatSomebodyChangesAfterTheFixIsNotOverwrittenByUndo() {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox fixed = DockerInBox.rule(box, repository, repository.serve(box));
      TreeSnapshot before = fixed.snapshot();
      fixed.fix().exits(READY);
      box.sh("echo '# mine' >>" + SOURCES).succeeds();
      TreeSnapshot theirs = fixed.snapshot();
      ProgramRun refused = fixed.undo().fails();
      assertTrue(refused.said().contains(SOURCES + " is not as this run left it"), refused.said());
      assertTrue(refused.said().contains("+# mine"), refused.said());
      fixed.assertUnchanged(theirs, "a refused undo");
      fixed.undo("--force").exits(READY);
      fixed.assertUnchanged(before, "a forced undo");
    }
  }
}
