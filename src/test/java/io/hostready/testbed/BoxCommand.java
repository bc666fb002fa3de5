package io.hostready.testbed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command to be run in a box: as root, with an empty standard input, a login's environment and
 * two minutes, unless told otherwise.
 */
public final class BoxCommand {

  private final Box box;
  private final List<String> argv;
  private final Map<String, String> environment = new TreeMap<>();
  private String input = "";
  private Duration limit = Duration.ofMinutes(15);
  private List<String> identity = List.of();
  private String umask = "022";

  BoxCommand(Box box, List<String> argv) {
    this.box = box;
    this.argv = List.copyOf(argv);
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOME", "/root");
    environment.put("LANG", "C.UTF-8");
    environment.put("TERM", "dumb");
  }

  /** What it reads from standard input. */
  public BoxCommand input(String text) {
    input = text;
    return this;
  }

  /** How long it may take before it is killed and the test fails. */
  public BoxCommand limit(Duration longest) {
    limit = longest;
    return this;
  }

  public BoxCommand variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The umask that it starts with, in octal. */
  public BoxCommand umask(String octal) {
    umask = octal;
    return this;
  }

  /** Runs it as that user and group, with no other groups and no capabilities. */
  public BoxCommand as(int uid, int gid) {
    identity = List.of("--reuid=" + uid, "--regid=" + gid, "--clear-groups");
    return this;
  }

  /** Runs it to its end. */
  public ProgramRun run() {
    return start().await();
  }

  /** Starts it. It ends with the box at the latest. */
  public Running start() {
    try {
      Path directory = box.directoryForCommand();
      Path in = Files.writeString(directory.resolve("in"), input);
      Process way =
          new ProcessBuilder(wholeCommand())
              .redirectInput(in.toFile())
              .redirectOutput(directory.resolve("out").toFile())
              .redirectError(directory.resolve("err").toFile())
              .directory(new File("/"))
              .start();
      return new Running(argv, way, directory, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> wholeCommand() {
    List<String> words = new ArrayList<>(box.wayIn());
    // As scripts/testbed/box does it for the first process: what enters must be confined too.
    words.addAll(List.of("setpriv", "--bounding-set=-sys_module,-sys_boot,-sys_time,-sys_rawio"));
    words.addAll(identity);
    words.addAll(List.of("env", "-i"));
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(List.of("/bin/sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
    words.addAll(argv);
    return words;
  }
}
