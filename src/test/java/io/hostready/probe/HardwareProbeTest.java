package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;

class HardwareProbeTest {

  private static final String CRITERION = "hardware: {expect: {disks: {at-least: 0}}}";

  @Test
  void aTreeHasNoHardware() {
    assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), CRITERION));
  }

  @Test
  void theRunningMachineIsAnsweredOrSaysWhyNot() {
    Observation seen = RuleResult.observe(Host.live(), "hardware: {}");
    assertNotEquals("fail", RuleResult.word(Host.live(), CRITERION), seen::toString);
  }
}
