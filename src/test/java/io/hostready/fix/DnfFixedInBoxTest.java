package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RpmRepository;
import io.hostready.testbed.TreeSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Fixes of repositories and packages with real dnf 4 and rpm, those of Debian on a host that is
 * Rocky Linux 9 by its os-release: there and back.
 */
@NeedsBox
class DnfFixedInBoxTest {

  @Test
  void dockerFromItsOwnRepository() {
    try (Box box = DnfInBox.start()) {
      DnfInBox docker = DnfInBox.of(box, RpmRepository.docker());
      String plan = docker.goesThereAndBack().out();
      assertTrue(plan.contains("+baseurl=" + DnfInBox.STABLE + "\n"), plan);
      assertTrue(plan.contains("+gpgcheck=1\n"), plan);
      assertFalse(plan.contains("module_hotfixes"), plan);
      assertFalse(box.exists("/usr/bin/dockerd"));
      docker.fixed().fix().exits(FixedBox.READY);
      List<String> packages = DnfInBox.packages(box);
      assertTrue(packages.contains("docker-ce-29.0.0-1.el9.noarch"), packages::toString);
      assertTrue(packages.contains("container-selinux-2.235.0-1.el9.noarch"), packages::toString);
    }
  }

  @Test
  void theDaemonIsEnabledAndStarted() {
    try (Box box = Box.with().suite("dnf").booted().start()) {
      DnfInBox docker = DnfInBox.of(box, RpmRepository.docker());
      String plan = docker.fixed().unwrappedPlan();
      assertTrue(plan.contains("enable docker.service at boot"), plan);
      assertTrue(plan.contains("start docker.service"), plan);
      docker.fixed().fix().exits(FixedBox.READY);
      assertEquals("enabled", box.run("systemctl", "is-enabled", "docker").out().strip());
      assertEquals("active", box.run("systemctl", "is-active", "docker").out().strip());
      docker.fixed().undo().exits(FixedBox.READY);
      assertEquals("inactive", box.run("systemctl", "is-active", "docker").out().strip());
      assertFalse(box.exists("/etc/systemd/system/multi-user.target.wants/docker.service"));
    }
  }

  @Test
  void anOlderVersionWhereThatIsWanted() {
    try (Box box = DnfInBox.start()) {
      DnfInBox docker = DnfInBox.of(box, RpmRepository.docker(), "--set", "docker-version=28.5");
      docker.fixed().fix().exits(FixedBox.READY);
      List<String> packages = DnfInBox.packages(box);
      assertTrue(packages.contains("docker-ce-28.5.2-1.el9.noarch"), packages::toString);
      assertTrue(packages.contains("docker-ce-cli-28.5.2-1.el9.noarch"), packages::toString);
    }
  }

  @Test
  void olderEntriesOfTheRepositoryAreDisabledAndRestored() {
    try (Box box = DnfInBox.start()) {
      DnfInBox docker = DnfInBox.of(box, RpmRepository.docker());
      box.write(
          "/etc/yum.repos.d/docker-ce.repo",
          """
          [docker-ce-stable]
          name=Docker CE Stable - $basearch
          baseurl=https://download.docker.com/linux/centos/$releasever/$basearch/stable
          enabled=1
          gpgcheck=0

          [docker-ce-test]
          baseurl=https://download.docker.com/linux/centos/$releasever/$basearch/test
          enabled=0
          """);
      docker.goesThereAndBack();
      docker.fixed().fix().exits(FixedBox.READY);
      String older = box.read("/etc/yum.repos.d/docker-ce.repo");
      assertTrue(older.startsWith("# taken out by hostready: [docker-ce-stable]\n"), older);
      assertTrue(older.contains("\n[docker-ce-test]\nbaseurl="), older);
    }
  }

  @Test
  void conflictingPackagesAreNamed() {
    try (Box box = DnfInBox.start()) {
      DnfInBox docker = DnfInBox.of(box, RpmRepository.docker());
      box.run("dnf", "-q", "-y", "install", "runc").succeeds();
      String plan = docker.fixed().unwrappedPlan();
      assertTrue(plan.contains("docker-ce conflicts with installed packages: runc."), plan);
      assertTrue(plan.contains("First run 'dnf remove runc'"), plan);
    }
  }

