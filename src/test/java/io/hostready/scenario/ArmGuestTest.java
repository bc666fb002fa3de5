package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.dist.Bundle;
import io.hostready.dist.JavaDirectory;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.TakesLong;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The program for arm64 on booted arm64 machines without a C library. */
@Tag("guest")
class ArmGuestTest {

  /** -XX:AOTMode=on: Java starts only if the cache, made by emulation, is usable there. */
  private static final String SCRIPT =
      """
      busybox sed 's/"-XX:AOTCache/-XX:AOTMode=on &/' /opt/hostready/bin/hostready >/opt/hostready/bin/strict
      sh /opt/hostready/bin/strict --version
      /opt/hostready/bin/hostready check --format json
      echo "exit $?"
      """;

  @Test
  @TakesLong
  void itRunsOnCortexA72() {
    runsOn("cortex-a72");
  }

  /** ARMv8.0 without the atomic instructions of 8.1, in order. */
  @Test
  @TakesLong
  void itRunsOnCortexA53() {
    runsOn("cortex-a53");
  }

  private static void runsOn(String processor) {
    String lines = "printf '%s' \"$3\" | scripts/testbed/arm64-guest \"$1\" \"$2\"";
    String directory = JavaDirectory.of("arm64").toString();
    ProgramRun ran =
        Bundle.run(
                Bundle.PROJECT, Map.of(), "sh", "-euc", lines, "sh", directory, processor, SCRIPT)
            .succeeds();
    assertTrue(ran.out().startsWith("hostready 0.1.0\n{\n"), ran::toString);
    assertTrue(ran.out().contains("\"architecture\": \"aarch64\""), ran::toString);
    assertTrue(ran.out().contains("\"outcome\": \"not-ready\""), ran::toString);
    assertTrue(ran.out().endsWith("\n}\nexit 1\n"), ran::toString);
    assertEquals("", ran.err());
  }
}
