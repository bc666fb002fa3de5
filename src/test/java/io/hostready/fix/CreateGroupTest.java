package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.change.Change;
import io.hostready.change.ProgramCall;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreateGroupTest {

  private static final String DOCKER = "create-group: {name: docker}";

  private static List<String> planned(String groups, boolean afterPrograms) {
    PlanBuilder builder = new PlanBuilder(FakeHost.with("/etc/group", groups).host());
    if (afterPrograms) {
      builder.run(ProgramCall.of(List.of("true")), "something that may change settings");
    }
    Planning.fix(DOCKER).plan(builder);
    return builder.changes().stream().skip(afterPrograms ? 1 : 0).map(Change::description).toList();
  }

  @Test
  void aMissingGroupIsMade() {
    assertEquals(List.of("create system group docker"), planned("root:x:0:\n", false));
  }

  @Test
  void aGroupThatIsThereIsLeftAlone() {
    assertEquals(List.of(), planned("docker:x:102:deploy\n", false));
    assertEquals(List.of(), planned("docker:x:102:deploy\n", true));
  }

  /** Otherwise it would be a package that makes it, and undo would not take it away. */
  @Test
  void aMissingGroupIsMadeWhereEarlierStepsMayMakeIt() {
    assertEquals(List.of("create system group docker"), planned("root:x:0:\n", true));
  }
}
