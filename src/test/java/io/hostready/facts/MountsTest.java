package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.facts.Mounts.Mount;
import io.hostready.host.FakeHost;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {

  @Test
  void everyFieldHasItsPlaceWithAndWithoutOptionalFields() {
    assertEquals(
        List.of(
            new Mount(26, 1, "/", "ext4", "/dev/vda", List.of("rw", "relatime", "discard"), 1),
            new Mount(40, 26, "/mnt/a b", "nfs4", "h:/x y", List.of("ro", "noexec"), 2),
            new Mount(41, 26, "/run", "tmpfs", "", List.of("rw", "nosuid"), 3)),
        Mounts.parse(
            """
            26 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw,discard
            40 26 0:40 / /mnt/a\\040b ro,noexec - nfs4 h:/x\\040y rw
            41 26 0:41 / /run rw,nosuid shared:5 - tmpfs  rw
            """));
  }

  @ParameterizedTest
  @CsvSource({
    "a\\040b, 'a b'",
    "a\\134b, a\\b",
    "\\011, '\t'",
    "a\\04, a\\04",
    "a\\, a\\",
    "\\999, \\999",
  })
  void escapesAreUndoneAndOtherBackslashesStay(String escaped, String plain) {
    assertEquals(plain, Mounts.unescape(escaped));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "26 1 254:0 / / rw",
        "26 1 254:0 / / rw -",
        "26 1 254:0 / / rw - ext4",
        "a 1 254:0 / / rw - ext4 /dev/vda rw",
        "99999999999 1 0:1 / / rw - ext4 /dev/vda rw"
      })
  void aLineOfAnotherFormIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> Mounts.parse(line));
  }

  private static final List<Mount> TABLE =
      Mounts.parse(
          """
          20 1 0:20 / / rw - ext4 /dev/root rw
          21 20 0:21 / /var rw - ext4 /dev/var rw
          22 21 0:22 / /var/lib/docker rw - xfs /dev/docker rw
          23 20 0:23 / /data/old rw - ext4 /dev/hidden rw
          24 20 0:24 / /data rw - btrfs /dev/data rw
          25 20 0:25 / /srv rw - ext4 /dev/first rw
          26 25 0:26 / /srv rw - ext4 /dev/second rw
          """);

  @ParameterizedTest
  @CsvSource({
    "/, /dev/root",
    "/etc, /dev/root",
    "/var/lib, /dev/var",
    "/var/lib/docker, /dev/docker",
    "/var/lib/docker/overlay2, /dev/docker",
    "/var/lib/docker2, /dev/var",
    "/variable, /dev/root",
    "/data/old, /dev/data",
    "/data/old/x, /dev/data",
    "/srv/x, /dev/second",
  })
  void aPathLiesInTheMountThatIsSeenThere(String path, String source) {
    assertEquals(source, Mounts.under(TABLE, path).orElseThrow().source());
  }

  @Test
  void onlyAVisibleMountIsAtAPath() {
    assertEquals("/dev/second", Mounts.at(TABLE, "/srv").orElseThrow().source());
    assertEquals(true, Mounts.at(TABLE, "/data/old").isEmpty());
    assertEquals(true, Mounts.at(TABLE, "/var/lib").isEmpty());
  }

  @Test
  void aTableThatGoesInCirclesStillEnds() {
    List<Mount> circle =
        Mounts.parse("1 2 0:1 / / rw - a a rw\n2 1 0:2 / / rw - b b rw\n3 3 0:3 / / rw - c c rw");
    assertEquals("/", Mounts.under(circle, "/x").orElseThrow().point());
  }

  @Test
  void withoutMountinfoTheLongestPointOfMountsWins() {
    FakeHost host =
        FakeHost.with(
            "/proc/mounts", "rootfs / rootfs rw 0 0\n/dev/a / ext4 rw 0 0\nb /b xfs ro 0 0");
    List<Mount> mounts = Mounts.read(host.host()).table().toOptional().orElseThrow();
    assertEquals("/dev/a", Mounts.under(mounts, "/etc").orElseThrow().source());
    assertEquals("xfs", Mounts.under(mounts, "/b/c").orElseThrow().filesystem());
  }

  @Test
  void withoutAnyTableNothingIsKnown() {
    assertInstanceOf(Unreadable.class, Mounts.read(FakeHost.empty().host()).table());
    assertInstanceOf(
        Unreadable.class,
        Mounts.read(FakeHost.with("/proc/self/mountinfo", "garbage").host()).table());
  }
}
