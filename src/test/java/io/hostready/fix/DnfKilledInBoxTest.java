package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.RpmRepository;
import io.hostready.testbed.Running;
import io.hostready.testbed.TreeSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Installations with dnf that are interrupted: undo or a second fix completes or reverts them. */
@NeedsBox
class DnfKilledInBoxTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everythingIsKilledInTheMiddleOfATransaction(boolean completed) {
    try (Box box = DnfInBox.start()) {
      RpmRepository repository = RpmRepository.docker();
      RepositoryServer server = repository.serve(box);
      FixedBox fixed = DnfInBox.rule(box, repository).fixed();
      TreeSnapshot before = fixed.snapshot();
      List<String> packages = DnfInBox.packages(box);
      box.write(RpmRepository.SLOW, "containerd.io-2.2.0 post");
      killWhereRpmWaits(box, fixed, server);
      List<String> partial = DnfInBox.packages(box);
      assertTrue(partial.contains("containerd.io-2.2.0-1.el9.noarch"), partial::toString);
      if (completed) {
        fixed.fix().exits(FixedBox.READY);
        fixed.check().exits(FixedBox.READY);
      }
      fixed.undo().exits(FixedBox.READY);
      assertEquals(packages, DnfInBox.packages(box));
      // rpm's copy of the scriptlet that was killed stays; systemd-tmpfiles(8) removes it.
      TreeSnapshot after = fixed.snapshot().without("/var/tmp");
      assertEquals(List.of(), before.without("/var/tmp").differences(after));
    }
  }

  private static void killWhereRpmWaits(Box box, FixedBox fixed, RepositoryServer server) {
    killWhereRpmWaits(box, fixed.fixCommand().start(), server);
  }

  private static void killWhereRpmWaits(Box box, Running running, RepositoryServer server) {
    box.await(Duration.ofMinutes(1), "test -e " + RpmRepository.SLOW + ".reached");
    box.sh("kill -KILL -1");
    running.await();
    box.sh("rm " + RpmRepository.SLOW + "*").succeeds();
    server.start();
  }

  /** A host with Docker 28.5.2, and a rule that upgrades it. */
  private static FixedBox olderDocker(Box box, RpmRepository repository) {
    repository.trust(box);
    box.sh(
            """
            dnf -q -y install docker-ce-28.5.2 docker-ce-cli-28.5.2
            echo keepcache=True >>/etc/dnf/dnf.conf
            """)
        .succeeds();
    return FixedBox.with(
        box,
        "package: {names: [docker-ce], expect: {upstream-version: {at-least: 29}}}",
        "- install-packages: {names: [docker-ce, docker-ce-cli, containerd.io],"
            + " versions: {docker-ce: '5:29', docker-ce-cli: '5:29'}}");
  }

  @ParameterizedTest
  @CsvSource({
    "docker-ce-29.0.0 pre, false",
    "docker-ce-29.0.0 post, false",
    "docker-ce-29.0.0 post, true",
    "docker-ce-28.5.2 preun, true",
    "docker-ce-28.5.2 postun, false",
  })
  void everythingIsKilledInTheMiddleOfAnUpgrade(String scriptlet, boolean completed) {
    try (Box box = DnfInBox.start()) {
      RpmRepository repository = RpmRepository.docker();
      RepositoryServer server = repository.serve(box);
      FixedBox fixed = olderDocker(box, repository);
      TreeSnapshot before = fixed.snapshot().without("/var/tmp");
      List<String> packages = DnfInBox.packages(box);
      box.write(RpmRepository.SLOW, scriptlet);
      killWhereRpmWaits(box, fixed, server);
      if (completed) {
        fixed.fix().exits(FixedBox.READY);
        fixed.check().exits(FixedBox.READY);
        List<String> now = DnfInBox.packages(box);
        assertTrue(now.contains("docker-ce-29.0.0-1.el9.noarch"), now::toString);
        assertFalse(now.contains("docker-ce-28.5.2-1.el9.noarch"), now::toString);
        assertFalse(now.contains("docker-ce-cli-28.5.2-1.el9.noarch"), now::toString);
      }
      assertUndone(box, fixed, before, packages);
    }
  }

  @Test
  void filesThatRpmUnpackedWithoutEnteringThePackageAreRemoved() {
    try (Box box = DnfInBox.start()) {
      RpmRepository repository = RpmRepository.docker();
      FixedBox fixed = DnfInBox.of(box, repository).fixed();
      TreeSnapshot before = fixed.snapshot();
      // dnf keeps what it downloaded until a transaction succeeds.
      box.sh("echo keepcache=True >>/etc/dnf/dnf.conf").succeeds();
      fixed.fix().exits(FixedBox.READY);
      box.sh(
              """
              rpm -e --justdb --nodeps --noscripts docker-ce
              touch '/usr/bin/dockerd;6b0f5015'
              sed -i /keepcache/d /etc/dnf/dnf.conf
              """)
          .succeeds();
      ProgramRun undo = fixed.undo().exits(FixedBox.READY);
      assertTrue(undo.said().contains("rpm was interrupted"), undo::said);
      fixed.assertUnchanged(before, "undo of a package that rpm did not enter");
    }
  }

  /** Undo restores the packages, and the files except those in /var/tmp. */
  private static void assertUndone(
      Box box, FixedBox fixed, TreeSnapshot before, List<String> packages) {
    fixed.undo().exits(FixedBox.READY);
    assertEquals(packages, DnfInBox.packages(box));
    assertEquals(List.of(), before.differences(fixed.snapshot().without("/var/tmp")));
  }

  /** A host with a package of the distribution, and a rule that removes it. */
  private static FixedBox toolToRemove(Box box) {
    box.run("dnf", "-q", "-y", "install", "tool").succeeds();
    return FixedBox.with(
        box,
        "package: {names: [tool], expect: {present: false}}",
        "- remove-packages: {names: [tool]}");
  }

  @ParameterizedTest
  @CsvSource({"preun, true", "postun, false"})
  void everythingIsKilledInTheMiddleOfARemoval(String scriptlet, boolean completed) {
    try (Box box = DnfInBox.start()) {
      RepositoryServer server = RpmRepository.docker().serve(box);
      FixedBox fixed = toolToRemove(box);
      TreeSnapshot before = fixed.snapshot().without("/var/tmp");
      List<String> packages = DnfInBox.packages(box);
      box.write(RpmRepository.SLOW, "tool-1.0 " + scriptlet);
      killWhereRpmWaits(box, fixed, server);
      if (completed) {
        fixed.fix().exits(FixedBox.READY);
        fixed.check().exits(FixedBox.READY);
        assertFalse(box.exists("/usr/bin/tool"));
      }
      assertUndone(box, fixed, before, packages);
    }
  }

  @Test
  void everythingIsKilledInTheMiddleOfAnUndo() {
    try (Box box = DnfInBox.start()) {
      RepositoryServer server = RpmRepository.docker().serve(box);
      FixedBox fixed =
          FixedBox.with(
              box,
              "package: {names: [tool], expect: {state: installed}}",
              "- install-packages: {names: [tool]}");
      TreeSnapshot before = fixed.snapshot().without("/var/tmp");
      List<String> packages = DnfInBox.packages(box);
      fixed.fix().exits(FixedBox.READY);
      box.write(RpmRepository.SLOW, "tool-1.0 postun");
      killWhereRpmWaits(box, box.startHostready("undo", "--yes"), server);
      assertUndone(box, fixed, before, packages);
    }
  }

  /** rpm unpacks into files with another name, and renames them at the end of each package. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everythingIsKilledWhileRpmUnpacks(boolean completed) {
    try (Box box = DnfInBox.start()) {
      RepositoryServer server = RpmRepository.docker().serve(box);
      FixedBox fixed =
          FixedBox.with(
              box,
              "package: {names: [images], expect: {state: installed}}",
              "- install-packages: {names: [images]}");
      TreeSnapshot before = fixed.snapshot().without("/var/tmp");
      List<String> packages = DnfInBox.packages(box);
      Running running = fixed.fixCommand().start();
      box.sh(
          """
          while set -- /usr/share/images/*; [ ! -e "$1" ]; do :; done
          kill -KILL -1
          """);
      running.await();
      server.start();
      assertEquals(packages, DnfInBox.packages(box));
      assertTrue(box.sh("ls /usr/share/images").out().contains(";"), "rpm had unpacked all");
      if (completed) {
        fixed.fix().exits(FixedBox.READY);
        fixed.check().exits(FixedBox.READY);
        assertFalse(box.sh("ls /usr/share/images").out().contains(";"));
      }
      assertUndone(box, fixed, before, packages);
    }
  }
}
