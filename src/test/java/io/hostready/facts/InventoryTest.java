package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.json.JsonException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {

  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void countsSocketsAndCoresThatAreOnline() {
    assertEquals(
        new Inventory.Cpu(
            Optional.of("Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz"),
            OptionalLong.of(2),
            OptionalLong.of(4)),
        Inventories.plain().cpu());
  }

  @Test
  void listsFilesystemsOfDisksOnceAndAsksNoOtherHost() {
    assertEquals(
        List.of(
            new Inventory.Filesystem(
                "/",
                "/dev/sda2",
                "ext4",
                OptionalLong.of(1L << 30),
                OptionalLong.of(1L << 29),
                Optional.of("0b9f-11")),
            new Inventory.Filesystem(
                "/var/lib/docker",
                "/dev/mapper/vg-docker",
                "xfs",
                OptionalLong.of(2L << 30),
                OptionalLong.of(4L << 20),
                Optional.of("77aa-22")),
            new Inventory.Filesystem(
                "/srv/share", "nas:/export", "nfs4", NONE, NONE, Optional.empty())),
        Inventories.withIdentifiers().filesystems());
  }

  @Test
  void listsTheRootWhateverItsFilesystem() {
    Host host =
        FakeHost.with("/proc/filesystems", "nodev\toverlay\n\text4\n")
            .file("/proc/self/mountinfo", "20 1 0:5 / / rw - overlay overlay rw\n")
            .thisMachine();
    assertEquals(
        List.of("/ overlay"),
        Inventory.read(host).toOptional().orElseThrow().filesystems().stream()
            .map(each -> each.mountPoint() + " " + each.type())
            .toList());
  }

  @Test
  void listsInterfacesWithoutTheLoopbackAndVethPairs() {
    assertEquals(
        List.of(
            new NetworkInterface(
                "eno1",
                OptionalLong.of(25000),
                OptionalLong.of(9000),
                Optional.of("up"),
                Optional.empty()),
            new NetworkInterface(
                "eno2", NONE, OptionalLong.of(1500), Optional.of("down"), Optional.empty()),
            new NetworkInterface(
                "old0", NONE, OptionalLong.of(1500), Optional.of("up"), Optional.empty())),
        Inventories.plain().interfaces());
  }

  @Test
  void identifiersAreThereOnlyWhereAskedFor() {
    String plain = Inventories.plain().toString();
    String whole = Inventories.withIdentifiers().toString();
    for (String identifier :
        List.of("CN7792174B", "4c4c4544", "S4C9NF0M", "d0:94:66", "0b9f-11", "77aa-22")) {
      assertFalse(plain.contains(identifier), identifier);
      assertEquals(true, whole.contains(identifier), identifier);
    }
  }

  @Test
  void disksThatCanBeRemovedDoNotAddToTheSize() {
    assertEquals(1_600_321_314_816L + 599_550_590_976L, Inventories.plain().diskBytes());
  }

  @Test
  void aTreeHasNone() {
    assertInstanceOf(Reading.Absent.class, Inventory.read(FakeHost.empty().host()));
    assertInstanceOf(Reading.Absent.class, Inventory.readWithIdentifiers(FakeHost.empty().host()));
  }

  @Test
  void aCapturedHostHasTheOneThatWasSaved() {
    Host host = FakeHost.empty().host();
    Inventory.know(host, Inventories.plain());
    assertEquals(
        Optional.of(Inventories.plain()), Inventory.readWithIdentifiers(host).toOptional());
  }

  @Test
  void jsonSaysTheSameAgain() {
    for (Inventory inventory : List.of(Inventories.plain(), Inventories.withIdentifiers())) {
      assertEquals(inventory, InventoryJson.parse(InventoryJson.text(inventory)));
    }
  }

  @Test
  void aDiskOfNoKnownTypeIsRefused() {
    String wrong = InventoryJson.text(Inventories.plain()).replace("\"hdd\"", "\"tape\"");
    JsonException refused = assertThrows(JsonException.class, () -> InventoryJson.parse(wrong));
    assertEquals("disks[1].type is not valid: use ssd, hdd, removable, unknown", refused.problem());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "processor : 0; model name : AMD EPYC 7543            | AMD EPYC 7543",
        "processor : 0; cpu : POWER9, altivec supported       | POWER9, altivec supported",
        "Processor : ARMv7 Processor rev 4 (v7l); processor : 0 | ARMv7 Processor rev 4 (v7l)",
        "processor : 0; CPU implementer : 0x41; CPU part : 0xd0c | ",
      })
  void theModelIsThatOfTheFirstProcessor(String cpuinfo, String model) {
    assertEquals(
        Optional.ofNullable(model), Cpuinfo.parseModel(cpuinfo.replaceAll("; *", "\n") + "\n"));
  }
}
