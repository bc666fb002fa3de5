package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.DpkgStatus.Entry;
import io.hostready.host.FakeHost;
import io.hostready.testbed.Eventually;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DpkgStatusTest {

  private static final String STATUS =
      """
      Package: dpkg
      Status: install ok installed
      Architecture: amd64
      Version: 1.22.6ubuntu6
      Description: talks of
       Package: docker.io
       that is not there

      Package: docker.io-doc
      Status: install ok installed
      Architecture: all
      Version: 1

      Package: libc6
      Status: hold ok installed
      Architecture: amd64
      Multi-Arch: same
      Version: 2.39-0ubuntu8

      Package: libc6
      Status: install ok half-configured
      Architecture: i386
      Multi-Arch: same
      Version: 2.39-0ubuntu8

      Package: broken
      Version: 1

      Package: last
      Status: deinstall ok config-files\
      """;

  @Test
  void aNameIsFoundAsAWholeFieldOnly() {
    assertEquals(List.of(), DpkgStatus.parse(STATUS, "docker.io"));
    assertEquals(1, DpkgStatus.parse(STATUS, "docker.io-doc").size());
  }

  @Test
  void eachArchitectureIsAnEntryWithItsLine() {
    assertEquals(
        List.of(
            new Entry("libc6", "hold", "installed", "2.39-0ubuntu8", "amd64", 14),
            new Entry("libc6", "install", "half-configured", "2.39-0ubuntu8", "i386", 20)),
        DpkgStatus.parse(STATUS, "libc6"));
  }

  @Test
  void anArchitectureAfterAColonChoosesOne() {
    DpkgStatus dpkg = DpkgStatus.read(FakeHost.with(DpkgStatus.PATH, STATUS).host());
    assertEquals(
        List.of("i386"), dpkg.entries("libc6:i386").stream().map(Entry::architecture).toList());
  }

  @Test
  void aStanzaMayLackFieldsAndTheLastItsEnd() {
    assertEquals(List.of(), DpkgStatus.parse(STATUS, "broken"));
    assertEquals(
        List.of(new Entry("last", "deinstall", "config-files", "", "", 29)),
        DpkgStatus.parse(STATUS, "last"));
  }

  @Test
  void theUserlandsArchitectureIsDpkgsOwn() {
    assertEquals(
        Optional.of("amd64"),
        DpkgStatus.read(FakeHost.with(DpkgStatus.PATH, STATUS).host()).architecture());
    assertTrue(DpkgStatus.read(FakeHost.empty().host()).architecture().isEmpty());
  }

  /** Such a list was copied anew for each stanza: a minute and six gigabytes. */
  @Test
  void oneNameAMillionTimesIsReadInNoTime() {
    String text = "Package: a\n".repeat(1_400_000);
    assertEquals(
        List.of(), assertTimeoutPreemptively(Eventually.LIMIT, () -> DpkgStatus.parse(text, "a")));
    String stanza = "Package: b\nStatus: install ok installed\n\n";
    assertEquals(16, DpkgStatus.parse(stanza.repeat(100_000), "b").size());
  }
}
