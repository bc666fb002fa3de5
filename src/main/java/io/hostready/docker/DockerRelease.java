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
 * What one release of Docker does about storage. Source: moby's {@code
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

  /** Drivers that it tries by itself, first to last. */
  List<StorageDriver> order() {
    if (isSince("23")) { // v23.0.0; it passes over aufs, overlay and devicemapper as deprecated
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
    return isSince("1.6") // v1.6.0; before, overlay was experimental and had to be asked for
        ? List.of(AUFS, BTRFS, DEVICEMAPPER, OVERLAY, VFS)
        : List.of(AUFS, BTRFS, DEVICEMAPPER, VFS);
  }

  /** Drivers that it has but takes only when asked. */
  List<StorageDriver> onlyWhenAsked() {
    if (isSince("23") && isBefore("24")) {
      return List.of(AUFS, OVERLAY, DEVICEMAPPER);
    }
    if (isSince("24") && isBefore("25")) {
      return List.of(DEVICEMAPPER); // v24.0.0 has aufs and overlay no more
    }
    if (isSince("1.12") && isBefore("1.13")) {
      return List.of(OVERLAY2); // v1.12.0 has it, and not in its order
    }
    return isSince("1.4") && isBefore("1.6") ? List.of(OVERLAY) : List.of();
  }

  /** Every driver that it has. */
  public List<StorageDriver> all() {
    return Stream.of(order(), onlyWhenAsked()).flatMap(List::stream).toList();
  }

  /** From 23 on, directories of drivers that it warns of keep it from starting unless asked for. */
  boolean refusesUnasked(StorageDriver driver) {
    return isSince("23") && onlyWhenAsked().contains(driver);
  }

  /** From 24 on the feature containerd-snapshotter moves images to containerd. */
  public boolean hasContainerdStore() {
    return isSince("24");
  }

  /** From 29 on a host without older images keeps them in containerd. */
  public boolean prefersContainerdStore() {
    return isSince("29");
  }

  /** From 29 on userns-remap keeps images out of containerd: daemon/command/daemon_linux.go. */
  boolean keepsRemappedOutOfContainerd() {
    return isSince("29");
  }

  /** 29.0.0 looked for an asked driver first; later ones, for which 29 stands, for directories. */
  boolean asksBeforeDirectories() {
    return version.text().startsWith("29.0.0");
  }

  /** From 1.7 on a driver's directory in the data root decides before the order does. */
  boolean keepsPriorDriver() {
    return isSince("1.7");
  }

  /** From 17.12 on an empty directory counts for nothing. */
  boolean ignoresEmptyDirectories() {
    return isSince("17.12");
  }

  /** From 20.10 on it mounts an overlay to see whether that works, instead of asking what is. */
  boolean triesOverlayMount() {
    return isSince("20.10");
  }

  /** From 17.12 on overlay drivers need file types in directories; warned of before. */
  boolean needsFileTypes() {
    return isSince("17.12");
  }

  /** Up to 20.10, existing layers without file types are gone on with. */
  boolean toleratesOldLayersWithoutFileTypes() {
    return isBefore("23");
  }

  /** From 17.12 on two lower layers are tried on kernels before 4.0, some of which can. */
  boolean triesTwoLowerLayers() {
    return isSince("17.12");
  }

  /** File systems on which it refuses a driver by their names, until it tried mounts instead. */
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
        refused.add("btrfs"); // overlay2 takes it from 17.06 on, with a kernel from 4.7 on
      }
    }
    return refused;
  }
}
