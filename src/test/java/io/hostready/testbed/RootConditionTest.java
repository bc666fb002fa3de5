package io.hostready.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RootConditionTest {

  @Test
  void nothingMissingRunsTheTest() {
    assertFalse(RootCondition.decide("t", Optional.empty(), false).isDisabled());
    assertFalse(RootCondition.decide("t", Optional.empty(), true).isDisabled());
  }

  @Test
  void somethingMissingSkipsWithTheReason() {
    var decision = RootCondition.decide("t", Optional.of("needs root"), false);
    assertTrue(decision.isDisabled());
    assertEquals(Optional.of("needs root"), decision.getReason());
  }

  @Test
  void somethingMissingFailsInCi() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> RootCondition.decide("t", Optional.of("needs root"), true));
    assertTrue(String.valueOf(failure.getMessage()).contains("needs root"));
  }
}
