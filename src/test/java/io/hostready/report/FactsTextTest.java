package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.Inventories;
import io.hostready.facts.Inventory;
import io.hostready.host.HostSource;
import io.hostready.run.HostSummary;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTextTest {

  private static final Palette PLAIN = new Palette(false);

  static HostSummary host(Optional<Inventory> inventory) {
    return new HostSummary(
        new HostSource.ThisMachine(),
        new HostSummary.Machine(
            Optional.of("db1"),
            Optional.of("x86_64"),
            Optional.of("6.12.48"),
            OptionalLong.of(8),
            OptionalLong.of(64L << 30)),
        new HostSummary.OperatingSystem(
            Optional.of("debian"), Optional.of("13"), Optional.of("trixie"), Optional.empty()),
        Optional.of("none"),
        inventory);
  }

  @Test
  void aServerIsToldInFull() {
    assertEquals(
        """
        db1
        kernel 6.12.48, x86_64, 8 CPUs, 64 GiB

        Vendor          Dell Inc.
        Model           PowerEdge R640
        Firmware        Dell Inc. 2.10.0 2021-02-24
        Serial number   CN7792174B
        UUID            4c4c4544-0032-3710-8052-c4c04f4d3532
        Virtualization  none
        CPU             Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz
        Sockets         2
        Cores           4
        CPUs online     8
        Memory          64 GiB

        Disks
        Name          Size       Type       Model               Serial number
        /dev/nvme0n1  1.5 TiB    ssd        Dell Express Flash  S4C9NF0M
        /dev/sda      558.4 GiB  hdd        PERC H730P          -
        /dev/sr0      1 GiB      removable  -                   -

        Filesystems
        Mount point      Size   Free     Type  Source                 UUID
        /                1 GiB  512 MiB  ext4  /dev/sda2              0b9f-11
        /var/lib/docker  2 GiB  4 MiB    xfs   /dev/mapper/vg-docker  77aa-22
        /srv/share       -      -        nfs4  nas:/export            -

        Network interfaces
        Name  State  Speed      MTU   MAC address
        eno1  up     25 Gbit/s  9000  d0:94:66:00:00:04
        eno2  down   -          1500  d0:94:66:00:00:04
        old0  up     -          1500  d0:94:66:00:00:04
        """,
        FactsText.of(host(Optional.of(Inventories.withIdentifiers())), Optional.empty(), PLAIN));
  }

  @Test
  void aHostWithoutAnInventoryIsToldWhy() {
    assertEquals(
        "db1\nkernel 6.12.48, x86_64, 8 CPUs, 64 GiB\n\nno inventory: it is a tree\n",
        FactsText.of(host(Optional.empty()), Optional.of("it is a tree"), PLAIN));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10 Mbit/s",
    "1000, 1 Gbit/s",
    "2500, 2.5 Gbit/s",
    "100000, 100 Gbit/s",
    "56123, 56.123 Gbit/s"
  })
  void speedsAreInTheUsualUnit(long megabits, String speed) {
    assertEquals(Optional.of(speed), InventoryTables.speed(OptionalLong.of(megabits)));
  }
}
