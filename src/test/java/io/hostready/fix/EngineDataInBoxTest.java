package io.hostready.fix;

import static io.hostready.fix.DockerInBox.version;
import static io.hostready.fix.FixedBox.READY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import org.junit.jupiter.api.Test;

/**
 * Images and volumes outlive every removal of packages, also of Debian's docker.io, whose scripts
 * delete all of /var/lib/docker on purge.
 */
@NeedsBox
class EngineDataInBoxTest {

  private static final String BEFORE = "/var/lib/docker/volumes/before/_data/accounts";
  private static final String AFTER = "/var/lib/docker/volumes/after/_data/accounts";
  private static final String SAVED = "/var/lib/docker/nuke-graph-directory.sh";

  private static FixedBox distribution(Box box) {
    box.write(BEFORE, "from before the run\n");
    AptRepository.distribution("trixie").serve(box).addToApt("trixie");
    box.run("apt-get", "update").succeeds();
    return FixedBox.of(box, DockerInBox.RULE, "--set", "docker-source=distribution");
  }

  private static void assertDataIsThere(Box box) {
    assertEquals("from before the run\n", box.read(BEFORE));
    assertEquals("from after the run\n", box.read(AFTER));
    assertFalse(box.exists(SAVED), "the script that deletes all data waits in " + SAVED);
  }

  @Test
  void undoOfAnInstallation() {
    try (Box box = Box.start()) {
      FixedBox fixed = distribution(box);
      fixed.goesThereAndBack();
      fixed.fix().exits(READY);
      box.write(AFTER, "from after the run\n");
      fixed.undo().exits(READY);
      assertDataIsThere(box);
      assertFalse(box.exists("/usr/bin/dockerd"));
      assertFalse(box.exists("/etc/default/docker"));
      box.run("dpkg-query", "-W", "docker.io").fails();
    }
  }

  @Test
  void undoOfAnInstallationThatDpkgDidNotFinish() {
    try (Box box = Box.start()) {
      FixedBox fixed = distribution(box);
      fixed.fix().exits(READY);
      box.write(AFTER, "from after the run\n");
      box.write("/var/lib/dpkg/info/docker.io.postinst", "#!/bin/sh\nexit 1\n");
      box.run(
              "sed",
              "-i",
              "/^Package: docker.io$/,/^$/s/^Status: .*/Status: install ok half-configured/",
              "/var/lib/dpkg/status")
          .succeeds();
      assertTrue(version(box, "docker.io").startsWith("half-configured"));
      fixed.undo().exits(READY);
      assertDataIsThere(box);
      box.run("dpkg-query", "-W", "docker.io").fails();
    }
  }

  @Test
  void removalOfPackagesInTheWayWhereAptWouldPurge() {
    try (Box box = Box.start()) {
      distribution(box);
      box.run("apt-get", "install", "-y", "docker.io").succeeds();
      box.write(AFTER, "from after the run\n");
      box.write("/etc/default/docker", "# ours\n");
      box.write("/etc/apt/apt.conf.d/99purge", "APT::Get::Purge \"true\";\n");
      FixedBox fixed =
          FixedBox.with(
              box,
              "none: [{package: {names: [docker.io], expect: {state: installed}}}]",
              "- remove-packages: {names: [docker.io]}");
      ProgramRun fix = fixed.fix().exits(READY);
      assertTrue(version(box, "docker.io").startsWith("config-files"), fix.toString());
      assertDataIsThere(box);
      fixed.undo().exits(READY);
      assertTrue(version(box, "docker.io").startsWith("installed"));
      assertEquals("# ours\n", box.read("/etc/default/docker"));
      assertDataIsThere(box);
    }
  }

  @Test
  void configurationThatSomebodyChangedStays() {
    try (Box box = Box.start()) {
      FixedBox fixed = distribution(box);
      box.write("/etc/default/docker", "# ours, from before the run\n");
      fixed.fix().exits(READY);
      box.write(AFTER, "from after the run\n");
      ProgramRun undo = fixed.undo().exits(READY);
      assertTrue(
          undo.said().replaceAll("\\s+", " ").contains("/etc/default/docker differs from what"),
          undo.toString());
      assertEquals("# ours, from before the run\n", box.read("/etc/default/docker"));
      assertTrue(version(box, "docker.io").startsWith("config-files"));
      assertTrue(version(box, "containerd").startsWith("not-installed"));
      assertFalse(box.exists("/etc/containerd/config.toml"));
      assertDataIsThere(box);
    }
  }
}
