package io.hostready.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The shell scripts of this project, found by their first line. */
final class ScriptFiles {

  private ScriptFiles() {}

  static Path project() {
    return Path.of(System.getProperty("hostready.project", "")).toAbsolutePath();
  }

  /** Every file below scripts/, .ci/ and .github/ that is run as a program, in order. */
  static List<Path> programs() throws IOException {
    return all().stream().filter(path -> firstLine(path).startsWith("#!")).toList();
  }

  /** Programs, and what they source, in order; only shell. */
  static List<Path> shell() throws IOException {
    return all().stream()
        .filter(path -> firstLine(path).matches("#!.*\\b(ba)?sh\\b.*|# shellcheck shell=.*"))
        .toList();
  }

  /** The shell that a file is written for. */
  static String shellOf(Path script) {
    return firstLine(script).contains("bash") ? "bash" : "sh";
  }

  private static List<Path> all() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String directory : List.of(".ci", ".github", "scripts")) {
      try (Stream<Path> found = Files.walk(project().resolve(directory))) {
        found.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static String firstLine(Path path) {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.findFirst().orElse("");
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + path, e);
    }
  }
}
