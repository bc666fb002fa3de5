package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program, built by the real Maven, started by scripts/hostready. */
class StartTest {

  private static final String PRINT_VERSION =
      """
      . target/run/launch
      exec "$launch_java" $launch_flags "-XX:AOTCache=$1" -cp "$launch_classes" io.hostready.cli.Hostready --version
      """;

  private static ProgramRun first;
  private static ProgramRun second;

  @BeforeAll
  static void startTwice() throws Exception {
    first = run("scripts/hostready", "--version").succeeds();
    second = run("scripts/hostready", "--version").succeeds();
  }

  @Test
  void theDocumentIsAllThatIsOnStandardOutput() {
    assertTrue(first.out().matches("hostready [0-9.]+\n"), first.out());
    assertEquals(first.out(), second.out());
  }

  @Test
  void theSecondStartSaysNothingElse() {
    assertEquals("", second.err());
  }

  @Test
  void theClassesOfTheFirstRunWereKept() throws Exception {
    ProgramRun ran = run("sh", "-c", ". target/run/launch; test -s \"$launch_cache\"");
    ran.succeeds();
  }

  @Test
  void noCacheIsNotSeenOnStandardOutput() throws Exception {
    ProgramRun ran = run("sh", "-c", PRINT_VERSION, "-", "/nonexistent/cache").succeeds();
    assertEquals(first.out(), ran.out());
  }

  @Test
  void aForeignCacheIsNotSeenOnStandardOutput(@TempDir Path scratch) throws Exception {
    Path foreign = Files.writeString(scratch.resolve("cache"), "not a cache\n".repeat(4096));
    ProgramRun ran = run("sh", "-c", PRINT_VERSION, "-", foreign.toString()).succeeds();
    assertEquals(first.out(), ran.out());
  }

  private static ProgramRun run(String... argv) throws IOException, InterruptedException {
    Path err = Files.createTempFile("hostready-start", null);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(ScriptFiles.project().toFile())
              .redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.environment().remove("JDK_JAVA_OPTIONS");
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      return new ProgramRun(List.of(argv), exit, out, Files.readString(err), Duration.ZERO);
    } finally {
      Files.delete(err);
    }
  }
}
