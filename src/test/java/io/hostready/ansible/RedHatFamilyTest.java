package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.dist.Bundle;
import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RpmRepository;
import io.hostready.testbed.TreeSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The role and install.sh on a booted host that is Rocky Linux 9 by its facts: systemd as its first
 * process, dnf 4 and rpm of Debian, without apt and dpkg, and a Python that cannot import dnf.
 */
@NeedsBox
@Tag("package")
class RedHatFamilyTest {

  private static final String PLAY =
      """
      - hosts: docker
        gather_facts: true
        pre_tasks:
          - ansible.builtin.assert:
              that:
                - ansible_facts.os_family == 'RedHat'
                - ansible_facts.distribution_major_version == '9'
        roles:
          - hostready.core.docker_host
      """;

  /** What Ansible, dnf and systemd write wherever they look. */
  private static final String[] NOISE = {
    "/root", "/tmp", "/var/tmp", "/run", "/var/log", "/var/cache/dnf", "/var/lib/systemd"
  };

  /** What stays after undo: the program, its journal, and what dnf, rpm and groupadd record. */
  private static final String[] KEPT = {
    "/usr/local",
    "/var/lib/hostready",
    "/var/lib/dnf",
    "/var/lib/rpm",
    "/etc/group-",
    "/etc/gshadow-"
  };

  @TempDir Path directory;

  @Test
  void roleInstallsDockerWithDnfAndUndoRevertsIt() {
    try (Box box = Box.with().suite("dnf").booted().start()) {
      RpmRepository repository = RpmRepository.docker();
      repository.serve(box);
      box.write("/etc/redhat-release", "Rocky Linux release 9.6 (Blue Onyx)\n");
      withoutBindings(box);
      Fleet fleet = new Fleet(directory);
      String url = "http://127.0.0.1:8080";
      String fingerprint = repository.fingerprint();
      fleet.inventory(
          List.of(box),
          Map.of("docker-repository", url, "docker-rpm-key-fingerprint", fingerprint));
      List<String> packages = packages(box);
      List<String> units = units(box);
      TreeSnapshot before = TreeSnapshot.of(box).without(NOISE);

      Played looked = fleet.play(PLAY, "--check", "--diff");
      assertEquals(0, looked.count("host1", "failed"), looked::toString);
      assertTrue(looked.count("host1", "changed") > 0, looked::toString);
      String shown = looked.ran().out();
      assertTrue(shown.contains("+baseurl=" + url + "/linux/rhel/9/x86_64/stable"), shown);
      assertEquals(List.of(), before.differences(TreeSnapshot.of(box).without(NOISE)));
      assertEquals(packages, packages(box));

      Played made = fleet.play(PLAY);
      made.ran().succeeds();
      assertTrue(made.count("host1", "changed") > 0, made::toString);
      assertEquals("ready", fleet.outcome("host1"));
      assertTrue(packages(box).contains("docker-ce-29.0.0-1.el9.noarch"), made::toString);
      assertEquals("enabled", box.run("systemctl", "is-enabled", "docker").out().strip());
      assertEquals("active", box.run("systemctl", "is-active", "docker").out().strip());
      TreeSnapshot after = TreeSnapshot.of(box).without(NOISE);
      List<String> changedUnits = units(box);

      Played again = fleet.play(PLAY);
      again.ran().succeeds();
      assertEquals(0, again.count("host1", "changed"), again::toString);
      assertEquals(List.of(), after.differences(TreeSnapshot.of(box).without(NOISE)));
      assertEquals(changedUnits, units(box));

      box.run(Fleet.HOME + "/bin/hostready", "undo", "--yes").succeeds();
      assertEquals(packages, packages(box));
      assertEquals(units, units(box));
      assertEquals(
          List.of(),
          before.without(KEPT).differences(TreeSnapshot.of(box).without(NOISE).without(KEPT)));
    }
  }

  /** As on EL 8 with nothing but the platform's Python: neither tar nor xz. */
  @Test
  void installScriptUnpacksWithPython() {
    try (Box box = Box.with().suite("dnf").booted().bind(Bundle.dist(), "/opt/dist").start()) {
      box.sh(
              """
              mkdir -p /usr/libexec
              ln -s "$(readlink -f /usr/bin/python3)" /usr/libexec/platform-python
              rm -f /usr/bin/python3 /usr/bin/tar /usr/bin/xz /usr/bin/busybox
              """)
          .succeeds();
      ProgramRun ran = box.sh("sh /opt/dist/install.sh --prefix /usr/local").succeeds();
      assertTrue(ran.err().contains("-linux-"), ran::toString);
      assertTrue(ran.err().contains(".tar.xz"), ran::toString);
      ProgramRun version = box.run("/usr/local/bin/hostready", "--version").succeeds();
      assertEquals("hostready 0.1.0\n", version.out());
      assertTrue(box.exists("/usr/local/share/man/man1/hostready.1.gz"));
      assertEquals(
          "0 0", box.sh("stat -c '%u %g' /usr/local/lib/hostready/bin/hostready").out().strip());
      ProgramRun check = box.run("/usr/local/bin/hostready", "check", "cpu-64-bit").succeeds();
      assertTrue(check.out().contains("Rocky Linux 9.6"), check::toString);
      box.sh("sh /opt/dist/install.sh --prefix /usr/local --uninstall").succeeds();
      assertFalse(box.exists("/usr/local/lib/hostready"));
    }
  }

  /** The Python that Ansible calls cannot import dnf, as where it is another one than dnf's. */
  private static void withoutBindings(Box box) {
    box.sh(
            """
            python=$(readlink -f /usr/bin/python3)
            sed -i --follow-symlinks "1s,.*,#!$python," /usr/bin/dnf
            rm /usr/bin/python3
            printf '#!/bin/sh\\nexec %s -S "$@"\\n' "$python" >/usr/bin/python3
            chmod 755 /usr/bin/python3
            """)
        .succeeds();
    box.run("python3", "-c", "import dnf").fails();
  }

  private static List<String> packages(Box box) {
    return box.run("rpm", "-qa").succeeds().out().lines().sorted().toList();
  }

  /** The active and failed units, and what of them is enabled. */
  private static List<String> units(Box box) {
    String lines =
        """
        systemctl list-units --plain --no-legend --state=active,failed --type=service,socket,timer
        systemctl list-unit-files --no-legend --type=service,socket,timer
        """;
    return box.sh(lines).succeeds().out().lines().sorted().toList();
  }
}
