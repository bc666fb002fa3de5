package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The hardware inventory of a host: read from this machine, or saved in a capture; a directory tree
 * has none. It has serial numbers, UUIDs and MAC addresses only if the caller requested them.
 */
public record Inventory(
    Computer computer,
    Cpu cpu,
    List<Disk> disks,
    List<Filesystem> filesystems,
    List<NetworkInterface> interfaces) {

  /** The machine as a whole. */
  public record Computer(
      Optional<String> vendor,
      Optional<String> model,
      Firmware firmware,
      Optional<String> serial,
      Optional<String> uuid) {}

  /** The firmware (BIOS or UEFI); date as in 2024-02-01. */
  public record Firmware(
      Optional<String> vendor, Optional<String> version, Optional<String> date) {}

  /** A disk with the name of its device, such as /dev/sda; virtual disks often have no model. */
  public record Disk(
      String name, Optional<String> model, long bytes, DiskType type, Optional<String> serial) {}

  /** The type of a disk, by the attributes "removable" and "queue/rotational" of its device. */
  public enum DiskType {
    SSD,
    HDD,
    REMOVABLE,
    UNKNOWN;

    /** The type in lower case. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that name, case-insensitive; unknown for every other name. */
    static DiskType of(String name) {
      for (DiskType type : values()) {
        if (type.name().equalsIgnoreCase(name)) {
          return type;
        }
      }
      return UNKNOWN;
    }
  }

  /**
   * The CPUs: the model of the first, the number of sockets, and of cores in all sockets together.
   */
  public record Cpu(Optional<String> model, OptionalLong sockets, OptionalLong cores) {}

  /**
   * A mounted filesystem; sizes in bytes, absent for a network filesystem, which is not queried: it
   * may not answer.
   */
  public record Filesystem(
      String mountPoint,
      String source,
      String type,
      OptionalLong bytes,
      OptionalLong freeBytes,
      Optional<String> uuid) {}

  public Inventory {
    disks = List.copyOf(disks);
    filesystems = List.copyOf(filesystems);
    interfaces = List.copyOf(interfaces);
  }

  /** How the inventory of one host is read; a fact, which a capture contains. */
  private record Known(Reading<Inventory> inventory) {}

  /**
   * The inventory without serial numbers, UUIDs and MAC addresses. Returns Absent for a tree and
   * for a capture without one, Unreadable if OSHI fails.
   */
  public static Reading<Inventory> read(Host host) {
    return host.fact(Known.class, h -> new Known(InventoryReader.read(h, false))).inventory();
  }

  /** The same with these, as far as the user may read them. */
  public static Reading<Inventory> readWithIdentifiers(Host host) {
    return host.source().isThisMachine() ? InventoryReader.read(host, true) : read(host);
  }

  /** Sets the inventory of a captured host. */
  public static void know(Host captured, Inventory inventory) {
    Reading<Inventory> known = new Reading.Present<>(inventory, captured.source().toString());
    captured.fact(Known.class, _ -> new Known(known));
  }

  /** The speed of the fastest network interface, in Mbit/s. */
  public OptionalLong fastestMbits() {
    return interfaces.stream().flatMapToLong(each -> each.speedMbits().stream()).max();
  }

  /** The size of all disks together, in bytes, without removable disks. */
  public long diskBytes() {
    return disks.stream()
        .filter(disk -> disk.type() != DiskType.REMOVABLE)
        .mapToLong(Disk::bytes)
        .sum();
  }
}
