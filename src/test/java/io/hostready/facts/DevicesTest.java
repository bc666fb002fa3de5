package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.facts.Devices.Device;
import io.hostready.facts.Filesystems.Filesystem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {

  @Test
  void driversBelongToTheHeadingAboveThem() {
    assertEquals(
        List.of(
            new Device("character", 4, "/dev/vc/0", 2),
            new Device("character", 10, "misc", 3),
            new Device("block", 253, "device-mapper", 6)),
        Devices.parse(
            """
            Character devices:
              4 /dev/vc/0
             10 misc

            Block devices:
            253 device-mapper
            """));
    assertEquals(List.of(), Devices.parse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "253 device-mapper",
        "Block devices:\nx loop",
        "Block devices:\n7",
        "Block devices:\n9999999999 x"
      })
  void aLineThatIsNeitherHeadingNorDriverIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Devices.parse(text));
  }

  @Test
  void filesystemsTellWhetherTheyNeedADevice() {
    assertEquals(
        List.of(new Filesystem("overlay", false, 1), new Filesystem("ext4", true, 2)),
        Filesystems.parse("nodev\toverlay\n\text4\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nodev overlay x", "dev overlay", "a b c"})
  void aFilesystemOfAnotherFormIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> Filesystems.parse(line));
  }
}
