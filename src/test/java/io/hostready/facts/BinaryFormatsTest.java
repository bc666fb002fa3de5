package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryFormatsTest {

  private static final String WINDOWS =
      "enabled\ninterpreter /init\nflags: P\noffset 0\nmagic 4d5a\n";

  private static FakeHost host(String status) {
    return FakeHost.with("/proc/sys/fs/binfmt_misc/status", status)
        .file("/proc/sys/fs/binfmt_misc/register", "");
  }

  private static boolean hasWindows(FakeHost host) {
    return BinaryFormats.read(host.host()).toOptional().orElseThrow().hasWindowsPrograms();
  }

  @Test
  void formatHasItsFirstBytes() {
    assertEquals(List.of("4d5a"), BinaryFormats.parse(WINDOWS));
    assertEquals(List.of(), BinaryFormats.parse(WINDOWS.replace("enabled", "disabled")));
    assertEquals(List.of(), BinaryFormats.parse("enabled\ninterpreter /x\nextension .exe\n"));
  }

  @Test
  void nameOfTheFormatDoesNotMatter() {
    assertEquals(
        true,
        hasWindows(host("enabled\n").file(BinaryFormats.DIRECTORY + "/WSLInterop-late", WINDOWS)));
    assertEquals(false, hasWindows(host("enabled\n")));
    assertEquals(
        false,
        hasWindows(host("disabled\n").file(BinaryFormats.DIRECTORY + "/WSLInterop", WINDOWS)));
  }

  @Test
  void filesystemThatIsNotMountedIsUnreadable() {
    assertInstanceOf(
        Reading.Unreadable.class,
        BinaryFormats.read(FakeHost.empty().directory(BinaryFormats.DIRECTORY).host()));
    assertInstanceOf(Reading.Absent.class, BinaryFormats.read(FakeHost.empty().host()));
    assertInstanceOf(
        Reading.Unreadable.class,
        BinaryFormats.read(
            host("enabled\n").denied(BinaryFormats.DIRECTORY + "/WSLInterop").host()));
  }
}
