package io.hostready.host;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import oshi.hardware.HWDiskStore;
import oshi.hardware.common.platform.linux.nativefree.LinuxHWDiskStoreNF;
import oshi.util.FileUtil;
import oshi.util.driver.linux.Devicetree;
import oshi.util.driver.linux.Sysfs;
import oshi.util.linux.SysPath;

/**
 * The hardware of this machine as OSHI reads it from /sys: vendor, model, firmware, and disks by
 * name, sizes in bytes. Only the classes of OSHI that read files are used: others unpack a native
 * library onto the machine and load it, or run programs (dmidecode, lshw, id) through PATH.
 */
public record Hardware(
    Optional<String> vendor, Optional<String> model, Firmware firmware, List<Disk> disks) {

  /** The firmware (BIOS or UEFI); date as in 2024-02-01. */
  public record Firmware(
      Optional<String> vendor, Optional<String> version, Optional<String> date) {}

  /**
   * One disk. The name is its device, such as /dev/sda; the type is one of SSD, HDD, Removable and
   * Unknown. Virtual disks often have no model.
   */
  public record Disk(
      String name, Optional<String> model, long bytes, String type, Optional<String> serial) {}

  public Hardware {
    disks = List.copyOf(disks);
  }

  /**
   * Reads this machine.
   *
   * @throws IllegalStateException if OSHI cannot, with the reason
   */
  public static Hardware read() {
    try {
      return new Hardware(
          known(Sysfs.querySystemVendor()),
          known(Sysfs.queryProductModel()).or(() -> known(Devicetree.queryModel())),
          new Firmware(
              // Sysfs.queryBiosVendor() of OSHI 7.5.0 returns a value only if the file does not
              // exist.
              known(FileUtil.getStringFromFile(SysPath.DMI_ID + "bios_vendor")),
              known(Sysfs.queryBiosVersion(null)),
              known(Sysfs.queryBiosReleaseDate())),
          LinuxHWDiskStoreNF.getDisks().stream()
              .map(Hardware::disk)
              .sorted(Comparator.comparing(Disk::name))
              .toList());
    } catch (RuntimeException | LinkageError failed) {
      Throwable reason = failed instanceof ExceptionInInitializerError ? failed.getCause() : failed;
      throw new IllegalStateException("OSHI could not read the machine: " + reason, failed);
    }
  }

  private static Disk disk(HWDiskStore store) {
    return new Disk(
        store.getName(),
        known(store.getModel()),
        store.getSize(),
        store.getDiskType(),
        known(store.getSerial()));
  }

  private static Optional<String> known(@Nullable String text) {
    return Optional.ofNullable(text)
        .map(String::strip)
        .filter(value -> !value.isEmpty() && !value.equals("unknown"));
  }
}
