package io.hostready.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files with what the program must print; {@code scripts/accept-goldens} rewrites them. */
public final class Golden {

  /** The most lines that a failure shows. */
  static final int MOST_LINES = 40;

  private Golden() {}

  /** Compares to the byte, or rewrites the file. What differs is shown in few lines. */
  public static void compare(Path file, String printed) throws IOException {
    if (Project.ACCEPTS) {
      Files.writeString(file, printed);
      return;
    }
    String expected = Files.exists(file) ? Files.readString(file) : "";
    compare(Project.DIRECTORY.relativize(file).toString(), expected, printed);
  }

  /** Compares what a part of a file has with what is printed. */
  public static void compare(String name, String expected, String printed) {
    if (!expected.equals(printed)) {
      throw new AssertionError(difference(name, expected, printed));
    }
  }

  static String difference(String name, String expected, String printed) {
    List<String> lines = diff(expected, printed);
    StringBuilder shown = new StringBuilder(name + " is not what is printed now:\n");
    int room = MOST_LINES - 2;
    int most = lines.size() > room ? room - 1 : room;
    lines.stream().limit(most).forEach(line -> shown.append(line).append('\n'));
    if (lines.size() > most) {
      shown.append("... ").append(lines.size() - most).append(" lines more\n");
    }
    return shown + "If it should be so, run scripts/accept-goldens and read what git diff shows.";
  }

  /** The lines of diff(1) from the first hunk on. */
  private static List<String> diff(String expected, String printed) {
    try {
      Path one = Files.writeString(Files.createTempFile("expected", null), expected);
      Path other = Files.writeString(Files.createTempFile("printed", null), printed);
      try {
        Process diff =
            new ProcessBuilder("diff", "-a", "-U1", one.toString(), other.toString()).start();
        byte[] out = diff.getInputStream().readAllBytes();
        return new String(out, StandardCharsets.UTF_8).lines().skip(2).toList();
      } finally {
        Files.delete(one);
        Files.delete(other);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
