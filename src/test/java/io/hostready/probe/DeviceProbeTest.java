package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceProbeTest {

  private static final Host HOST =
      FakeHost.with(
              "/proc/devices",
              "Character devices:\n"
                  + "  4 tty\n"
                  + " 21 sg\n\n"
                  + "Block devices:\n"
                  + "  8 sd\n"
                  + " 21 sg\n"
                  + "253 device-mapper\n")
          .file("/proc/filesystems", "nodev\toverlay\n\text4\n")
          .host();

  @ParameterizedTest
  @CsvSource({"device-mapper, pass", "device, fail", "mapper, fail", "loop, fail"})
  void onlyTheWholeNameIsThatDevice(String name, String verdict) {
    assertEquals(
        verdict, RuleResult.word(HOST, "device: {name: " + name + ", expect: {present: true}}"));
  }

  @Test
  void classesAreBothWhereItIsListedTwice() {
    assertEquals("block", RuleResult.facet(HOST, "device: {name: sd}", "classes"));
    assertEquals("character, block", RuleResult.facet(HOST, "device: {name: sg}", "classes"));
  }

  @ParameterizedTest
  @CsvSource({"overlay, pass", "aufs, fail", "ext, fail"})
  void aFilesystemIsThereWhenListed(String name, String verdict) {
    assertEquals(
        verdict,
        RuleResult.word(HOST, "filesystem-type: {name: " + name + ", expect: {present: true}}"));
  }

  @Test
  void aFilesystemTellsWhetherItNeedsADevice() {
    assertEquals("no", RuleResult.facet(HOST, "filesystem-type: {name: overlay}", "needs-device"));
    assertEquals("yes", RuleResult.facet(HOST, "filesystem-type: {name: ext4}", "needs-device"));
  }

  @ParameterizedTest
  @CsvSource({"device, /proc/devices", "filesystem-type, /proc/filesystems"})
  void aListThatIsMissingOrClosedIsUnknownBothWays(String kind, String path) {
    for (boolean present : new boolean[] {true, false}) {
      String rule = kind + ": {name: x, expect: {present: " + present + "}}";
      assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), rule));
      assertEquals("unknown", RuleResult.word(FakeHost.empty().denied(path).host(), rule));
      assertEquals(
          "unknown", RuleResult.word(FakeHost.with(path, "nonsense of words\n").host(), rule));
    }
  }
}
