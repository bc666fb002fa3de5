package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files that keep packages at their versions. */
class PackageLocksTest {

  private static final String RPM = "/var/lib/rpm/rpmdb.sqlite";
  private static final String QUERY = String.join(" ", RpmDatabase.QUERY);

  private static FakeHost rpm() {
    return FakeHost.with(RPM, "").command(QUERY, "docker-ce 3 29.0.1 1.el9 x86_64\n");
  }

  /** The entries for some names, each with its line. */
  private static List<String> places(Host host, String... names) {
    PackageLocks locks = PackageLocks.read(host).toOptional().orElseThrow();
    return List.of(names).stream()
        .map(name -> locks.of(name).map(PackageLock::place).orElse(name + " is free"))
        .toList();
  }

  @Test
  void versionLocksOfDnf4() {
    String file = "/etc/dnf/plugins/versionlock.list";
    Host host =
        rpm()
            .file("/etc/dnf/plugins/versionlock.conf", "[main]\nenabled = 1\nlocklist = " + file)
            .file(
                file,
                """
                # Added lock on Mon Dec  1 10:00:00 2026
                docker-ce-3:29.0.1-1.el9.*
                !containerd.io-0:2.2.0-1.el9.*
                docker-*-plugin-0.30*
                runc
                java-17-openjdk-1:17.0.1-1.el9.*
                """)
            .host();
    assertEquals(
        List.of(
            file + ":2",
            "docker-ce-cli is free",
            "containerd.io is free",
            file + ":4",
            "runc is free",
            "java is free",
            file + ":6"),
        places(
            host,
            "docker-ce",
            "docker-ce-cli",
            "containerd.io",
            "docker-buildx-plugin",
            "runc",
            "java",
            "java-17-openjdk"));
  }

  @Test
  void listWithoutThePluginHasNoEffect() {
    Host host = rpm().file("/etc/dnf/plugins/versionlock.list", "docker-ce-3:29-1.el9.*\n").host();
    assertEquals(List.of("docker-ce is free"), places(host, "docker-ce"));
  }

  @Test
  void versionLocksOfDnf5() {
    String file = "/etc/dnf/versionlock.toml";
    Host host =
        rpm()
            .file(
                file,
                """
                version = "1.0"

                [[packages]]
                name = "docker-ce"
                [[packages.conditions]]
                key = "evr"
                comparator = "="
                value = "3:29.0.1-1.fc43"

                [[packages]]
                name = "containerd.io"
                [[packages.conditions]]
                key = "evr"
                comparator = "!="
                value = "0:2.2.0-1.fc43"

                [[packages]]
                name = "*-plugin"
                [[packages.conditions]]
                key = "evr"
                comparator = ">="
                value = "0.30"
                [[packages.conditions]]
                key = "evr"
                comparator = "<"
                value = "0.31"
                """)
            .host();
    assertEquals(
        List.of(file + ":3", "containerd.io is free", file + ":17"),
        places(host, "docker-ce", "containerd.io", "docker-buildx-plugin"));
  }

  @Test
  void damagedFileOfDnf5IsUnreadable() {
    Host host = rpm().file("/etc/dnf/versionlock.toml", "[[packages\n").host();
    assertEquals(true, PackageLocks.read(host) instanceof Unreadable);
  }

  @Test
  void locksOfZypper() {
    Host host =
        rpm()
            .file(
                "/etc/zypp/locks",
                """

                type: package
                match_type: glob
                case_sensitive: on
                solvable_name: docker*

                type: package
                match_type: exact
                solvable_name: runc
                repo: repo-oss

                type: patch
                solvable_name: containerd

                type: package
                match_type: regex
                solvable_name: ^podman.*

                type: package
                solvable_name: conta
                """)
            .host();
    assertEquals(
        List.of(
            "/etc/zypp/locks:5",
            "runc is free",
            "/etc/zypp/locks:17",
            "my-podman is free",
            "/etc/zypp/locks:20"),
        places(host, "docker-compose", "runc", "podman-docker", "my-podman", "containerd"));
  }

  @Test
  void versionsInTheWorldOfApk() {
    Host host =
        FakeHost.with("/lib/apk/db/installed", "P:docker\nV:28.3.3-r2\n\n")
            .file(
                "/etc/apk/world",
                """
                alpine-base
                docker=28.3.3-r2
                docker-cli@edge<29 containerd~2.1
                runc>=1.3
                !podman
                docker-cli-compose@edge
                """)
            .host();
    String file = "/etc/apk/world";
    assertEquals(
        List.of(
            "alpine-base is free",
            file + ":2",
            file + ":3",
            file + ":3",
            "runc is free",
            "podman is free",
            "docker-cli-compose is free"),
        places(
            host,
            "alpine-base",
            "docker",
            "docker-cli",
            "containerd",
            "runc",
            "podman",
            "docker-cli-compose"));
  }

  @Test
  void ignoredPackagesOfPacman() {
    Host host =
        FakeHost.empty()
            .directory("/var/lib/pacman/local/docker-1:28.3.3-1")
            .file(
                "/etc/pacman.conf",
                """
                [options]
                HoldPkg = pacman glibc
                IgnorePkg = linux docker*
                #IgnorePkg = runc
                IgnorePkg = containerd
                [extra]
                IgnorePkg = podman
                """)
            .host();
    String file = "/etc/pacman.conf";
    assertEquals(
        List.of(file + ":3", file + ":5", "runc is free", "podman is free", "pacman is free"),
        places(host, "docker-buildx", "containerd", "runc", "podman", "pacman"));
  }
}
