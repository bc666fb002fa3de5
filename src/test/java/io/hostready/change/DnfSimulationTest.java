package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.RpmDatabase;
import io.hostready.host.CommandOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DnfSimulationTest {

  private static final String TABLE =
      """
      Last metadata expiration check: 0:00:31 ago on Tue Dec  1 22:54:27 2026.
      Dependencies resolved.
      ================================================================================
       Package              Arch      Version               Repository           Size
      ================================================================================
      Installing:
       docker-ce            x86_64    3:29.0.0-1.el9        docker-ce-stable    6.9 k
           replacing  docker-engine.x86_64 1.13.1-1.el9
      Upgrading:
       docker-ce-cli        x86_64    1:29.0.0-1.el9        docker-ce-stable     22 M
      Installing dependencies:
       container-selinux    noarch    4:2.235.0-1.el9       baseos              6.9 k
       glibc                i686      2.34-100.el9          baseos              1.9 M
      Removing dependent packages:
       runc                 x86_64    4:1.2.0-1.el9         @baseos              16

      Transaction Summary
      ================================================================================
      Install  3 Packages
      Upgrade  1 Package
      Remove   1 Package

      Total size: 27 k
      """;

  private static final PackageStates STATES =
      Dnf.states(
          RpmDatabase.parse(
              """
              docker-ce-cli 1 28.5.2 1.el9 x86_64
              runc 4 1.2.0 1.el9 x86_64
              glibc (none) 2.34 100.el9 i686
              tool 0 1.0 1.el9 noarch
              gpg-pubkey (none) 71017602 6b0f5015 (none)
              """),
          "x86_64");

  private static final ProgramCall INSTALL =
      new Dnf().install(List.of(PackageRequest.of("docker-ce")), false);

  @Test
  void tableIsReadWithRepositoriesAndVersions() {
    assertEquals(
        List.of(
            "install docker-ce 3:29.0.0-1.el9 (docker-ce-stable)",
            "remove docker-engine 1.13.1-1.el9",
            "change docker-ce-cli 1:28.5.2-1.el9 -> 1:29.0.0-1.el9 (docker-ce-stable)",
            "install container-selinux 4:2.235.0-1.el9 (baseos)",
            "change glibc.i686 2.34-100.el9 -> 2.34-100.el9 (baseos)",
            "remove runc 4:1.2.0-1.el9"),
        DnfSimulation.parse(TABLE, STATES, "x86_64").preview(new Dnf()));
  }

  @Test
  void keysAreNoPackagesAndAnEpochOfZeroIsNotWritten() {
    assertEquals(
        Map.of(
            "docker-ce-cli", new PackageStates.State("installed", "1:28.5.2-1.el9"),
            "runc", new PackageStates.State("installed", "4:1.2.0-1.el9"),
            "glibc.i686", new PackageStates.State("installed", "2.34-100.el9"),
            "tool", new PackageStates.State("installed", "1.0-1.el9")),
        STATES.byName());
  }

  @Test
  void simulationThatHasNothingToDoHasNoActions() {
    CommandOutcome said =
        new CommandOutcome.Ended(0, "Dependencies resolved.\nNothing to do.\nComplete!\n", "");
    assertEquals(List.of(), DnfSimulation.of(said, INSTALL, STATES, "x86_64").actions());
  }

  @Test
  void refusalHasTheErrorOfDnf() {
    CommandOutcome said =
        new CommandOutcome.Ended(
            1, "", "No match for argument: x\nError: Unable to find a match: x\n");
    PlanningException refused =
        assertThrows(
            PlanningException.class, () -> DnfSimulation.of(said, INSTALL, STATES, "x86_64"));
    assertEquals("dnf refuses 'dnf install docker-ce': Unable to find a match: x.", refused.why());
  }

  @Test
  void everyCommandForcesSignaturesAndKeepsDependencies() {
    Dnf dnf = new Dnf();
    for (ProgramCall call :
        List.of(INSTALL, dnf.reinstall("a", "1"), dnf.remove(List.of("docker-ce")))) {
      assertTrue(call.argv().contains("--setopt=*.gpgcheck=True"), call::line);
      assertTrue(call.argv().contains("--setopt=clean_requirements_on_remove=False"), call::line);
    }
  }

  @Test
  void simulationChangesNothing() {
    List<String> argv = new Dnf().simulated(INSTALL);
    assertTrue(argv.contains("--assumeno") && !argv.contains("-y"), argv::toString);
  }
}
