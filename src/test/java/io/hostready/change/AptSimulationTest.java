package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.CommandOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AptSimulationTest {

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
            new PackageActions.Action(
                "docker.io", Optional.of("26.1.5+dfsg1-9"), Optional.empty(), Optional.empty()),
            new PackageActions.Action(
                "containerd.io",
                Optional.of("1.7.1-1"),
                Optional.of("2.0.0-1"),
                Optional.of("Docker CE:noble")),
            new PackageActions.Action(
                "docker-ce",
                Optional.empty(),
                Optional.of("5:29.0.0-1~ubuntu.24.04~noble"),
                Optional.of("Docker CE:noble")),
            new PackageActions.Action(
                "runc", Optional.of("1.1.15+ds1-2"), Optional.empty(), Optional.empty())),
        AptSimulation.parse(SIMULATION).actions());
  }

  @Test
  void removalThatNobodyAllowedIsNamed() {
    PackageActions actions = AptSimulation.parse(SIMULATION);
    assertEquals(Optional.of("runc"), actions.firstUnexpectedRemoval(List.of("docker.io")));
    assertEquals(Optional.empty(), actions.firstUnexpectedRemoval(List.of("docker.io", "runc")));
  }

  @Test
  void refusalOfAptIsInItsOwnWords() {
    PlanningException why =
        assertThrows(
            PlanningException.class,
            () ->
                AptSimulation.of(
                    new CommandOutcome.Ended(
                        100, "", "Reading...\nE: Unable to locate package docker-ce\n"),
                    ProgramCall.of("apt-get", "install", "docker-ce")));
    assertTrue(why.why().endsWith("Unable to locate package docker-ce"), why.why());
  }

  @Test
  void simulationThatWouldPurgeIsRefused() {
    PlanningException why =
        assertThrows(
            PlanningException.class,
            () ->
                AptSimulation.of(
                    new CommandOutcome.Ended(0, SIMULATION, ""),
                    ProgramCall.of("apt-get", "install", "docker-ce")));
    assertTrue(why.why().startsWith("apt would purge 'runc'"), why.why());
  }

  @Test
  void packagesBetweenTwoStatesAreUnsettled() {
    PackageStates states =
        DpkgStates.parse(
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
    assertEquals(List.of("b", "c"), states.interrupted());
    assertTrue(states.isInstalled("e:i386"));
    assertTrue(states.hasFiles("d"));
    assertEquals(false, states.hasFiles("f"));
  }

  @Test
  void releasesThatAPackageIsInAreShownAsAptSaysThem() {
    String line =
        "Inst curl [8.14.1-2] (8.14.1-2+deb13u1 Debian:13.8/stable,"
            + " Debian-Security:13/stable-security [amd64]) []";
    assertEquals(
        "change curl 8.14.1-2 -> 8.14.1-2+deb13u1 (Debian:13.8/stable,"
            + " Debian-Security:13/stable-security)",
        AptSimulation.parse(line).actions().getFirst().toString());
  }
}
