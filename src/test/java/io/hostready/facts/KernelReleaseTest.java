package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.VersionNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelReleaseTest {

  private static final String OSRELEASE = "/proc/sys/kernel/osrelease";

  private static Reading<VersionNumber> of(FakeHost host) {
    return KernelRelease.read(host.host()).version();
  }

  @Test
  void osreleaseComesBeforeVersion() {
    Reading<VersionNumber> release =
        of(
            FakeHost.with(OSRELEASE, "6.8.0-31-generic\n")
                .file("/proc/version", "Linux version 2.6.78 (x)"));
    assertEquals(new Present<>(VersionNumber.parse("6.8.0-31-generic"), OSRELEASE), release);
    assertEquals("6.8.0-31-generic", release.toOptional().orElseThrow().text());
  }

  @Test
  void withoutOsreleaseTheThirdWordOfVersionCounts() {
    Reading<VersionNumber> release =
        of(
            FakeHost.with(
                "/proc/version", "Linux version 3.16.0-37-generic (buildd@x) (gcc 4.9.1) #49\n"));
    assertEquals("3.16.0-37-generic", release.toOptional().orElseThrow().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Linux version", "Darwin Kernel Version 23.1.0", "Linux version gcc"})
  void anotherFormIsNoRelease(String procVersion) {
    assertThrows(IllegalArgumentException.class, () -> KernelRelease.parse(procVersion));
  }

  @Test
  void neitherFileIsUnreadableAndNeverAbsent() {
    assertInstanceOf(Unreadable.class, of(FakeHost.empty()));
    assertEquals(
        new Unreadable<>(OSRELEASE, "Permission denied"), of(FakeHost.empty().denied(OSRELEASE)));
  }
}
