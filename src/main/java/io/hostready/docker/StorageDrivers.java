package io.hostready.docker;

import io.hostready.facts.Mounts.Mount;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Set;

/**
 * The storage drivers of a release of Docker that work on a host, according to its files. Source:
 * the functions Init of moby's {@code daemon/graphdriver/*}; for OverlayFS on other filesystems,
 * the kernel's fs/overlayfs/super.c.
 */
public record StorageDrivers(
    Host host, DockerRelease release, String dataRoot, String containerdRoot) {

  /** Filesystems that the kernel accepts as the upper layer of an overlay. */
  private static final Set<String> TAKES_OVERLAY =
      Set.of("ext2", "ext3", "ext4", "xfs", "tmpfs", "f2fs", "jfs", "bcachefs");

  /**
   * Filesystems that it does not accept: they lack whiteouts (RENAME_WHITEOUT), or are overlays
   * themselves. Of the programs of FUSE, those that implement no flags of renameat2(2).
   */
  private static final Set<String> TAKES_NO_OVERLAY =
      Set.of(
          "overlay",
          "ecryptfs",
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "9p",
          "vfat",
          "msdos",
          "exfat",
          "squashfs",
          "iso9660",
          "erofs",
          "fuseblk", // NTFS and exFAT by libfuse 2
          "fuse.gocryptfs",
          "fuse.encfs",
          "fuse.cryfs",
          "fuse.sshfs",
          "fuse.s3fs",
          "fuse.mergerfs");

  /** Checks one driver. */
  public StorageSupport of(StorageDriver driver) {
    return byDriver(driver)
        .and(() -> conditions().mountUnder(directory(driver), StorageDrivers::writable));
  }

  /** The directory of the driver's layers. */
  public String directory(StorageDriver driver) {
    return switch (driver) {
      case OVERLAYFS, NATIVE -> containerdRoot + "/io.containerd.snapshotter.v1." + driver.id();
      case OVERLAY2, FUSE_OVERLAYFS, BTRFS, ZFS, AUFS, OVERLAY, DEVICEMAPPER, VFS ->
          dataRoot + "/" + driver.id();
    };
  }

  private StorageSupport byDriver(StorageDriver driver) {
    StorageConditions conditions = conditions();
    return switch (driver) {
      case VFS, NATIVE -> StorageSupport.works(directory(driver), "copies every layer whole");
      case OVERLAY2 ->
          conditions
              .filesystem("overlay")
              .and(() -> conditions.twoLowerLayers(release.triesTwoLowerLayers()))
              .and(() -> overlayOver(driver));
      case OVERLAYFS ->
          conditions
              .filesystem("overlay")
              .and(() -> conditions.twoLowerLayers(true))
              .and(() -> overlayOver(driver));
      case OVERLAY -> conditions.filesystem("overlay").and(() -> overlayOver(driver));
      case AUFS -> conditions.filesystem("aufs").and(() -> overlayOver(driver));
      case FUSE_OVERLAYFS ->
          conditions
              .kernelSince("4.18")
              .and(() -> conditions.command("fuse-overlayfs"))
              .and(() -> conditions.path("/dev/fuse"));
      case BTRFS -> on("btrfs", driver);
      case ZFS ->
          on("zfs", driver)
              .and(() -> conditions.path("/dev/zfs"))
              .and(() -> conditions.command("zfs"));
      case DEVICEMAPPER -> conditions.deviceMapper().and(() -> conditions.module("dm_thin_pool"));
    };
  }

  private StorageConditions conditions() {
    return new StorageConditions(host);
  }

  private static StorageSupport writable(Mount mount) {
    return mount.options().contains("ro")
        ? StorageSupport.fails(mount.point(), "mounted read-only")
        : StorageSupport.works(mount.point(), "");
  }

  private StorageSupport on(String type, StorageDriver driver) {
    String directory = directory(driver);
    return conditions()
        .mountUnder(
            directory,
            mount ->
                mount.filesystem().equals(type)
                    ? StorageSupport.works(mount.point(), directory + " is on " + type)
                    : StorageSupport.fails(
                        mount.point(), directory + " is on " + mount.filesystem()));
  }

  private StorageSupport overlayOver(StorageDriver driver) {
    return conditions()
        .mountUnder(
            directory(driver),
            mount -> {
              StorageSupport takes =
                  driver == StorageDriver.AUFS || !triesMount(driver)
                      ? byName(driver, mount)
                      : byKernel(mount);
              return driver == StorageDriver.AUFS
                  ? takes
                  : takes.and(() -> fileTypes(driver, mount));
            });
  }

  private boolean triesMount(StorageDriver driver) {
    return driver == StorageDriver.OVERLAYFS || release.triesOverlayMount();
  }

  /**
   * Docker's own list of names, from the releases before it tested mounts. The kernel refuses more:
   * then the daemon starts, but no container does. Source for aufs: its fs/aufs/fstype.h, where
   * eCryptfs cannot be a branch.
   */
  private StorageSupport byName(StorageDriver driver, Mount mount) {
    if (release.refusedUnder(driver).contains(mount.filesystem())) {
      return StorageSupport.fails(mount.point(), "Docker refuses it over " + mount.filesystem());
    }
    if (driver == StorageDriver.AUFS && mount.filesystem().equals("ecryptfs")) {
      return StorageSupport.mountFails(mount.point(), "ecryptfs cannot be below aufs");
    }
    if (driver != StorageDriver.AUFS && TAKES_NO_OVERLAY.contains(mount.filesystem())) {
      return StorageSupport.fails(
          mount.point(), mount.filesystem() + " cannot be below an overlay");
    }
    return mount.filesystem().equals("btrfs")
        ? conditions().kernelSince("4.7")
        : StorageSupport.works(mount.point(), "over " + mount.filesystem());
  }

  private StorageSupport byKernel(Mount mount) {
    String type = mount.filesystem();
    if (TAKES_OVERLAY.contains(type)) {
      return StorageSupport.works(mount.point(), "over " + type);
    }
    if (TAKES_NO_OVERLAY.contains(type)) {
      return StorageSupport.fails(mount.point(), type + " cannot be below an overlay");
    }
    return switch (type) {
      case "btrfs" -> conditions().kernelSince("4.7"); // since Linux 4.7, its whiteouts work
      case "zfs" -> openZfs();
      default ->
          StorageSupport.unknown(
              mount.point(),
              "whether " + type + " can be the lower layer of an overlay shows only in a mount");
    };
  }

  private StorageSupport openZfs() {
    String path = "/sys/module/zfs/version";
    return StorageSupport.of(
        host.text(path).parse(VersionNumber::parse),
        "only zfs 2.2 and newer can be below an overlay",
        (version, source) ->
            version.compareTo(VersionNumber.parse("2.2")) >= 0
                ? StorageSupport.works(source, "over zfs " + version)
                : StorageSupport.fails(
                    source, "zfs " + version + " cannot be below an overlay, 2.2 can"));
  }

  private StorageSupport fileTypes(StorageDriver driver, Mount mount) {
    boolean needed = driver == StorageDriver.OVERLAYFS || release.needsFileTypes();
    boolean tolerated =
        release.toleratesOldLayersWithoutFileTypes()
            && !host.list(directory(driver)).orElse(List.of()).isEmpty();
    return needed && !tolerated
        ? conditions().fileTypes(mount)
        : StorageSupport.works(mount.point(), "");
  }
}
