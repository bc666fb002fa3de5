package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.capture.Fixtures;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;

class KnownDefectProbeTest {

  @Test
  void everyDefectOfTheHostIsNamed() {
    Host host = Fixtures.situation("no-known-defective-release", "not-ready-libseccomp-and-clone3");
    String problem = RuleResult.facet(host, "known-defect: {}", "problem");
    assertEquals(2, problem.split("; ").length, problem);
    assertEquals(
        "https://github.com/moby/moby/issues/42680,"
            + " https://github.com/docker/for-linux/issues/1283",
        RuleResult.facet(host, "known-defect: {}", "reference"));
    assertEquals("no", RuleResult.facet(host, "known-defect: {}", "stops-docker"));
  }
}
