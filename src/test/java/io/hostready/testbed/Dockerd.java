package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real dockerd of the distribution's docker.io. Nothing is installed. */
public record Dockerd(Path program, String version) {

  private record Ended(int exit, String text) {}

  /** Downloads it once; a test is skipped if apt does not offer it. */
  public static Dockerd ofDistribution() {
    Path program = UnpackedPackage.root("docker.io").resolve("usr/sbin/dockerd");
    String version = run(List.of(program.toString(), "--version"), program.getParent()).text();
    return new Dockerd(program, version.replaceFirst("(?s).*version (\\d+(\\.\\d+)+).*", "$1"));
  }

  /** What {@code --validate} says of a configuration file; empty if the file is valid. */
  public String refusal(String json, String... flags) {
    try {
      Path file = Files.createTempFile("daemon", ".json");
      try {
        Files.writeString(file, json);
        List<String> words = new ArrayList<>();
        words.addAll(List.of(program.toString(), "--validate", "--config-file", file.toString()));
        words.addAll(List.of(flags));
        Ended ended = run(words, program.getParent());
        return ended.exit() == 0 ? "" : ended.text().replace(file.toString(), "daemon.json");
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ended run(List<String> words, Path programs) {
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().merge("PATH", programs.toString(), (path, more) -> path + ":" + more);
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes());
      return new Ended(process.waitFor(), text.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
