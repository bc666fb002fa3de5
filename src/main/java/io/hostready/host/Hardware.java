package io.hostready.host;

import java.util.List;
import oshi.hardware.ComputerSystem;
import oshi.hardware.Firmware;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.nativefree.SystemInfo;

/**
 * The machine itself as OSHI sees it: who made it, its firmware, its disks (sizes in bytes). Loads
 * OSHI, so it is touched only where a rule asks for it; the part of OSHI that loads no native
 * library, since unpacking one would write to the machine.
 */
public record Hardware(String manufacturer, String model, String firmware, List<Disk> disks) {

  /** One disk; name is its device's, such as /dev/sda. */
  public record Disk(String name, String model, long bytes) {}

  public Hardware {
    disks = List.copyOf(disks);
  }

  /**
   * Looks at this machine.
   *
   * @throws IllegalStateException when OSHI cannot look here, saying why
   */
  public static Hardware look() {
    try {
      HardwareAbstractionLayer layer = new SystemInfo().getHardware();
      ComputerSystem computer = layer.getComputerSystem();
      Firmware firmware = computer.getFirmware();
      return new Hardware(
          computer.getManufacturer(),
          computer.getModel(),
          (firmware.getManufacturer() + " " + firmware.getVersion()).strip(),
          layer.getDiskStores().stream().map(Hardware::disk).toList());
    } catch (RuntimeException | LinkageError failed) {
      throw new IllegalStateException("OSHI could not look: " + failed, failed);
    }
  }

  private static Disk disk(HWDiskStore store) {
    return new Disk(store.getName(), store.getModel(), store.getSize());
  }
}
