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
    assertEquals("unknown", Judged.word(FakeHost.empty().host(), CRITERION));
  }

  @Test
  void theRunningMachineIsAnsweredOrSaysWhyNot() {
    Observation seen = Judged.observe(Host.live(), "hardware: {}");
    assertNotEquals("fail", Judged.word(Host.live(), CRITERION), seen::toString);
  }
}
