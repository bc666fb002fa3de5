package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.cli.Project;
import io.hostready.dist.NeedsTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs that reports are written for, and the schemas that the build fetches for tests. */
final class Consumer {

  private Consumer() {}

  /** What a program said to both outputs, and its exit code. */
  record Said(int exitCode, String text) {}

  /** Gives a program a document as its standard input. */
  static Said reads(String document, String... argv) throws IOException, InterruptedException {
    NeedsTool.named(argv[0]);
    Path input = Files.createTempFile("hostready-document", null);
    try {
      Files.writeString(input, document, StandardCharsets.UTF_8);
      Process process =
          new ProcessBuilder(argv).redirectErrorStream(true).redirectInput(input.toFile()).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> Arrays.toString(argv));
      return new Said(process.exitValue(), text);
    } finally {
      Files.delete(input);
    }
  }

  /** A schema that pom.xml's execution "authorities" unpacks. */
  static Path authority(String name) {
    Path directory = Project.DIRECTORY.resolve("target/authorities");
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** The whole hosts of the fixtures. */
  static List<Path> hosts() {
    return Fixtures.hosts();
  }

  /** Arguments that check all of them at once. */
  static String[] checkAll(String... more) {
    return Stream.concat(
            Stream.concat(Stream.of("check"), Arrays.stream(more)),
            hosts().stream().flatMap(h -> Stream.of("--host", h.toString())))
        .toArray(String[]::new);
  }
}
