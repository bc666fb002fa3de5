package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.CommandOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AptActionsTest {

  /** Printed by apt 3.0 for an upgrade, a new package, a removal and a purge. */
  private static final String SIMULATION =
      """
      NOTE: This is only a simulation!
      Reading package lists...
      Remv docker.io [26.1.5+dfsg1-9] [podman-docker ]
      Inst containerd.io [1.7.1-1] (2.0.0-1 Docker CE:noble [amd64]) []
      Inst docker-ce (5:29.0.0-1~ubuntu.24.04~noble Docker CE:noble [amd64])
      Purg runc [1.1.15+ds1-2]
      Conf docker-ce (5:29.0.0-1~ubuntu.24.04~noble Docker CE:noble [amd64])
      """;

  @Test
  void simulationSaysWhatHappensToEachPackage() {
    assertEquals(
        List.of(
            new AptActions.Action(
                "docker.io", Optional.of("26.1.5+dfsg1-9"), Optional.empty(), Optional.empty()),
            new AptActions.Action(
                "containerd.io",
                Optional.of("1.7.1-1"),
                Optional.of("2.0.0-1"),
                Optional.of("Docker CE:noble")),
            new AptActions.Action(
                "docker-ce",
                Optional.empty(),
                Optional.of("5:29.0.0-1~ubuntu.24.04~noble"),
                Optional.of("Docker CE:noble")),
            new AptActions.Action(
                "runc", Optional.of("1.1.15+ds1-2"), Optional.empty(), Optional.empty())),
        AptActions.parse(SIMULATION).actions());
  }

  @Test
  void removalThatNobodyAllowedIsNamed() {
    AptActions actions = AptActions.parse(SIMULATION);
    assertEquals(Optional.of("runc"), actions.firstUnexpectedRemoval(List.of("docker.io")));
    assertEquals(Optional.empty(), actions.firstUnexpectedRemoval(List.of("docker.io", "runc")));
  }

  @Test
  void refusalOfAptIsInItsOwnWords() {
    NotPossible why =
        assertThrows(
            NotPossible.class,
            () ->
                AptActions.of(
                    new CommandOutcome.Ended(
                        100, "", "Reading...\nE: Unable to locate package docker-ce\n"),
                    Command.of("apt-get", "install", "docker-ce")));
    assertTrue(why.why().endsWith("Unable to locate package docker-ce"), why.why());
  }

  @Test
  void simulationThatWouldPurgeIsRefused() {
    NotPossible why =
        assertThrows(
            NotPossible.class,
            () ->
                AptActions.of(
                    new CommandOutcome.Ended(0, SIMULATION, ""),
                    Command.of("apt-get", "install", "docker-ce")));
    assertTrue(why.why().startsWith("apt would purge 'runc'"), why.why());
  }

  /** Of Debian's docker.io, containerd and an older debhelper's packages. */
  @Test
  void onlyServicesAreForgottenOnPurge() {
    assertEquals(
        """
        #!/bin/sh
        [ "$1" = purge ] || exit 0
        update-rc.d docker remove >/dev/null || true
        deb-systemd-helper purge 'docker.service' 'docker.socket' >/dev/null || true
        deb-systemd-helper unmask containerd.service >/dev/null || true
        """,
        PackageRemoval.servicesOnly(
            """
            #!/bin/sh
            if [ "$1" = purge ]; then
            \tupdate-rc.d docker remove >/dev/null
            \t\tdeb-systemd-helper purge 'docker.service' 'docker.socket' >/dev/null || true
              deb-systemd-helper unmask containerd.service >/dev/null || true
              deb-systemd-helper purge $(rm -rf /var/lib/docker)
              update-rc.d ../docker remove; rm -rf /var/lib/docker
              /var/lib/docker/nuke-graph-directory.sh /var/lib/docker
            fi
            """));
  }

  @Test
  void packagesBetweenTwoStatesAreUnsettled() {
    PackageStates states =
        PackageStates.parse(
            """
            a\tamd64\tinstalled\tok\t1
            b\tall\tunpacked\tok\t1
            c\tamd64\tinstalled\treinstreq\t1
            d\tamd64\tconfig-files\tok\t1
            e\ti386\tinstalled\tok\t1
            f\tamd64\tnot-installed\tok\t
            """,
            "amd64",
            false);
    assertEquals(List.of("b", "c"), states.unsettled());
    assertTrue(states.isInstalled("e:i386"));
    assertTrue(states.isThere("d"));
    assertEquals(false, states.isThere("f"));
  }

  @Test
  void listsAreNamedAsAptNamesThem() {
    assertEquals(
        "download.docker.com_linux_ubuntu_",
        PackageActs.listPrefix("https://download.docker.com/linux/ubuntu/"));
    assertEquals(
        "127.0.0.1:8080_my%5frepo_",
        PackageActs.listPrefix("http://me:word@127.0.0.1:8080/my_repo"));
  }

  @Test
  void releasesThatAPackageIsInAreShownAsAptSaysThem() {
    String line =
        "Inst curl [8.14.1-2] (8.14.1-2+deb13u1 Debian:13.8/stable,"
            + " Debian-Security:13/stable-security [amd64]) []";
    assertEquals(
        "change curl 8.14.1-2 -> 8.14.1-2+deb13u1 (Debian:13.8/stable,"
            + " Debian-Security:13/stable-security)",
        AptActions.parse(line).actions().getFirst().toString());
  }
}
