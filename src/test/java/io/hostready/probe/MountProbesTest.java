package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.facts.FilesystemSpace;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountProbesTest {

  private static FakeHost host() {
    return FakeHost.with(
            "/proc/self/mountinfo",
            """
            20 1 0:20 / / rw,relatime - ext4 /dev/root rw
            21 20 0:21 / /srv ro,noexec - xfs /dev/srv rw
            22 21 0:22 / /srv/my\\040data rw - btrfs /dev/sdb rw
            """)
        .directory("/srv/my data")
        .link("/var/lib/docker", "/srv/docker");
  }

  @ParameterizedTest
  @CsvSource({
    "/srv, filesystem, xfs",
    "/srv, source, /dev/srv",
    "/srv, options, 'ro, noexec'",
    "/srv/my data, filesystem, btrfs",
    "/var, filesystem, absent: /proc/self/mountinfo",
    "/var/lib/docker, filesystem, absent: /proc/self/mountinfo",
  })
  void aMountIsExactlyAtItsPoint(String path, String facet, String shown) {
    assertEquals(shown, RuleResult.facet(host().host(), "mount: {path: " + path + "}", facet));
  }

  @ParameterizedTest
  @CsvSource({
    "/var/lib/docker, mount-point, /srv",
    "/var/lib/docker/overlay2, filesystem, xfs",
    "/var/lib/containerd, filesystem, ext4",
    "/srv/my data/x, source, /dev/sdb",
  })
  void aPathIsOnTheFilesystemItsLinksLeadTo(String path, String facet, String shown) {
    assertEquals(
        shown, RuleResult.facet(host().host(), "filesystem-at: {path: " + path + "}", facet));
  }

  @Test
  void aReadOnlyDataRootFails() {
    String rule = "filesystem-at: {path: /var/lib/docker, expect: {options: {lacks: [ro]}}}";
    assertEquals("fail", RuleResult.word(host().host(), rule));
    assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), rule));
    assertEquals("unknown", RuleResult.word(host().denied("/proc/self/mountinfo").host(), rule));
    assertEquals(
        "unknown", RuleResult.word(FakeHost.with("/proc/self/mountinfo", "").host(), rule));
  }

  private static final String SPACE = "disk-space: {path: /var/lib/docker/new}";

  private static FakeHost space(String numbers) {
    return host()
        .directory("/srv/docker")
        .command("stat -f -c %S %b %a %c %d /srv/docker", numbers);
  }

  @ParameterizedTest
  @CsvSource({
    "free, 819200",
    "free-percent, 19",
    "free-inodes, 7",
    "free-inodes-percent, 14",
  })
  void spaceIsAskedOfTheNearestDirectoryThatExists(String facet, String shown) {
    assertEquals(shown, RuleResult.facet(space("4096 1001 200 50 7\n").host(), SPACE, facet));
  }

  @Test
  void afilesystemWithoutAnInodeLimitIsNeverShortOfThem() {
    String rule =
        "disk-space: {path: /var/lib/docker, expect: {free-inodes: {at-least: 100000},"
            + " free-inodes-percent: {at-least: 5}}}";
    assertEquals("pass", RuleResult.word(space("4096 1000 200 0 0\n").host(), rule));
    assertEquals("fail", RuleResult.word(space("4096 1000 200 50 7\n").host(), rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1 2 3 4",
        "a b c d e",
        "1 2 3 4 -5",
        "4096 9223372036854775807 1 1 1",
        "1 2 3 4 99999999999999999999"
      })
  void numbersThatMakeNoSenseAreRefused(String text) {
    if (!text.endsWith("99999999999999999999")) {
      assertThrows(IllegalArgumentException.class, () -> FilesystemSpace.parse(text));
    }
    assertEquals(
        "unknown",
        RuleResult.word(
            space(text).host(),
            "disk-space: {path: /var/lib/docker, expect: {free: {at-least: 1}}}"));
  }

  @Test
  void aCommandThatFailsOrWasNotRecordedIsUnknown() {
    String rule = "disk-space: {path: /srv, expect: {free: {at-least: 1}}}";
    assertEquals("unknown", RuleResult.word(host().host(), rule));
    assertEquals(
        "unreadable: stat -f -c %S %b %a %c %d /srv: stat: cannot read: Stale file handle",
        RuleResult.facet(
            host()
                .command(
                    "stat -f -c %S %b %a %c %d /srv",
                    new CommandOutcome.Ended(1, "", "stat: cannot read: Stale file handle\nx\n"))
                .host(),
            "disk-space: {path: /srv}",
            "free"));
  }
}
