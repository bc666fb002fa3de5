package io.hostready.docker;

import static io.hostready.docker.StorageDriver.AUFS;
import static io.hostready.docker.StorageDriver.BTRFS;
import static io.hostready.docker.StorageDriver.DEVICEMAPPER;
import static io.hostready.docker.StorageDriver.FUSE_OVERLAYFS;
import static io.hostready.docker.StorageDriver.OVERLAY;
import static io.hostready.docker.StorageDriver.OVERLAY2;
import static io.hostready.docker.StorageDriver.VFS;
import static io.hostready.docker.StorageDriver.ZFS;

import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The storage behavior of one release of Docker. Source: moby's {@code
 * daemon/graphdriver/driver_linux.go} (the order) and {@code driver.go} (the choice) at the tags of
 * the releases, and {@code daemon/image_store_choice.go} since 29.
 */
public record DockerRelease(VersionNumber version) {

  private boolean isBefore(String other) {
    return version.compareTo(VersionNumber.parse(other)) < 0;
  }

  private boolean isSince(String other) {
    return !isBefore(other);
  }

  /** Drivers that it tries automatically, in this order. */
  List<StorageDriver> order() {
    if (isSince("23")) { // v23.0.0; it skips aufs, overlay and devicemapper as deprecated
      return List.of(OVERLAY2, FUSE_OVERLAYFS, BTRFS, ZFS, VFS);
    }
    if (isSince("20.10")) { // v20.10.0
      return List.of(BTRFS, ZFS, OVERLAY2, FUSE_OVERLAYFS, AUFS, OVERLAY, DEVICEMAPPER, VFS);
    }
    if (isSince("17.09")) { // v17.09.0-ce
      return List.of(BTRFS, ZFS, OVERLAY2, AUFS, OVERLAY, DEVICEMAPPER, VFS);
    }
    if (isSince("1.13")) { // v1.13.0
      return List.of(AUFS, BTRFS, ZFS, OVERLAY2, OVERLAY, DEVICEMAPPER, VFS);
    }
    if (isSince("1.7")) { // v1.7.0
      return List.of(AUFS, BTRFS, ZFS, DEVICEMAPPER, OVERLAY, VFS);
    }
    return isSince("1.6") // v1.6.0; before, overlay was experimental and had to be configured
        ? List.of(AUFS, BTRFS, DEVICEMAPPER, OVERLAY, VFS)
        : List.of(AUFS, BTRFS, DEVICEMAPPER, VFS);
  }

  /** Drivers that it has but uses only if configured. */
  List<StorageDriver> onlyWhenAsked() {
    if (isSince("23") && isBefore("24")) {
      return List.of(AUFS, OVERLAY, DEVICEMAPPER);
    }
    if (isSince("24") && isBefore("25")) {
      return List.of(DEVICEMAPPER); // v24.0.0 removed aufs and overlay
    }
    if (isSince("1.12") && isBefore("1.13")) {
      return List.of(OVERLAY2); // v1.12.0 has it, but not in its order
    }
    return isSince("1.4") && isBefore("1.6") ? List.of(OVERLAY) : List.of();
  }

  /** Every driver that it has. */
  public List<StorageDriver> all() {
    return Stream.of(order(), onlyWhenAsked()).flatMap(List::stream).toList();
  }

  /**
   * Docker 23 and later do not start if a deprecated driver has a directory, unless that driver is
   * configured.
   */
  boolean refusesUnasked(StorageDriver driver) {
    return isSince("23") && onlyWhenAsked().contains(driver);
  }

  /** In Docker 24 and later, the feature containerd-snapshotter moves images to containerd. */
  public boolean hasContainerdStore() {
    return isSince("24");
  }

  /** Docker 29 and later store images in containerd on a host without existing images. */
  public boolean prefersContainerdStore() {
    return isSince("29");
  }

  /**
   * In Docker 29 and later, userns-remap disables the containerd image store:
   * daemon/command/daemon_linux.go.
   */
  boolean keepsRemappedOutOfContainerd() {
    return isSince("29");
  }

  /**
   * Docker 29.0.0 checked for a configured driver first; later releases, which 29 stands for, check
   * for directories first.
   */
  boolean asksBeforeDirectories() {
    return version.text().startsWith("29.0.0");
  }

  /**
   * In Docker 1.7 and later, a driver's directory in the data root takes precedence over the order.
   */
  boolean keepsPriorDriver() {
    return isSince("1.7");
  }

  /** Docker 17.12 and later ignore an empty directory. */
  boolean ignoresEmptyDirectories() {
    return isSince("17.12");
  }

  /** Docker 20.10 and later test an overlay mount instead of checking the backing filesystem. */
  boolean triesOverlayMount() {
    return isSince("20.10");
  }

  /** In Docker 17.12 and later, overlay drivers require d_type; earlier ones print a warning. */
  boolean needsFileTypes() {
    return isSince("17.12");
  }

  /** Docker up to 20.10 continue to use existing layers without d_type. */
  boolean toleratesOldLayersWithoutFileTypes() {
    return isBefore("23");
  }

  /**
   * Docker 17.12 and later test multiple lower layers on kernels before 4.0, some of which support
   * them.
   */
  boolean triesTwoLowerLayers() {
    return isSince("17.12");
  }

  /**
   * Filesystems on which a release refuses a driver by name, before releases tested mounts instead.
   */
  List<String> refusedUnder(StorageDriver driver) {
    List<String> refused = new ArrayList<>();
    if (driver == AUFS) {
      refused.addAll(List.of("aufs", "btrfs")); // v1.6.0
      if (isSince("1.12")) {
        refused.add("ecryptfs");
      }
    } else if (!triesOverlayMount()) {
      refused.addAll(List.of("aufs", "zfs"));
      if (isSince("1.12")) {
        refused.addAll(List.of("overlay", "ecryptfs"));
      }
      if (isSince("17.12")) {
        refused.addAll(List.of("nfs", "nfs4"));
      }
      if (driver == OVERLAY || isBefore("17.06")) {
        refused.add("btrfs"); // overlay2 supports it since Docker 17.06 and Linux 4.7
      }
    }
    return refused;
  }
}
