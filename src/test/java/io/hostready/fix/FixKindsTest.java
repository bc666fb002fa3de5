package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.PlanningException;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixKindsTest {

  static List<FixKind> kinds() {
    return FixKinds.ALL;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindsExampleIsAFixThatReads(FixKind kind) {
    assertFalse(Planning.fix(kind.example()).description().isBlank());
    assertTrue(kind.example().startsWith(kind.name() + ":"), kind.example());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anEmptyHostIsPlannedForOrRefusedInSentences(FixKind kind) {
    try {
      Planning.changes(FakeHost.empty().host(), kind.example());
    } catch (PlanningException refusal) {
      assertTrue(refusal.why().endsWith("."), refusal.why());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void namesAreUnique(FixKind kind) {
    assertEquals(1, FixKinds.names().stream().filter(kind.name()::equals).count());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void planningReadsNoMoreThanATreeCanAnswer(FixKind kind) {
    Host host = FakeHost.with("/etc/os-release", "ID=debian\nVERSION_CODENAME=trixie\n").host();
    assertFalse(host.source().isThisMachine());
    try {
      Planning.changes(host, kind.example());
    } catch (PlanningException refusal) {
      assertFalse(refusal.why().contains("Exception"), refusal.why());
    }
  }
}
