package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerReleaseTest {

  // The values of "priority" in moby at these tags; deprecated ones are skipped from v23.0.0 on.
  @ParameterizedTest
  @CsvSource({
    "1.5.0, aufs btrfs devicemapper vfs, overlay",
    "1.6.0, aufs btrfs devicemapper overlay vfs, ''",
    "1.7.0, aufs btrfs zfs devicemapper overlay vfs, ''",
    "1.12.6, aufs btrfs zfs devicemapper overlay vfs, overlay2",
    "1.13.0, aufs btrfs zfs overlay2 overlay devicemapper vfs, ''",
    "17.06.2, aufs btrfs zfs overlay2 overlay devicemapper vfs, ''",
    "17.09.0, btrfs zfs overlay2 aufs overlay devicemapper vfs, ''",
    "19.03.15, btrfs zfs overlay2 aufs overlay devicemapper vfs, ''",
    "20.10.27, btrfs zfs overlay2 fuse-overlayfs aufs overlay devicemapper vfs, ''",
    "23.0.0, overlay2 fuse-overlayfs btrfs zfs vfs, aufs overlay devicemapper",
    "24.0.9, overlay2 fuse-overlayfs btrfs zfs vfs, devicemapper",
    "25.0.0, overlay2 fuse-overlayfs btrfs zfs vfs, ''",
    "29.0.1, overlay2 fuse-overlayfs btrfs zfs vfs, ''",
  })
  void eachReleaseHasItsOwnOrder(String version, String order, String onlyWhenAsked) {
    DockerRelease release = new DockerRelease(VersionNumber.parse(version));
    assertEquals(order, words(release.order()));
    assertEquals(onlyWhenAsked, words(release.onlyWhenAsked()));
  }

  private static String words(List<StorageDriver> drivers) {
    return drivers.stream().map(StorageDriver::id).collect(Collectors.joining(" "));
  }
}
