package io.hostready.facts;

import io.hostready.host.FakeHost;
import io.hostready.host.Hardware;
import io.hostready.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A server with everything that an inventory tells of. */
public final class Inventories {

  private static final String CPU = "/sys/devices/system/cpu/cpu";
  private static final String NET = "/sys/class/net/";

  private Inventories() {}

  /** Its inventory with serial numbers, UUIDs and MAC addresses. */
  public static Inventory withIdentifiers() {
    return Inventory.readWithIdentifiers(server()).toOptional().orElseThrow();
  }

  /** Its inventory without them. */
  public static Inventory plain() {
    return Inventory.read(server()).toOptional().orElseThrow();
  }

  /** The inventory of one of many servers: sockets, cores and disks differ. */
  public static Inventory numbered(int number) {
    Inventory plain = plain();
    Inventory.Cpu cpu = plain.cpu();
    int sockets = 1 + number % 4;
    return new Inventory(
        plain.computer(),
        new Inventory.Cpu(
            cpu.model(), OptionalLong.of(sockets), OptionalLong.of(sockets * (2 + number % 7L))),
        plain.disks().subList(0, 1 + number % 3),
        plain.filesystems(),
        plain.interfaces());
  }

  /** The same inventory in which every text is another one. */
  public static Inventory saying(String text) {
    Optional<String> said = Optional.of(text);
    return new Inventory(
        new Inventory.Computer(said, said, new Inventory.Firmware(said, said, said), said, said),
        new Inventory.Cpu(said, OptionalLong.of(2), OptionalLong.of(4)),
        List.of(new Inventory.Disk(text, said, 1L << 40, Inventory.DiskType.SSD, said)),
        List.of(
            new Inventory.Filesystem(
                text, text, text, OptionalLong.of(1L << 40), OptionalLong.empty(), said)),
        List.of(
            new NetworkInterface(text, OptionalLong.of(100), OptionalLong.of(1500), said, said)));
  }

  /** The server, as if it were this machine: two sockets of two cores of two threads. */
  static Host server() {
    FakeHost host =
        FakeHost.with(
                "/proc/cpuinfo",
                "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Intel(R) Xeon(R) Gold 6130 CPU @"
                    + " 2.10GHz\n")
            .file("/sys/class/dmi/id/product_serial", "CN7792174B\n")
            .file("/sys/class/dmi/id/product_uuid", "4c4c4544-0032-3710-8052-c4c04f4d3532\n")
            .file("/proc/filesystems", "nodev\ttmpfs\nnodev\tnfs4\n\text4\n\txfs\n\tsquashfs\n")
            .file("/proc/self/mountinfo", MOUNTS)
            .command("stat -f -c %S %b %a %c %d /", "4096 262144 131072 65536 60000\n")
            .command("stat -f -c %S %b %a %c %d /var/lib/docker", "4096 524288 1024 0 0\n")
            .link("/dev/mapper/vg-docker", "../dm-0")
            .link("/dev/disk/by-uuid/0b9f-11", "../../sda2")
            .link("/dev/disk/by-uuid/77aa-22", "../../dm-0")
            .file(NET + "bonding_masters", "bond0\n");
    for (int cpu = 0; cpu < 8; cpu++) {
      String topology = CPU + cpu + "/topology/";
      host.file(topology + "core_siblings_list", cpu < 4 ? "0-3\n" : "4-7\n");
      host.file(topology + "thread_siblings_list", cpu / 2 * 2 + "-" + (cpu / 2 * 2 + 1) + "\n");
    }
    host.directory(CPU + "8").file("/sys/devices/system/cpu/cpufreq/boost", "1\n"); // 8 is offline
    networkInterface(host, "lo", "unknown", "", "65536");
    networkInterface(host, "eno1", "up", "25000\n", "9000");
    networkInterface(host, "eno2", "down", "-1\n", "1500");
    networkInterface(host, "old0", "up", "4294967295\n", "1500");
    networkInterface(host, "veth1f0c", "up", "10000\n", "1500");
    Host server = host.thisMachine();
    server.fact(Hardware.class, _ -> HARDWARE);
    return server;
  }

  private static void networkInterface(
      FakeHost host, String name, String state, String speed, String mtu) {
    host.file(NET + name + "/operstate", state + "\n")
        .file(NET + name + "/mtu", mtu + "\n")
        .file(NET + name + "/address", "d0:94:66:00:00:0" + name.length() + "\n")
        .file(NET + name + "/speed", speed);
  }

  private static final String MOUNTS =
      """
      20 1 8:2 / / rw,relatime - ext4 /dev/sda2 rw
      21 20 0:20 / /proc rw - proc proc rw
      22 20 0:21 / /run rw - tmpfs tmpfs rw
      23 20 253:0 / /var/lib/docker rw - xfs /dev/mapper/vg-docker rw
      24 20 0:40 / /srv/share rw - nfs4 nas:/export rw
      25 20 7:0 / /snap/core/1 ro - squashfs /dev/loop0 ro
      26 20 253:0 /volumes /mnt/volumes rw - xfs /dev/mapper/vg-docker rw
      """;

  private static final Hardware HARDWARE =
      new Hardware(
          Optional.of("Dell Inc."),
          Optional.of("PowerEdge R640"),
          new Hardware.Firmware(
              Optional.of("Dell Inc."), Optional.of("2.10.0"), Optional.of("2021-02-24")),
          List.of(
              new Hardware.Disk(
                  "/dev/nvme0n1",
                  Optional.of("Dell Express Flash"),
                  1_600_321_314_816L,
                  "SSD",
                  Optional.of("S4C9NF0M")),
              new Hardware.Disk(
                  "/dev/sda", Optional.of("PERC H730P"), 599_550_590_976L, "HDD", Optional.empty()),
              new Hardware.Disk(
                  "/dev/sr0", Optional.empty(), 1_073_741_312L, "Removable", Optional.empty())));
}
