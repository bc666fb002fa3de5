package io.hostready.fix;

import static io.hostready.fix.DockerInBox.SOURCES;
import static io.hostready.fix.DockerInBox.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.TreeSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fixes of keys, repositories, packages and units with real apt, dpkg and systemd: there and back.
 */
@NeedsBox
class PackagesFixedInBoxTest {

  @ParameterizedTest
  @CsvSource({
    "debian, 13, trixie",
    "ubuntu, 24.04, noble",
    "ubuntu, 22.04, jammy",
  })
  void dockerFromItsOwnRepository(String id, String release, String codename) {
    try (Box box = Box.with().osRelease(id, release, codename).start()) {
      AptRepository repository = AptRepository.docker();
      RepositoryServer server = repository.serve(box);
      FixedBox fixed = DockerInBox.rule(box, repository, server);
      ProgramRun plan = fixed.goesThereAndBack();
      assertTrue(plan.out().contains("+Suites: " + codename + "\n"), plan.out());
      assertTrue(plan.out().contains("docker-ce=5:29.*"), plan.out());
      assertFalse(box.exists("/usr/bin/dockerd"));
      assertTrue(
          server.requests().contains("/linux/" + id + "/dists/" + codename + "/InRelease"),
          server.requests().toString());
    }
  }

  @Test
  void aDerivativeTakesThePackagesOfWhatItIsMadeFrom() {
    String mint =
        """
        NAME="Linux Mint"
        ID=linuxmint
        ID_LIKE="ubuntu debian"
        VERSION_ID="22"
        VERSION_CODENAME=wilma
        UBUNTU_CODENAME=noble
        """;
    try (Box box = Box.with().osRelease(mint).start()) {
      AptRepository repository = AptRepository.docker("noble");
      DockerInBox.rule(box, repository, repository.serve(box)).fix().exits(FixedBox.READY);
      assertEquals("installed 5:29.0.0-1~ubuntu.24.04~noble", version(box, "docker-ce"));
    }
  }

  @Test
  void aHostWithoutNetworkTakesDockerFromADirectory() {
    AptRepository repository = AptRepository.docker("trixie");
    try (Box box = Box.with().bind(repository.directory(), "/srv/docker").start()) {
      FixedBox.of(
              box,
              DockerInBox.RULE,
              "--set",
              "docker-repository=file:///srv/docker",
              "--set",
              "docker-key-fingerprint=" + repository.fingerprint())
          .goesThereAndBack();
    }
  }

