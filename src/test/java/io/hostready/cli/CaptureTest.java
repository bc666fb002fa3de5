package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.capture.HostTextException;
import io.hostready.host.Host;
import io.hostready.run.CaptureRun;
import io.hostready.run.HostReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A capture says of its host what the host says of itself, and nothing that it does not know. */
class CaptureTest {

  static List<Path> hosts() {
    return Fixtures.hosts();
  }

  /** The live host and its capture see the same moment, so that nothing is volatile here. */
  @Test
  void everyRuleOfEveryPackSaysOfTheCaptureWhatItSaidOfThisMachine() throws HostTextException {
    CaptureRun.Captured captured =
        CapturedHosts.capture(Host.live(), CapturedHosts.PACKS, List.of(), false);
    assertEquals(Map.of(), captured.text().manifest().orElseThrow().without().undecided());
    HostReport replayed = CapturedHosts.check(Fixtures.only(captured.text()), CapturedHosts.PACKS);
    assertTrue(replayed.results().size() > 130, () -> "only " + replayed.results().size());
    assertSame(captured.live(), replayed);
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void everyRuleOfEveryPackSaysOfTheCaptureWhatItSaidOfTheHost(Path host) throws HostTextException {
    CaptureRun.Captured captured =
        CapturedHosts.capture(Fixtures.open(host), CapturedHosts.PACKS, List.of(), false);
    assertEquals(Map.of(), captured.text().manifest().orElseThrow().without().undecided());
    assertSame(
        captured.live(), CapturedHosts.check(Fixtures.only(captured.text()), CapturedHosts.PACKS));
  }

  private static void assertSame(HostReport live, HostReport replayed) {
    Map<String, String> expected = CapturedHosts.said(live);
    Map<String, String> actual = CapturedHosts.said(replayed);
    // Two things differ on purpose: the advice for what only root may read, and the machine's id.
    expected.keySet().stream()
        .filter(rule -> !advised(expected.get(rule)).equals(advised(actual.get(rule))))
        .findFirst()
        .ifPresent(rule -> assertEquals(expected.get(rule), actual.get(rule), rule));
    assertEquals(expected.keySet(), actual.keySet());
  }

  private static String advised(String said) {
    return said.replaceAll("Run hostready as root[^.]*|The tree was taken[^.]*", "")
        .replaceAll("\\b[0-9a-f]{32}\\b", "machine's id");
  }

  /** Such as a capture made by an older version, whose rules asked less. */
  @ParameterizedTest
  @MethodSource("hosts")
  void whatIsNotInACaptureIsUnknownAndNeverMissing(Path directory) throws HostTextException {
    Host host = Fixtures.open(directory);
    HostReport whole = CapturedHosts.check(host, CapturedHosts.PACKS);
    List<String> ids = whole.results().stream().map(r -> r.rule().id().value()).toList();
    Map<String, String> lies = new LinkedHashMap<>();
    for (int i = hosts().indexOf(directory); i < ids.size(); i += 47) { // others with other hosts
      String only = ids.get(i);
      CaptureRun.Captured captured =
          CapturedHosts.capture(
              Fixtures.open(directory), CapturedHosts.PACKS, List.of(only), false);
      HostReport replayed =
          CapturedHosts.check(Fixtures.only(captured.text()), CapturedHosts.PACKS);
      CapturedHosts.lies(whole, replayed)
          .forEach((rule, lie) -> lies.put(rule + " with " + only, lie));
    }
    assertEquals("", String.join("\n", lines(lies)));
  }

  private static List<String> lines(Map<String, String> map) {
    List<String> lines = new ArrayList<>();
    map.forEach((key, value) -> lines.add(key + ": " + value));
    return lines;
  }
}
