package io.hostready.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The project that is under test: its directories, and its program, run in this process or by path.
 */
public final class Project {

  /** The directory with pom.xml; Surefire says it. */
  public static final Path DIRECTORY =
      Path.of(System.getProperty("hostready.project", "")).toAbsolutePath();

  public static final Path FIXTURES = DIRECTORY.resolve("test-fixtures");

  /** Goldens are rewritten instead of compared; scripts/accept-goldens sets it. */
  public static final boolean ACCEPTS = Boolean.getBoolean("hostready.accept");

  /** The program to run instead of the classes; scripts/test names the packaged one. */
  private static final String PROGRAM = System.getProperty("hostready.program", "");

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T20:36:00Z"), ZoneOffset.UTC);

  private static final Map<Path, String> REPORTS = new ConcurrentHashMap<>();

  private Project() {}

  /** What a run of the program printed, and its exit code. */
  public record ProgramRun(int exitCode, String out, String err) {}

  /** Runs the program with the shipped rules and a clock that stands still. */
  public static ProgramRun hostready(String... arguments) {
    return PROGRAM.isEmpty() ? inThisProcess(arguments) : packaged(arguments);
  }

  /** The same of the classes: for what depends on the clock, which stands still only here. */
  public static ProgramRun inThisProcess(String... arguments) {
    System.setProperty("hostready.rules", DIRECTORY.resolve("rules").toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Map.of());
    ExitCode ended = new Hostready(terminal, CLOCK).run(arguments);
    int code = ExitCodes.of(List.of(arguments)).number(ended);
    return new ProgramRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /**
   * Runs the program in a process of its own with a heap of 24 MiB; its standard output is not
   * kept.
   *
   * @return its exit code
   */
  static int inLittleMemory(List<String> arguments, Path err)
      throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-Dhostready.rules=" + DIRECTORY.resolve("rules"),
                "-cp",
                System.getProperty("java.class.path"),
                Hostready.class.getName()));
    argv.addAll(arguments);
    return new ProcessBuilder(argv)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(err.toFile())
        .start()
        .waitFor();
  }

  /** The same of the packaged program; its clock goes, so what it says of time is put right. */
  private static ProgramRun packaged(String... arguments) {
    List<String> argv = new ArrayList<>(List.of(PROGRAM));
    argv.addAll(List.of(arguments));
    try {
      Path err = Files.createTempFile("hostready-err", null);
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(DIRECTORY.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      String said = Files.readString(err);
      Files.delete(err);
      return new ProgramRun(
          exit,
          out.replaceAll("\"startedAt\": \"[^\"]*\"", "\"startedAt\": \"" + CLOCK.instant() + "\"")
              .replaceAll("\"durationMillis\": \\d+", "\"durationMillis\": 0"),
          said);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The JSON of a check of a host of the fixtures, made once. */
  public static String json(Path host) {
    return REPORTS.computeIfAbsent(
        host, file -> inThisProcess("check", "--host", file.toString(), "--format", "json").out());
  }
}
