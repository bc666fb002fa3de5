package io.hostready.testbed;

import io.hostready.rule.DockerReleases;
import io.hostready.text.VersionNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real dockerd of Debian's docker.io. Nothing is installed. */
public record Dockerd(Path program, String version) {

  private record Ended(int exit, String text) {}

  /**
   * Downloads it once; a test is skipped if it cannot be downloaded, or if its version is of a line
   * that hostready does not know yet.
   *
   * @param release trixie (Docker 26.1) or forky (28.5 when this was written)
   */
  public static Dockerd of(String release) {
    Path program = UnpackedPackage.root("docker.io", release).resolve("usr/sbin/dockerd");
    String text = run(List.of(program.toString(), "--version"), program.getParent()).text();
    String version = text.replaceFirst("(?s).*version (\\d+(\\.\\d+)+).*", "$1");
    Needed.applies(
        !DockerReleases.shipped().isAfterAll(VersionNumber.parse(version)),
        "docker-releases.yaml does not have the line of Docker " + version);
    return new Dockerd(program, version);
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
