package io.hostready.facts;

import io.hostready.facts.Inventory.Computer;
import io.hostready.facts.Inventory.Cpu;
import io.hostready.facts.Inventory.Disk;
import io.hostready.facts.Inventory.DiskType;
import io.hostready.facts.Inventory.Filesystem;
import io.hostready.facts.Inventory.Firmware;
import io.hostready.host.FileStatus;
import io.hostready.host.Hardware;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the inventory of this machine: from OSHI, /proc, /sys and /dev. */
final class InventoryReader {

  private static final String DMI = "/sys/class/dmi/id/";
  private static final String UUIDS = "/dev/disk/by-uuid";

  /**
   * Filesystem types without a block device whose files are on a disk, of this host or of another.
   */
  private static final Set<String> WITHOUT_DEVICE =
      Set.of(
          "zfs", "bcachefs", "nfs", "nfs4", "cifs", "smb3", "ceph", "9p", "virtiofs", "glusterfs");

  /** Those of them, and of FUSE's types, whose files are on this host. */
  private static final Set<String> LOCAL = Set.of("zfs", "bcachefs");

  private final Host host;
  private final boolean identifiers;

  private InventoryReader(Host host, boolean identifiers) {
    this.host = host;
    this.identifiers = identifiers;
  }

  static Reading<Inventory> read(Host host, boolean identifiers) {
    if (!host.source().isThisMachine()) {
      return new Reading.Absent<>(host.source().toString());
    }
    try {
      Hardware hardware = host.fact(Hardware.class, _ -> Hardware.read());
      return new Reading.Present<>(
          new InventoryReader(host, identifiers).inventory(hardware), "/sys");
    } catch (IllegalStateException failed) {
      return new Reading.Unreadable<>("/sys", String.valueOf(failed.getMessage()));
    }
  }

  private Inventory inventory(Hardware hardware) {
    return new Inventory(
        new Computer(
            hardware.vendor(),
            hardware.model(),
            new Firmware(
                hardware.firmware().vendor(),
                hardware.firmware().version(),
                hardware.firmware().date()),
            identifier(DMI + "product_serial"),
            identifier(DMI + "product_uuid")),
        cpu(),
        hardware.disks().stream().map(this::disk).toList(),
        filesystems(),
        NetworkInterface.list(host).orElse(List.of()).stream()
            .map(this::networkInterface)
            .toList());
  }

  private Optional<String> identifier(String path) {
    return identifiers ? host.trimmedText(path).filter(text -> !text.isEmpty()) : Optional.empty();
  }

  private Cpu cpu() {
    Optional<CpuTopology.Counts> counts = CpuTopology.read(host).counts().toOptional();
    return new Cpu(
        host.text("/proc/cpuinfo").toOptional().flatMap(Cpuinfo::parseModel),
        optional(counts.map(CpuTopology.Counts::sockets)),
        optional(counts.map(CpuTopology.Counts::cores)));
  }

  private static OptionalLong optional(Optional<? extends Number> number) {
    return number.map(each -> OptionalLong.of(each.longValue())).orElse(OptionalLong.empty());
  }

  private Disk disk(Hardware.Disk disk) {
    return new Disk(
        disk.name(),
        disk.model(),
        disk.bytes(),
        DiskType.of(disk.type()),
        disk.serial().filter(_ -> identifiers));
  }

  private NetworkInterface networkInterface(NetworkInterface read) {
    return new NetworkInterface(
        read.name(),
        read.speedMbits(),
        read.mtu(),
        read.state(),
        read.macAddress().filter(_ -> identifiers));
  }

  /** Each filesystem once, at its first mount point; the root in any case. */
  private List<Filesystem> filesystems() {
    Set<String> onDevices = new HashSet<>(WITHOUT_DEVICE);
    for (Filesystems.Filesystem known : Filesystems.read(host).listing().orElse(List.of())) {
      if (known.needsDevice()) {
        onDevices.add(known.name());
      }
    }
    List<Mounts.Mount> mounts = Mounts.read(host).table().orElse(List.of());
    Optional<Mounts.Mount> root = Mounts.at(mounts, "/");
    Map<String, String> uuids = identifiers ? uuids() : Map.of();
    Set<String> sources = new HashSet<>();
    List<Filesystem> filesystems = new ArrayList<>();
    for (Mounts.Mount mount : mounts) {
      boolean isRoot = root.filter(mount::equals).isPresent();
      boolean holdsFiles =
          onDevices.contains(mount.filesystem()) && !mount.source().startsWith("/dev/loop");
      if ((isRoot || holdsFiles) && sources.add(mount.source())) {
        filesystems.add(filesystem(mount, uuids));
      }
    }
    return filesystems;
  }

  private Filesystem filesystem(Mounts.Mount mount, Map<String, String> uuids) {
    boolean isLocal =
        !WITHOUT_DEVICE.contains(mount.filesystem()) || LOCAL.contains(mount.filesystem());
    Optional<FilesystemSpace> space =
        isLocal ? FilesystemSpace.read(host, mount.point()).toOptional() : Optional.empty();
    return new Filesystem(
        mount.point(),
        mount.source(),
        mount.filesystem(),
        optional(space.map(FilesystemSpace::totalBytes)),
        optional(space.map(FilesystemSpace::freeBytes)),
        Optional.ofNullable(uuids.get(device(mount.source()))));
  }

  /** UUIDs of filesystems by the names of their devices, such as sda1 or dm-0. */
  private Map<String, String> uuids() {
    Map<String, String> uuids = new HashMap<>();
    for (String uuid : host.list(UUIDS).orElse(List.of())) {
      linkTarget(UUIDS + "/" + uuid).ifPresent(target -> uuids.put(nameOf(target), uuid));
    }
    return uuids;
  }

  /** The device's real name: /dev/mapper has links. */
  private String device(String source) {
    return nameOf(linkTarget(source).orElse(source));
  }

  private Optional<String> linkTarget(String path) {
    return path.startsWith("/")
        ? host.statusOfLink(path).toOptional().flatMap(FileStatus::linkTarget)
        : Optional.empty();
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
