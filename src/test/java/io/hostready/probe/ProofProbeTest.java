package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.ProofScript;
import io.hostready.text.ShellCommands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProofProbeTest {

  private static String functions() throws IOException {
    try (InputStream in = ProofScript.class.getResourceAsStream("proof-functions.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theFunctionsOfScriptsAreThoseThatTheShellHas() throws IOException {
    assertEquals(ProofProbe.FUNCTIONS.keySet(), ShellCommands.functionsIn(functions()));
  }

  @Test
  void theyCallWhatEveryProofHasAndWhatIsSaidOfThem() throws IOException {
    Set<String> called = new HashSet<>(ShellCommands.in(functions()));
    ProofScript.ALWAYS.forEach(program -> called.remove(program.name()));
    assertEquals(Set.of("ip", "curl", "date", "mount"), called);
  }
}
