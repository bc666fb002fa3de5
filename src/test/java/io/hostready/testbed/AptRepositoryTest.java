package io.hostready.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsBox
class AptRepositoryTest {

  private static final String NEWEST = "5:29.0.0-1~debian.13~trixie";

  @Test
  void dockerInstallsFromTheSignedRepository() {
    try (Box box = Box.start()) {
      AptRepository.docker().serve(box).addToApt("trixie");
      box.run("apt-get", "update", "--error-on=any").succeeds();
      apt(box, "install", "docker-ce").succeeds();
      assertEquals(NEWEST, version(box, "docker-ce"));
      assertEquals("Docker version 29.0.0, build 0000000\n", box.run("dockerd", "--version").out());
      assertTrue(box.exists("/usr/libexec/docker/cli-plugins/docker-compose"));
      assertTrue(box.read("/etc/group").contains("\ndocker:x:"));
      assertEquals("enabled\n", box.run("systemctl", "is-enabled", "docker.service").out());
    }
  }

  @Test
  void dockersOwnAddressCanBeServed() {
    try (Box box = Box.start()) {
      RepositoryServer server = AptRepository.docker("trixie").serveAs(box, "download.docker.com");
      server.addToApt("trixie");
      assertTrue(
          box.read("/etc/apt/sources.list.d/docker.sources")
              .contains("URIs: https://download.docker.com/linux/debian\n"));
      box.run("apt-get", "update", "--error-on=any").succeeds();
      apt(box, "install", "docker-ce").succeeds();
      assertTrue(server.requests().contains("/linux/debian/dists/trixie/InRelease"));
    }
  }

  @Test
  void anOlderVersionCanBeAskedFor() {
    try (Box box = Box.with().osRelease("ubuntu", "24.04", "noble").start()) {
      AptRepository.docker().serve(box).addToApt("noble");
      box.run("apt-get", "update", "--error-on=any").succeeds();
      apt(box, "install", "docker-ce=5:28.5.2-1~ubuntu.24.04~noble").succeeds();
      assertEquals("5:28.5.2-1~ubuntu.24.04~noble", version(box, "docker-ce"));
    }
  }

  @Test
  void fingerprintIsThatOfThePublishedKey() {
    AptRepository repository = AptRepository.docker();
    assertTrue(publishedKey(repository).contains(":" + repository.fingerprint() + ":"));
    repository.replaceKey();
    assertFalse(publishedKey(repository).contains(repository.fingerprint()));
  }

  private static String publishedKey(AptRepository repository) {
    return Disk.run(
        repository.directory().resolve("linux/debian"),
        List.of("gpg", "--show-keys", "--with-colons", "gpg"));
  }

  @Test
  void anotherKeyIsRefused() {
    AptRepository repository = AptRepository.docker("trixie");
    assertUpdateFails(repository, repository::signWithAnotherKey, "is not signed");
  }

  @Test
  void replacedKeyIsRefusedByWhoHasTheOldOne() {
    AptRepository repository = AptRepository.docker("trixie");
    assertUpdateFails(repository, repository::replaceKey, "is not signed");
  }

  @Test
  void tamperedListIsRefused() {
    AptRepository repository = AptRepository.docker("trixie");
    assertUpdateFails(repository, repository::tamperPackagesList, "Hash Sum mismatch");
  }

  @Test
  void missingCodenameIsSaid() {
    AptRepository repository = AptRepository.docker("trixie");
    assertUpdateFails(
        repository, () -> repository.removeSuite("trixie"), "does not have a Release file");
  }

  private static void assertUpdateFails(AptRepository repository, Runnable spoil, String expected) {
    try (Box box = Box.start()) {
      repository.serve(box).addToApt("trixie");
      box.run("apt-get", "update", "--error-on=any").succeeds();
      box.sh("rm -rf /var/lib/apt/lists/*").succeeds();
      spoil.run();
      ProgramRun update = box.run("apt-get", "update", "--error-on=any").exits(100);
      assertTrue(update.said().contains(expected), update.toString());
      repository.repair();
      box.run("apt-get", "update", "--error-on=any").succeeds();
    }
  }

  @Test
  void tamperedPackageIsRefused() {
    AptRepository repository = AptRepository.docker("trixie");
    try (Box box = Box.start()) {
      repository.serve(box).addToApt("trixie");
      box.run("apt-get", "update", "--error-on=any").succeeds();
      repository.tamperPackage("docker-ce");
      ProgramRun install = apt(box, "install", "docker-ce").exits(100);
      assertTrue(install.err().contains("Hash Sum mismatch"), install.toString());
      assertFalse(box.exists("/usr/bin/dockerd"));
    }
  }

