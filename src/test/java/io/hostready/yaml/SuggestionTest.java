package io.hostready.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

  private static final List<String> KNOWN =
      List.of("sysctl", "kernel-module", "kernel-config", "path", "id", "any", "all", "none");

  @ParameterizedTest
  @CsvSource({
    "sysctrl, sysctl",
    "sysclt, sysctl", // two letters swapped are one slip
    "systcl, sysctl",
    "SYSCTL, sysctl",
    "kernel_module, kernel-module",
    "kernelmodule, kernel-module",
    "kernel-confg, kernel-config",
    "paths, path",
    "ayn, any",
    "al, all",
    "-ID, id",
    "di, id",
  })
  void aSlipGetsTheNameThatWasMeant(String written, String meant) {
    assertEquals(Optional.of(meant), Suggestion.nearest(written, KNOWN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"telescope", "", "x", "-x", "-i", "colour", "kernel", "zzz"})
  void whatIsNearToNothingGetsNoName(String written) {
    assertEquals(Optional.empty(), Suggestion.nearest(written, KNOWN));
  }

  @Test
  void theNearestOfSeveralIsTaken() {
    assertEquals(
        Optional.of("overlay2"), Suggestion.nearest("overlay3", List.of("overlay2", "overlayfs")));
    assertEquals(
        Optional.of("overlay"), Suggestion.nearest("overlay", List.of("overlay2", "overlay")));
  }

  @Test
  void theSentenceNamesTheNearestOrAllThatAreKnownIfTheyAreFew() {
    assertEquals(" Did you mean 'path'?", Suggestion.sentence("paht", KNOWN));
    assertEquals(" Valid names: a, b.", Suggestion.sentence("zzz", List.of("a", "b")));
    assertEquals("", Suggestion.sentence("zzz", List.of()));
    List<String> few = IntStream.range(0, 16).mapToObj(i -> "name" + i).toList();
    assertTrue(Suggestion.sentence("zzz", few).endsWith("name14, name15."));
    List<String> many = IntStream.range(0, 17).mapToObj(i -> "name" + i).toList();
    assertEquals("", Suggestion.sentence("zzz", many));
  }

  @Test
  void aWordOfAMegabyteCostsNothing() {
    assertEquals(Optional.empty(), Suggestion.nearest("x".repeat(1 << 20), KNOWN));
  }
}