  @Test
  void keyOfAnotherFingerprintIsRefused() {
    RpmRepository repository = RpmRepository.docker();
    repository.replaceKey();
    refused(repository, "and no other. Nothing was written.");
  }

  @Test
  void releaseWithoutPackagesIsRefused() {
    RpmRepository repository = RpmRepository.docker();
    repository.removeRelease();
    refused(repository, "has no packages for '9' (there is no repodata/repomd.xml)");
  }

  @Test
  void packagesSignedWithAnotherKeyAreRefusedAndEverythingIsReverted() {
    RpmRepository repository = RpmRepository.docker();
    repository.signWithAnotherKey();
    refused(repository, "GPG check FAILED");
  }

  @Test
  void packageOfAnotherRepositoryIsRefused() {
    RpmRepository repository = RpmRepository.docker();
    repository.addStrangersEngine();
    refused(repository, "from the repository 'baseos' (http://127.0.0.1:8080/os); expected");
  }

  /** The fix fails with a message, and undo restores the host. */
  private static void refused(RpmRepository repository, String why) {
    try (Box box = DnfInBox.start()) {
      DnfInBox docker = DnfInBox.of(box, repository);
      TreeSnapshot before = docker.fixed().snapshot();
      List<String> packages = DnfInBox.packages(box);
      ProgramRun refused = docker.fixed().fix().exits(FixedBox.FAILED);
      assertTrue(refused.said().replaceAll("\\s+", " ").contains(why), refused::said);
      docker.fixed().undo();
      docker.fixed().assertUnchanged(before, "undo");
      assertEquals(packages, DnfInBox.packages(box));
    }
  }

  @Test
  void packagesOfTheDistributionHaveItsNames() {
    try (Box box = DnfInBox.start()) {
      RpmRepository.docker().serve(box);
      FixedBox conntrack =
          FixedBox.of(
              box,
              "conntrack-command-present",
              "--set",
              "kubernetes-version=1.31",
              "--set",
              "kubernetes-distribution=kubeadm");
      String plan = new DnfInBox(box, conntrack).goesThereAndBack().out();
      assertTrue(plan.contains("install conntrack-tools 1.4.7-1.el9 (baseos)"), plan);
      FixedBox two =
          FixedBox.with(
              box,
              "package: {names: [iproute-tc], expect: {state: installed}}",
              "- install-packages: {names: [iproute2]}");
      plan = new DnfInBox(box, two).goesThereAndBack().out();
      assertTrue(plan.contains("install iproute 6.11.0-1.el9 (baseos)"), plan);
      assertTrue(plan.contains("install iproute-tc 6.11.0-1.el9 (baseos)"), plan);
    }
  }

  @Test
  void extraModulesOfTheRunningKernel() {
    String release = RpmRepository.KERNEL + ".x86_64";
    try (Box box = Box.with().suite("dnf").kernel(release).start()) {
      RpmRepository.docker().serve(box);
      box.run("dnf", "-q", "-y", "install", "kernel-core").succeeds();
      DnfInBox modules = new DnfInBox(box, FixedBox.of(box, "nat-conntrack-modules-loadable"));
      String plan = modules.goesThereAndBack().out();
      String wanted = "install kernel-modules-extra " + RpmRepository.KERNEL + " (baseos)";
      assertTrue(plan.contains(wanted), plan);
    }
  }

  @Test
  void packageThatNoRepositoryHasIsLeftWithTheReason() {
    try (Box box = DnfInBox.start()) {
      RpmRepository.docker().serve(box);
      FixedBox fixed =
          FixedBox.with(
              box,
              "package: {names: [socat], expect: {state: installed}}",
              "- install-packages: {names: [socat]}");
      String plan = fixed.unwrappedPlan();
      assertTrue(plan.contains("dnf refuses 'dnf install socat': Unable to find a match"), plan);
    }
  }

