package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class BtrfsSpaceTest {

  private static final String ALLOCATION = "/sys/fs/btrfs/5d0c/allocation/";

  private static FakeHost host() {
    return FakeHost.with(ALLOCATION + "data/disk_total", "4096\n")
        .file(ALLOCATION + "system/disk_total", "512\n")
        .file(ALLOCATION + "metadata/disk_total", "2048\n")
        .file(ALLOCATION + "metadata/total_bytes", "1024\n")
        .file("/sys/fs/btrfs/5d0c/devices/sda1/size", "10\n")
        .file("/sys/fs/btrfs/5d0c/devices/sdb1/size", "10\n")
        .file("/sys/fs/btrfs/features/raid56", "1\n");
  }

  @Test
  void whatNoPoolHasIsUnallocated() {
    List<BtrfsSpace> all =
        BtrfsSpace.read(host().file(ALLOCATION + "metadata/bytes_used", "999\n").host())
            .orElse(List.of());
    assertEquals(List.of(new BtrfsSpace("5d0c", 20 * 512 - 4096 - 512 - 2048, 999, 1024)), all);
    assertEquals(97, all.getFirst().metadataPercent());
  }

  @Test
  void aMissingNumberIsUnreadableAndNoFilesystemIsAbsent() {
    assertInstanceOf(Reading.Unreadable.class, BtrfsSpace.read(host().host()));
    assertInstanceOf(
        Reading.Absent.class, BtrfsSpace.read(FakeHost.with("/sys/fs/btrfs/control", "").host()));
  }
}