  @Test
  void stoppedServerRefusesAndRestartedServerAnswers() {
    try (Box box = Box.start()) {
      RepositoryServer server = AptRepository.docker("trixie").serve(box);
      server.addToApt("trixie");
      server.stop();
      // By default apt tries four times, which takes 7 s.
      ProgramRun update =
          box.run("apt-get", "update", "--error-on=any", "-oAcquire::Retries=0").exits(100);
      assertTrue(update.said().contains("Connection refused"), update.toString());
      assertEquals(List.of(), server.requests());
      server.start();
      box.run("apt-get", "update", "--error-on=any").succeeds();
      assertTrue(
          server.requests().contains("/linux/debian/dists/trixie/InRelease"),
          server.requests().toString());
    }
  }

  @Test
  void heldLockKeepsAptOut() {
    try (Box box = Box.start()) {
      AptRepository.docker("trixie").serve(box).addToApt("trixie");
      box.run("apt-get", "update", "--error-on=any").succeeds();
      try (HeldLock lock = HeldLock.take(box, "/var/lib/dpkg/lock-frontend")) {
        ProgramRun install = apt(box, "install", "docker-ce").exits(100);
        assertTrue(install.err().contains("Could not get lock"), lock + " " + install);
      }
      apt(box, "install", "docker-ce").succeeds();
    }
  }

  @Test
  void dockerReplacesTheDistributionsPackages() {
    try (Box box = Box.start()) {
      AptRepository.distribution("trixie").serve(box).addToApt("trixie");
      AptRepository.docker("trixie").serve(box).addToApt("trixie");
      box.run("apt-get", "update", "--error-on=any").succeeds();
      apt(box, "install", "docker-cli", "podman-docker").exits(100);
      apt(box, "install", "docker.io", "docker-cli").succeeds();
      assertNotEquals("", version(box, "runc"));
      ProgramRun refused = apt(box, "install", "--no-remove", "docker-ce").exits(100);
      assertTrue(refused.err().contains("Packages need to be removed"), refused.toString());
      apt(box, "install", "docker-ce").succeeds();
      assertEquals(NEWEST, version(box, "docker-ce"));
      assertEquals("", version(box, "docker.io"));
      assertEquals("", version(box, "runc"));
    }
  }

  @Test
  void daemonJudgesItsConfiguration() {
    try (Box box = Box.start()) {
      AptRepository.docker("trixie").serve(box).addToApt("trixie");
      box.run("apt-get", "update", "--error-on=any").succeeds();
      apt(box, "install", "--no-install-recommends", "docker-ce").succeeds();
      assertEquals("configuration OK\n", validate(box, "{\"debug\": true}").succeeds().out());
      assertTrue(validate(box, "{").exits(1).err().contains("invalid character"));
      assertTrue(validate(box, "{\"debgu\": 1}").exits(1).err().contains("option: debgu"));
      assertTrue(validate(box, "{\"debug\": 1}").exits(1).err().contains("Config.debug"));
    }
  }

  @Test
  void daemonRunsAsAServiceAndTakesItsChainsAlong() {
    try (Box box = Box.with().booted().start()) {
      AptRepository.docker("trixie").serve(box).addToApt("trixie");
      box.run("apt-get", "update", "--error-on=any").succeeds();
      apt(box, "install", "docker-ce").succeeds();
      assertEquals("active\n", box.run("systemctl", "is-active", "docker.service").out());
      assertEquals("Client: 29.0.0\nServer: 29.0.0\n", box.run("docker", "version").out());
      assertTrue(box.run("iptables", "-S").out().contains("-A FORWARD -j DOCKER-USER"));
      box.write("/etc/docker/daemon.json", "{\"debgu\": 1}");
      box.run("systemctl", "restart", "docker.service").fails();
      apt(box, "purge", "docker-ce").succeeds();
      assertEquals("inactive\n", box.run("systemctl", "is-active", "docker.service").out());
    }
  }

  private static ProgramRun validate(Box box, String config) {
    box.write("/etc/docker/daemon.json", config);
    return box.run("dockerd", "--validate", "--config-file", "/etc/docker/daemon.json");
  }

  private static ProgramRun apt(Box box, String... words) {
    List<String> argv = new ArrayList<>(List.of("apt-get", "-y"));
    argv.addAll(List.of(words));
    return box.command(argv.toArray(String[]::new))
        .variable("DEBIAN_FRONTEND", "noninteractive")
        .run();
  }

  /** The installed version; empty if it is not installed. */
  private static String version(Box box, String name) {
    ProgramRun query = box.run("dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", name);
    return query.out().startsWith("installed ") ? query.out().substring(10) : "";
  }
}