  @Test
  void packagesAreRemovedAndReinstalled() {
    try (Box box = DnfInBox.start()) {
      RpmRepository.docker().serve(box);
      box.run("dnf", "-q", "-y", "install", "tool").succeeds();
      box.run("dnf", "-q", "mark", "remove", "tool").succeeds();
      FixedBox fixed =
          FixedBox.with(
              box,
              "package: {names: [tool], expect: {present: false}}",
              "- remove-packages: {names: [tool]}");
      new DnfInBox(box, fixed).goesThereAndBack();
      String reason =
          box.run("dnf", "-q", "-C", "repoquery", "--installed", "--qf", "%{reason}", "tool").out();
      assertEquals("dependency", reason.strip());
    }
  }

  @Test
  void changedConfigurationStaysAndIsNamed() {
    try (Box box = DnfInBox.start()) {
      RpmRepository.docker().serve(box);
      FixedBox fixed =
          FixedBox.with(
              box,
              "package: {names: [tool], expect: {state: installed}}",
              "- install-packages: {names: [tool]}");
      fixed.fix().exits(FixedBox.READY);
      box.write("/etc/tool.conf", "changed\n");
      ProgramRun undo = fixed.undo().exits(FixedBox.READY);
      assertTrue(undo.said().contains("saved as /etc/tool.conf.rpmsave"), undo::said);
      assertEquals("changed\n", box.read("/etc/tool.conf.rpmsave"));
    }
  }

  @Test
  void holdPackages() {
    try (Box box = DnfInBox.start()) {
      RpmRepository.docker().serve(box);
      box.run("dnf", "-q", "-y", "install", "tool", "container-selinux").succeeds();
      // dnf itself drops comments of the file when it removes a lock.
      box.write("/etc/dnf/plugins/versionlock.list", "tool-0:1.0-1.el9.*\n");
      FixedBox fixed =
          FixedBox.with(
              box,
              "file-text: {path: /etc/dnf/plugins/versionlock.list, matches:"
                  + " '(container-selinux)', expect: {value: container-selinux}}",
              "- hold-packages: {names: [tool, container-selinux]}");
      ProgramRun plan = new DnfInBox(box, fixed).goesThereAndBack();
      assertFalse(plan.out().contains("hold package tool"), plan.out());
    }
  }

  @Test
  void lockedVersionIsNotChanged() {
    try (Box box = DnfInBox.start()) {
      RpmRepository repository = RpmRepository.docker();
      repository.serve(box);
      repository.trust(box);
      box.run("dnf", "-q", "-y", "install", "docker-ce-28.5.2", "docker-ce-cli-28.5.2").succeeds();
      FixedBox fixed =
          FixedBox.with(
              box,
              "package: {names: [docker-ce], expect: {upstream-version: {at-least: 29}}}",
              "- install-packages: {names: [docker-ce, docker-ce-cli],"
                  + " versions: {docker-ce: '5:29', docker-ce-cli: '5:29'}}");
      box.run("dnf", "-q", "versionlock", "add", "docker-ce").succeeds();
      String plan = fixed.unwrappedPlan();
      assertTrue(
          plan.contains(
              "docker-ce has a version lock (/etc/dnf/plugins/versionlock.list:3:"
                  + " docker-ce-3:28.5.2-1.el9.*). To allow other versions: 'dnf versionlock delete"
                  + " docker-ce'."),
          plan);
      box.run("dnf", "-q", "versionlock", "delete", "docker-ce").succeeds();
      List<String> before = DnfInBox.packages(box);
      fixed.fix().exits(FixedBox.READY);
      box.run("dnf", "-q", "versionlock", "add", "docker-ce").succeeds();
      ProgramRun refused = fixed.undo().exits(FixedBox.FAILED);
      assertTrue(
          refused.said().replaceAll("\\s+", " ").contains("on hold, and these are: docker-ce."),
          refused::said);
      fixed.undo("--force").exits(FixedBox.READY);
      assertEquals(before, DnfInBox.packages(box));
    }
  }
}
