package io.hostready.docker;

import java.util.Optional;
import java.util.stream.Stream;

/** Ways in which Docker can keep the layers of images and containers. */
public enum StorageDriver {
  OVERLAY2("overlay2", true),
  FUSE_OVERLAYFS("fuse-overlayfs", true),
  BTRFS("btrfs", true),
  ZFS("zfs", true),
  AUFS("aufs", true),
  OVERLAY("overlay", true),
  DEVICEMAPPER("devicemapper", true),
  /** Copies every layer whole. */
  VFS("vfs", false),
  /** The snapshotter of containerd that {@code docker info} calls so. */
  OVERLAYFS("overlayfs", true),
  /** The snapshotter of containerd that copies every layer whole. */
  NATIVE("native", false);

  private final String word;
  private final boolean copiesOnWrite;

  StorageDriver(String word, boolean copiesOnWrite) {
    this.word = word;
    this.copiesOnWrite = copiesOnWrite;
  }

  /** As {@code docker info} and daemon.json call it; also its directory in the data root. */
  public String id() {
    return word;
  }

  /** Whether a container's own layer starts without a copy of the image. */
  public boolean copiesOnWrite() {
    return copiesOnWrite;
  }

  public static Optional<StorageDriver> find(String word) {
    return Stream.of(values()).filter(driver -> driver.word.equals(word)).findFirst();
  }
}
