package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.Guest;
import io.hostready.testbed.HostState;
import io.hostready.testbed.NeedsGuest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host that has seen nobody but its installer. */
@NeedsGuest
class FreshHostTest {

  @Test
  void checkFindsWhatIsMissingAndTouchesNothing() {
    try (Guest host = Guest.fresh()) {
      HostState before = HostState.of(host);

      Report report = Report.check(host);

      assertEquals("not-ready", report.outcome(), report.toString());
      assertEquals(1, report.ran().exit());
      assertEquals(
          List.of("docker-package-installed"),
          report.rulesThat("fail", "required"),
          report::toString);
      assertEquals(List.of(), report.rulesThat("unknown", "required"), report::toString);
      assertEquals("fail", report.verdict("device-mapper-available"), report.toString());
      assertEquals("fail", report.verdict("ufw-forward-policy-accept"), report.toString());
      assertEquals(List.of(), before.differences(HostState.of(host)));
    }
  }
}
