package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Needed;
import io.hostready.testbed.NeedsRoot;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The native executable starts with the C library of older systems. {@code -Dhostready.program}
 * names it.
 */
@Tag("acceptance")
class OlderSystemsTest {

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  private final String program = System.getProperty("hostready.program", "");

  @TempDir Path scratch;

  @BeforeEach
  void theProgramIsAnExecutable() throws IOException {
    Needed.applies(!program.isEmpty(), "hostready.program names no program");
    try (InputStream in = Files.newInputStream(Path.of(program))) {
      Needed.applies(Arrays.equals(ELF, in.readNBytes(4)), program + " is no native executable");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bullseye", "bookworm"})
  @NeedsRoot
  void itRunsWithAnOlderCLibrary(String codename) throws IOException {
    assertJudges(ForeignRoot.debian(codename, scratch));
  }

  @Test
  @NeedsRoot
  void itRunsWithoutACLibraryIfItIsStatic() throws IOException {
    NeedsTool.named("busybox");
    Needed.applies(
        isStatic(), "the executable needs a C library; install.sh takes another one there");
    assertJudges(ForeignRoot.busybox(scratch));
  }

  private void assertJudges(ForeignRoot root) {
    Path executable = Path.of(program).toAbsolutePath();
    String there = ForeignRoot.PROGRAM + "/" + executable.getFileName();
    ProgramRun version = root.run(executable.getParent(), there, "--version").succeeds();
    assertEquals("hostready 0.1.0\n", version.out());
    ProgramRun check =
        root.run(executable.getParent(), there, "check", "--format", "json").exits(1);
    assertTrue(check.out().contains("\"outcome\": \"not-ready\""), check::toString);
    assertEquals("", check.err());
  }

  /** Whether no loader is started for it. */
  private boolean isStatic() {
    NeedsTool.named("readelf");
    ProgramRun headers = Bundle.run(scratch, Map.of(), "readelf", "--program-headers", program);
    return !headers.succeeds().out().contains("INTERP");
  }
}
