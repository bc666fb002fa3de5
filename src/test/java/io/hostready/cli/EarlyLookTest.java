package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.DpkgStatus;
import io.hostready.facts.Processes;
import io.hostready.host.Host;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyLookTest {

  @ParameterizedTest
  @CsvSource({
    "--format json, true",
    "data-root-roomy --set docker-version=26, true",
    "data-root-roomy --prove, false",
    "--host /srv/tree, false",
    "--host=/srv/tree, false",
    "--format json --host a.hostready b.hostready, false",
    "--help, false",
    "-h, false",
  })
  void onlyThisMachineIsLookedAtBeforeTheOptionsAreRead(String words, boolean looks) {
    assertEquals(looks, CheckCommand.looksAtThisMachine(List.of(words.split(" "))));
  }

  @Test
  void whatIsBeingReadIsReadOnce() {
    Host host = EarlyLook.begin();
    assertTrue(host.source().isThisMachine());
    DpkgStatus packages = DpkgStatus.read(host);
    Processes processes = Processes.read(host);
    assertSame(packages, DpkgStatus.read(host));
    assertSame(processes, Processes.read(host));
  }
}
