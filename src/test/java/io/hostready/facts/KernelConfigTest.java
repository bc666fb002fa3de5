package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KernelConfigTest {

  private static final String RELEASE = "6.8.0-31-generic";

  private static final String TEXT =
      """
      #
      # Automatically generated file; DO NOT EDIT.
      # Linux/x86 6.8.1 Kernel Configuration
      #
      CONFIG_64BIT=y
      CONFIG_VETH=m
      # CONFIG_BRIDGE is not set
      CONFIG_HZ=250
      CONFIG_LSM="landlock,yama"
      # CONFIG_NETFILTER=y was asked for once
      """;

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static KernelOptions options(String text, boolean hasLines) {
    return KernelOptions.of(text.getBytes(StandardCharsets.UTF_8), hasLines);
  }

  private static FakeHost running() {
    return FakeHost.with("/proc/sys/kernel/osrelease", RELEASE + "\n");
  }

  private static Reading<KernelOptions> of(FakeHost host) {
    return KernelConfig.read(host.host()).options();
  }

  private static String why(FakeHost host) {
    return ((Unreadable<KernelOptions>) of(host)).why();
  }

  @ParameterizedTest
  @CsvSource({
    "64BIT, y, 5",
    "VETH, m, 6",
    "BRIDGE, n, 0",
    "HZ, 250, 8",
    "LSM, '\"landlock,yama\"', 9",
    "NETFILTER, n, 0",
    "VET, n, 0",
    "NO_SUCH_THING, n, 0",
  })
  void eachNameHasItsValueAndLine(String name, String value, int line) {
    assertEquals(
        new KernelOptions.Option(value, line == 0 ? OptionalInt.empty() : OptionalInt.of(line)),
        options(TEXT, true).find(name));
  }

  @Test
  void theLastOfSeveralLinesCountsAndAFirstLineIsNoException() {
    assertEquals("m", options("CONFIG_A=y\nCONFIG_A=m", true).value("A"));
    assertEquals("y", options("CONFIG_A=y\nCONFIG_AB=m", true).value("A"));
    assertEquals("n", options("CONFIG_A=y\n", true).value("B"));
  }

  @Test
  void namesThatShareAHashAreKeptApart() {
    KernelOptions options = options("CONFIG_Aa=y\nCONFIG_BB=m\nCONFIG_AaAa=1\n", false);
    assertEquals("y", options.value("Aa"));
    assertEquals("m", options.value("BB"));
    assertEquals("1", options.value("AaAa"));
    assertEquals("n", options.value("BBBB"));
  }

  @Test
  void aTextThatBreaksOffIsReadAsFarAsItGoes() {
    assertEquals("n", options("CONFIG_A=y\nCONFIG_B", true).value("B"));
    assertEquals("", options("CONFIG_A=y\nCONFIG_B=", true).value("B"));
    assertEquals("y", options("CONFIG_A=y\nCONFIG_", true).value("A"));
    assertEquals("y", options("CONFIG_=m\nXCONFIG_A=m\nCONFIG_A=y\r\n", true).value("A"));
  }

  @Test
  void aTextOfTheShortestLinesHasRoomForAll() {
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int count = 1; count <= letters.length() * letters.length(); count++) {
      StringBuilder shortest = new StringBuilder();
      for (int i = 0; i < count; i++) {
        shortest.append("CONFIG_").append(letters.charAt(i % 26));
        shortest.append(i < 26 ? "" : letters.substring(i / 26, i / 26 + 1)).append("=\n");
      }
      KernelOptions options = options(shortest.toString(), true);
      assertEquals("n", options.value("0"));
      assertEquals("", options.value("A"));
      assertEquals(count, options.find(nameOf(shortest.toString())).line().orElseThrow());
    }
  }

  /** The name on the last line. */
  private static String nameOf(String text) {
    return text.substring(text.lastIndexOf('_') + 1, text.lastIndexOf('='));
  }

  @Test
  void moreOptionsThanAnyKernelHasAreRefused() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= 40_000; i++) {
      many.append("CONFIG_O").append(i).append("=y\n");
    }
    assertThrows(IllegalArgumentException.class, () -> options(many.toString(), true));
  }

  /** Names of one hash: "Aa" and "BB" have the same, in whatever row they stand. */
  @Test
  void namesOfOneHashAreToldApart() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 1 << 12; i++) {
      many.append("CONFIG_");
      for (int bit = 0; bit < 12; bit++) {
        many.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      many.append("=").append(i).append("\n");
    }
    KernelOptions options = options(many.toString(), true);
    assertEquals("0", options.value("Aa".repeat(12)));
    assertEquals("4095", options.value("BB".repeat(12)));
    assertEquals(4096, options.find("BB".repeat(12)).line().orElseThrow());
  }

  @Test
  void aTextWithoutOptionsIsNoConfiguration() {
    assertThrows(IllegalArgumentException.class, () -> options("", true));
    assertThrows(IllegalArgumentException.class, () -> options("# CONFIG_A is not set\n", true));
  }

  static List<String> places() {
    return KernelConfig.places(Optional.of(RELEASE));
  }

  @ParameterizedTest
  @MethodSource("places")
  void eachOfTheNinePlacesIsRead(String place) {
    byte[] content = place.endsWith(".gz") ? gzip(TEXT) : TEXT.getBytes(StandardCharsets.UTF_8);
    Present<KernelOptions> known = (Present<KernelOptions>) of(running().file(place, content));
    assertEquals(place, known.source());
    assertEquals("m", known.value().value("VETH"));
  }

  @Test
  void anEarlierPlaceWinsAndALaterOneStandsInForADamagedOne() {
    byte[] whole = gzip(TEXT);
    String other = "CONFIG_VETH=y\n";
    FakeHost both = running().file("/boot/config-" + RELEASE, other);
    assertEquals(
        "m",
        of(both.file("/proc/config.gz", whole))
            .toOptional()
            .map(o -> o.value("VETH"))
            .orElseThrow());
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertEquals(
        "y",
        of(both.file("/proc/config.gz", half))
            .toOptional()
            .map(o -> o.value("VETH"))
            .orElseThrow());
  }

  @Test
  void whatCannotBeReadIsToldPlaceByPlace() {
    String why =
        why(
            running()
                .file("/proc/config.gz", "not gzip")
                .denied("/boot/config-" + RELEASE)
                .file("/usr/lib/kernel/config-" + RELEASE, ""));
    assertTrue(why.contains("/proc/config.gz: it is not a whole gzip file"), why);
    assertTrue(why.contains("/boot/config-" + RELEASE + ": Permission denied"), why);
    assertTrue(why.contains("/config-" + RELEASE + ": it has no line that sets"), why);
    assertTrue(why.startsWith("not found at any of 9 paths ("), why);
    assertFalse(why.contains("modprobe"), why); // a module would bring what is there and damaged
    String denied = why(running().denied("/boot/config-" + RELEASE));
    assertTrue(
        denied.endsWith(
            "; run 'modprobe configs' (in a container: on its host), which creates"
                + " /proc/config.gz if CONFIG_IKCONFIG=m"),
        denied);
  }

  /** As in OpenMandriva's arm.config of 4.18; check-config.sh takes the comment for the option. */
  @Test
  void anOptionInACommentIsNone() {
    String text = "# CONFIG_CGROUPS is not set\n# CONFIG_CGROUPS=y\n #CONFIG_A=m\nCONFIG_B=y\n";
    assertEquals("n", options(text, true).value("CGROUPS"));
    assertEquals("n", options(text, true).value("A"));
  }

  @Test
  void placesWithNothingAreCountedRatherThanTold() {
    assertEquals(
        "not found at /proc/config.gz, /boot/config-"
            + RELEASE
            + " and 7 other paths; run 'modprobe configs' (in a container: on its host), which"
            + " creates /proc/config.gz if CONFIG_IKCONFIG=m",
        why(running()));
    assertEquals(
        "not found at /proc/config.gz, /usr/src/linux/.config; paths with the kernel release"
            + " were not tried, because the release is unknown",
        why(FakeHost.empty()));
  }

  @Test
  void aTruncatedFileIsNotTakenForAConfigurationWithFewOptions() {
    byte[] whole = gzip(TEXT + "# filler 1\n".repeat(5000));
    assertTrue(
        why(running().file("/proc/config.gz", Arrays.copyOf(whole, whole.length - 9)))
            .contains("not a whole gzip file"));
    assertTrue(
        why(running().file("/proc/config.gz", Arrays.copyOf(whole, whole.length - 4)))
            .contains("not a whole gzip file (it breaks off)"));
  }

  @Test
  void aBombIsNotUnpackedWhole() {
    byte[] bomb = gzip("CONFIG_A=y\n" + "#".repeat(9 * 1024 * 1024));
    assertTrue(why(running().file("/proc/config.gz", bomb)).contains("more than 8 MiB"));
  }

  @Test
  void aSourceTreeOfAnotherKernelDoesNotSpeakForTheRunningOne() {
    String other = TEXT.replace("6.8.1", "5.4.0");
    assertTrue(
        why(running().file("/usr/src/linux/.config", other))
            .contains("it is of kernel 5.4.0, and 6.8.0-31-generic is running"));
  }

  @Test
  void withoutAReleaseOnlyPlacesWithoutOneInTheirNameAreTried() {
    assertTrue(of(FakeHost.empty().file("/proc/config.gz", gzip(TEXT))).toOptional().isPresent());
    assertTrue(why(FakeHost.empty()).contains("the release is unknown"));
  }
}
