package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the packaged program said on this very machine, with its kernel and control groups, before
 * Docker was installed, before its daemon was started, and while that ran; and what the daemon
 * said. Nothing of it stays.
 *
 * <p>Source: scripts/testbed/docker-here.
 */
public record DockerHere(
    ProgramRun before, ProgramRun installed, ProgramRun running, ProgramRun info) {

  /** Installs Debian's own docker.io from the packages of the guests' image, and starts it. */
  public static DockerHere start() {
    // Docker's layers cannot lie on an overlay or in memory.
    Path scratch = Testbed.project().resolve("target/testbed/docker-here");
    try {
      Path out = Files.createDirectories(scratch.resolve("out"));
      Disk.run(
          scratch,
          List.of(
              Testbed.script("docker-here").toString(),
              GuestImage.packages("distribution").toString(),
              Testbed.project().resolve("target/dist/hostready").toString(),
              scratch.toString(),
              out.toString()));
      return new DockerHere(
          said(out.resolve("before.json")),
          said(out.resolve("installed.json")),
          said(out.resolve("running.json")),
          said(out.resolve("info.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Disk.run(Path.of("/"), List.of("rm", "-rf", scratch.toString()));
    }
  }

  private static ProgramRun said(Path file) throws IOException {
    return new ProgramRun(
        List.of("cat", file.toString()), 0, Files.readString(file), "", Duration.ZERO);
  }
}
