package io.hostready.docker;

import java.util.Optional;
import java.util.stream.Stream;

/** Docker's storage drivers for the layers of images and containers. */
public enum StorageDriver {
  OVERLAY2("overlay2", true),
  FUSE_OVERLAYFS("fuse-overlayfs", true),
  BTRFS("btrfs", true),
  ZFS("zfs", true),
  AUFS("aufs", true),
  OVERLAY("overlay", true),
  DEVICEMAPPER("devicemapper", true),
  /** Makes a full copy of every layer. */
  VFS("vfs", false),
  /** The snapshotter of containerd with this name in {@code docker info}. */
  OVERLAYFS("overlayfs", true),
  /** The snapshotter of containerd that makes a full copy of every layer. */
  NATIVE("native", false);

  private final String word;
  private final boolean copiesOnWrite;

  StorageDriver(String word, boolean copiesOnWrite) {
    this.word = word;
    this.copiesOnWrite = copiesOnWrite;
  }

  /** The name in {@code docker info} and daemon.json; also its directory in the data root. */
  public String id() {
    return word;
  }

  /** Whether it is copy-on-write: a container's own layer starts without a copy of the image. */
  public boolean copiesOnWrite() {
    return copiesOnWrite;
  }

  public static Optional<StorageDriver> find(String word) {
    return Stream.of(values()).filter(driver -> driver.word.equals(word)).findFirst();
  }
}
