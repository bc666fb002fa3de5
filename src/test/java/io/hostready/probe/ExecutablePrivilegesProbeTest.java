package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class ExecutablePrivilegesProbeTest {

  private static final String GETCAP = "getcap /usr/bin/newuidmap";

  private static String rights(FakeHost host) {
    return RuleResult.facet(host.host(), "executable-privileges: {name: newuidmap}", "privileges");
  }

  private static FakeHost program(String mode, String owner) {
    return FakeHost.with("/usr/bin/newuidmap", "x")
        .attributes(mode + " " + owner + " root file /usr/bin/newuidmap");
  }

  @Test
  void whatIsSetuidRootIsNotAskedForCapabilities() {
    assertEquals("setuid-root", rights(program("4755", "root")));
  }

  @Test
  void capabilitiesAreToldByNameWhateverTheFormOfTheAnswer() {
    assertEquals(
        "cap_setuid",
        rights(program("0755", "root").command(GETCAP, "/usr/bin/newuidmap cap_setuid=ep\n")));
    assertEquals(
        "cap_setuid, cap_chown",
        rights(
            program("0755", "root")
                .command(GETCAP, "/usr/bin/newuidmap = cap_setuid,cap_chown+ep\n")));
  }

  @Test
  void setuidOfAnotherUserGivesNothing() {
    assertEquals("none", rights(program("4755", "games").command(GETCAP, "")));
  }

  @Test
  void withoutGetcapNothingIsTold() {
    assertEquals(
        GETCAP + ": getcap, which shows the capabilities of a file, is not installed",
        rights(program("0755", "root").command(GETCAP, new CommandOutcome.NotFound("getcap"))));
  }

  @Test
  void aProgramThatIsNotThereIsAbsent() {
    assertEquals(
        "absent: the directories of programs", rights(FakeHost.empty().directory("/usr/bin")));
  }
}
