package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingPathsTest {

  private static List<String> of(FakeHost host, String pattern) {
    return MatchingPaths.of(host.host(), pattern).toOptional().orElseThrow();
  }

  @Test
  void starsStandForPartsOfNamesAndHiddenFilesAreLeftOut() {
    FakeHost host =
        FakeHost.with("/etc/apt/apt.conf.d/50a", "")
            .file("/etc/apt/apt.conf.d/10b", "")
            .file("/etc/apt/apt.conf.d/.swp", "");
    assertEquals(
        List.of("/etc/apt/apt.conf.d/10b", "/etc/apt/apt.conf.d/50a"),
        of(host, "/etc/apt/apt.conf.d/*"));
  }

  @Test
  void aStarInTheMiddleReachesFilesOfSeveralDirectories() {
    FakeHost host =
        FakeHost.with("/sys/class/net/eth0/mtu", "1500\n")
            .directory("/sys/class/net/docker0/bridge");
    assertEquals(
        List.of("/sys/class/net/docker0/mtu", "/sys/class/net/eth0/mtu"),
        of(host, "/sys/class/net/*/mtu"));
  }

  @Test
  void aDirectoryThatIsNotThereGivesNothing() {
    assertEquals(List.of(), of(FakeHost.empty(), "/etc/apt/apt.conf.d/*"));
  }

  @Test
  void aDirectoryThatCannotBeListedIsUnreadable() {
    assertInstanceOf(
        Unreadable.class,
        MatchingPaths.of(FakeHost.empty().denied("/etc/apt").host(), "/etc/apt/*"));
  }
}