  @Test
  void anOlderVersionWhereThatIsWanted() {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox fixed =
          DockerInBox.rule(box, repository, repository.serve(box), "--set", "docker-version=28.5");
      fixed.fix().exits(FixedBox.READY);
      assertEquals("installed 5:28.5.2-1~debian.13~trixie", version(box, "docker-ce"));
      assertEquals("installed 5:28.5.2-1~debian.13~trixie", version(box, "docker-ce-cli"));
    }
  }

  @Test
  void olderEntriesOfTheRepositoryAreSwitchedOff() {
    try (Box box = Box.with().osRelease("ubuntu", "24.04", "noble").start()) {
      AptRepository repository = AptRepository.docker("noble");
      RepositoryServer server = repository.serve(box);
      server.addToApt("noble");
      box.run("mv", SOURCES, "/etc/apt/sources.list.d/older.sources").succeeds();
      box.write(
          "/etc/apt/sources.list.d/docker.list",
          "# Docker\ndeb [arch=amd64 signed-by=/etc/apt/keyrings/other.gpg] "
              + server.url("noble")
              + " noble stable\n");
      // What such a host says to its operator, and what keeps it from installing anything.
      ProgramRun conflict = box.run("apt-get", "update").fails();
      assertTrue(conflict.said().contains("Conflicting values set for option Signed-By"));
      FixedBox fixed = DockerInBox.rule(box, repository, server);
      fixed.goesThereAndBack();
      fixed.fix().exits(FixedBox.READY);
      box.run("apt-get", "update", "--error-on=any").succeeds();
      assertTrue(
          box.read("/etc/apt/sources.list.d/docker.list")
              .startsWith("# Docker\n# taken out by hostready: deb [arch=amd64"));
    }
  }

  @Test
  void distributionsDocker() {
    try (Box box = Box.start()) {
      AptRepository.distribution("trixie").serve(box).addToApt("trixie");
      box.run("apt-get", "update").succeeds();
      FixedBox fixed = FixedBox.of(box, DockerInBox.RULE, "--set", "docker-source=distribution");
      fixed.goesThereAndBack();
    }
  }

  @Test
  void distributionsDockerOnAHostThatNeverReadItsLists() {
    try (Box box = Box.start()) {
      AptRepository.distribution("trixie").serve(box).addToApt("trixie");
      FixedBox fixed = FixedBox.of(box, DockerInBox.RULE, "--set", "docker-source=distribution");
      fixed.goesThereAndBack();
    }
  }

  @Test
  void packagesInTheWayAreRemovedOnlyWhereTheRiskIsTaken() {
    try (Box box = Box.start()) {
      AptRepository.distribution("trixie").serve(box).addToApt("trixie");
      box.run("apt-get", "update").succeeds();
      box.run("apt-get", "install", "-y", "containerd", "docker-compose").succeeds();
      box.run("apt-mark", "auto", "docker-compose").succeeds();
      AptRepository repository = AptRepository.docker("trixie");
      RepositoryServer server = repository.serve(box);
      FixedBox docker = DockerInBox.rule(box, repository, server);
      TreeSnapshot before = docker.snapshot();
      String plan = docker.unwrappedPlan();
      assertTrue(
          plan.contains("docker-ce conflicts with installed packages: docker-compose, containerd"),
          plan);
      docker.assertUnchanged(before, "plan");
      FixedBox.of(box, "no-conflicting-packages").goesThereAndBack();
      assertTrue(
          box.run("apt-mark", "showauto").out().contains("docker-compose"),
          "the mark of an automatic package is lost");
    }
  }

  @Test
  void holdPackages() {
    try (Box box = Box.start()) {
      box.run("apt-mark", "hold", "kmod").succeeds();
      ProgramRun plan =
          FixedBox.with(
                  box,
                  "package: {names: [ufw], expect: {held: true}}",
                  "- hold-packages: {names: [kmod, ufw]}")
              .goesThereAndBack();
      assertFalse(plan.out().contains("hold kmod"), plan.out());
    }
  }

  @Test
  void holdOfAnOperatorIsSaidBeforeUndoChangesAnything() {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox docker = DockerInBox.rule(box, repository, repository.serve(box));
      TreeSnapshot before = docker.snapshot();
      docker.fix().exits(FixedBox.READY);
      box.run("apt-mark", "hold", "docker-ce").succeeds();
      TreeSnapshot held = docker.snapshot();
      ProgramRun refused = docker.undo().exits(FixedBox.FAILED);
      assertTrue(refused.said().contains("Run 'apt-mark unhold docker-ce' first"), refused::said);
      docker.assertUnchanged(held, "a refused undo");
      docker.undo("--force").exits(FixedBox.READY);
      docker.assertUnchanged(before, "undo --force");
    }
  }

  @Test
  void holdOfTheFixItselfIsUndoneWithIt() {
    try (Box box = Box.start()) {
      AptRepository.distribution("trixie").serve(box).addToApt("trixie");
      box.run("apt-get", "update").succeeds();
      FixedBox.with(
              box,
              "package: {names: [containerd], expect: {held: true}}",
              "- install-packages: {names: [containerd]}\n- hold-packages: {names: [containerd]}\n")
          .goesThereAndBack();
    }
  }

  @Test
  void daemonJsonIsCheckedByTheDaemonItself() {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      DockerInBox.rule(box, repository, repository.serve(box)).fix().exits(FixedBox.READY);
      box.write("/etc/docker/daemon.json", "{\n\t\"dns\": [\"192.0.2.1\"],\n\t\"debug\" : false}");
      FixedBox fixed =
          FixedBox.with(
              box,
              "json-file: {path: /etc/docker/daemon.json, pointer: /live-restore, expect: {value:"
                  + " 'true'}}",
              "- merge-daemon-json: {set: {live-restore: true, log-opts: {max-size: 10m}}}");
      ProgramRun plan = fixed.goesThereAndBack();
      assertTrue(plan.out().contains("dockerd --validate --config-file"), plan.out());
      FixedBox wrong =
          FixedBox.with(
              box,
              "json-file: {path: /etc/docker/daemon.json, pointer: /live-restor, expect: {value:"
                  + " 'true'}}",
              "- merge-daemon-json: {set: {live-restor: true}}");
      TreeSnapshot before = wrong.snapshot();
      ProgramRun refused = wrong.fix().exits(FixedBox.FAILED);
      assertTrue(refused.said().contains("don't match any configuration option"), refused.said());
      wrong.assertUnchanged(before, "a refused daemon.json");
    }
  }

  @Test
  void daemonJsonThatIsNoJsonIsLeftForAPerson() {
    try (Box box = Box.start()) {
      box.write("/etc/docker/daemon.json", "{\"dns\": [\"192.0.2.1\"],}\n");
      FixedBox fixed =
          FixedBox.with(
              box,
              "file-text: {path: /etc/docker/daemon.json, matches: '(debug)', expect: {value:"
                  + " debug}}",
              "- merge-daemon-json: {set: {debug: true}}");
      String plan = fixed.unwrappedPlan();
      assertTrue(plan.contains("/etc/docker/daemon.json: it is not JSON: line 1"), plan);
      assertEquals("{\"dns\": [\"192.0.2.1\"],}\n", box.read("/etc/docker/daemon.json"));
    }
  }

  private static void addNap(Box box) {
    box.write(
        "/etc/systemd/system/nap.service",
        "[Service]\nExecStart=sleep infinity\n[Install]\nWantedBy=multi-user.target\n");
  }

  private static FixedBox nap(Box box) {
    return FixedBox.with(
        box,
        "unit: {name: nap.service, expect: {active: active, enabled: enabled}}",
        "- enable-unit: {name: nap.service}");
  }

  @Test
  void enableUnit() {
    try (Box box = Box.with().booted().start()) {
      addNap(box);
      box.run("systemctl", "daemon-reload").succeeds();
      nap(box).goesThereAndBack();
      assertEquals("inactive\n", box.run("systemctl", "is-active", "nap").out());
    }
  }

  private static FixedBox maskedNap(Box box, String... options) {
    // With a unit in /etc, systemctl refuses to mask.
    box.write("/usr/lib/systemd/system/nap.service", "[Service]\nExecStart=sleep infinity\n");
    box.run("systemctl", "daemon-reload").succeeds();
    List<String> mask = new ArrayList<>(List.of("systemctl", "mask", "nap.service"));
    mask.addAll(List.of(options));
    box.run(mask.toArray(String[]::new)).succeeds();
    return FixedBox.with(
        box,
        "unit-start: {name: nap.service, expect: {load: loaded}}",
        "- unmask-unit: {name: nap.service}");
  }

  @Test
  void unmaskUnit() {
    try (Box box = Box.with().booted().start()) {
      maskedNap(box).goesThereAndBack();
      assertEquals("masked\n", box.run("systemctl", "is-enabled", "nap").out());
    }
  }

  @Test
  void unmaskUnitThatIsMaskedUntilTheNextBoot() {
    try (Box box = Box.with().booted().start()) {
      FixedBox fixed = maskedNap(box, "--runtime");
      fixed.fix().exits(FixedBox.READY);
      assertEquals("static\n", box.run("systemctl", "is-enabled", "nap").out());
      fixed.undo().exits(FixedBox.READY);
      assertEquals("masked-runtime\n", box.run("systemctl", "is-enabled", "nap").out());
    }
  }

  @Test
  void aUnitIsEnabledWhereSystemdDoesNotRunAndItsStartLeftForAPerson() {
    try (Box box = Box.start()) {
      addNap(box);
      FixedBox fixed = nap(box);
      TreeSnapshot before = fixed.snapshot();
      ProgramRun plan = fixed.plan().exits(FixedBox.CHANGES);
      assertTrue(plan.out().contains("systemd does not run here"), plan.out());
      fixed.fix().exits(FixedBox.CHANGES);
      assertEquals("enabled\n", box.run("systemctl", "is-enabled", "nap.service").out());
      TreeSnapshot after = fixed.snapshot();
      fixed.fix().exits(FixedBox.CHANGES);
      assertEquals(List.of(), after.differences(fixed.snapshot()));
      fixed.undo().exits(FixedBox.READY);
      fixed.assertUnchanged(before, "undo");
    }
  }

  @Test
  void dockersDaemonIsStartedAfterItsPackagesAreInstalled() {
    try (Box box = Box.with().booted().start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox packages = DockerInBox.rule(box, repository, repository.serve(box));
      // This Docker is a stand-in that runs no container.
      packages.fix("--no-prove").exits(FixedBox.READY);
      box.run("systemctl", "disable", "--now", "docker.service", "docker.socket").succeeds();
      FixedBox daemon = FixedBox.of(box, "docker-daemon-running");
      daemon.check().exits(1);
      daemon.fix("--no-prove").exits(FixedBox.READY);
      assertEquals("active\n", box.run("systemctl", "is-active", "docker.service").out());
    }
  }
}
