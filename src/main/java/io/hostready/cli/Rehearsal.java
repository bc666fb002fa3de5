package io.hostready.cli;

import io.hostready.host.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Runs many command lines in one process and throws away what they print: what it loads goes to a
 * package's caches of classes. Run by scripts/package: {@code Rehearsal FILE}, a command line a
 * line, words parted by a blank, # for remarks; prints the exit code of each.
 */
public final class Rehearsal {

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Hostready.prepare();
    Terminal terminal = Terminal.ofProcess(nowhere, nowhere);
    // Whether the JDK has to wait for a command that a rule runs is chance, unless it takes long.
    Host.live().run(List.of("sleep", "0.3"));
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        ExitCode code = new Hostready(terminal, Clock.systemUTC()).run(line.split(" "));
        System.err.println(code.number() + " " + line);
      }
    }
  }
}
