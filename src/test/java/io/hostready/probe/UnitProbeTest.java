package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitProbeTest {

  private static final String PROPERTIES =
      " --property=LoadState,ActiveState,SubState,UnitFileState";

  private static final Host HOST =
      FakeHost.empty()
          .directory("/run/systemd/system")
          .command(
              "systemctl show docker.service" + PROPERTIES,
              """
              LoadState=loaded
              ActiveState=active
              SubState=running
              UnitFileState=enabled
              """)
          .command(
              "systemctl show none.service" + PROPERTIES,
              """
              LoadState=not-found
              ActiveState=inactive
              SubState=dead
              UnitFileState=
              """)
          .command(
              "systemctl show lost.service" + PROPERTIES,
              new CommandOutcome.Ended(
                  1, "", "Failed to connect to bus: No such file or directory\n"))
          .host();

  @ParameterizedTest
  @CsvSource({
    "docker, load, loaded",
    "docker, active, active",
    "docker, sub, running",
    "docker, enabled, enabled",
    "none, load, not-found",
    "none, active, inactive",
    "none, enabled, nothing in UnitFileState of systemctl show none.service --property=LoadState",
    "lost, active, unreadable: systemctl show lost.service --property=LoadState",
    "other, active, unreadable: systemctl show other.service --property=LoadState",
  })
  void propertiesAreTakenAsSystemctlSaysThem(String unit, String facet, String start) {
    String shown = RuleResult.facet(HOST, "unit: {name: " + unit + ".service}", facet);
    assertEquals(start, shown.substring(0, Math.min(start.length(), shown.length())));
  }

  @ParameterizedTest
  @CsvSource({"docker, pass", "none, fail", "lost, unknown", "other, unknown"})
  void whatSystemdDoesNotAnswerIsUnknown(String unit, String verdict) {
    assertEquals(
        verdict,
        RuleResult.word(HOST, "unit: {name: " + unit + ".service, expect: {active: active}}"));
  }

  @ParameterizedTest
  @CsvSource({"present: false, pass", "active: active, fail"})
  void withoutSystemdThereIsNoUnit(String expected, String verdict) {
    assertEquals(
        verdict,
        RuleResult.word(
            FakeHost.empty().host(), "unit: {name: docker.service, expect: {" + expected + "}}"));
  }
}
