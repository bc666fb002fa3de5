package io.hostready.change;

import io.hostready.host.ChangingPrograms;
import io.hostready.host.CommandOutcome;
import io.hostready.host.CrashPoints;
import io.hostready.host.DurableFiles;
import io.hostready.host.Host;
import io.hostready.host.HostSource;
import io.hostready.host.Machine;
import io.hostready.host.ReadOnlyCommands;
import io.hostready.host.RootedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A host in a temporary directory that can be changed without being root: real files, and programs
 * that are functions of the test. What a function answers is what looking by that command answers
 * too.
 */
public final class ScratchHost implements ChangingPrograms {

  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T20:36:00Z"), ZoneOffset.UTC);

  private final Path root;
  private final Map<String, Supplier<CommandOutcome>> commands = new HashMap<>();
  public final List<String> ran = new ArrayList<>();
  private CrashPoints checkpoints = CrashPoints.NONE;

  public ScratchHost(Path directory) {
    try {
      root = Files.createDirectory(directory.resolve("root"), ownerOnly());
      Files.createDirectories(root.resolve("var/lib"), readableByAll());
      Files.createDirectories(root.resolve("etc"), readableByAll());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static java.nio.file.attribute.FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  private static java.nio.file.attribute.FileAttribute<?> readableByAll() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  public Path path(String path) {
    return root.resolve(path.substring(1));
  }

  public ScratchHost file(String path, String content) {
    try {
      Files.createDirectories(path(path).getParent(), readableByAll());
      Files.writeString(path(path), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String path) {
    try {
      return Files.readString(path(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean has(String path) {
    return Files.exists(path(path), LinkOption.NOFOLLOW_LINKS);
  }

  /** A command that ends well after doing something. */
  public ScratchHost program(String line, Runnable effect) {
    commands.put(
        line,
        () -> {
          effect.run();
          return new CommandOutcome.Ended(0, "", "");
        });
    return this;
  }

  public ScratchHost answer(String line, Supplier<CommandOutcome> answer) {
    commands.put(line, answer);
    return this;
  }

  public ScratchHost checkpoints(CrashPoints each) {
    checkpoints = each;
    return this;
  }

  public Machine machine() {
    ReadOnlyCommands look = (question, _) -> outcome(question.text());
    return new Machine(
        () -> new Host(new HostSource.Tree("scratch"), new RootedFiles(root), look),
        new DurableFiles(root, checkpoints),
        this);
  }

  private CommandOutcome outcome(String line) {
    Supplier<CommandOutcome> known = commands.get(line);
    return known == null
        ? new CommandOutcome.NotRun("'" + line + "' is no command of the test")
        : known.get();
  }

  @Override
  public CommandOutcome run(
      List<String> argv,
      Map<String, String> environment,
      Duration limit,
      String log,
      Consumer<String> listener) {
    ran.add(String.join(" ", argv));
    return outcome(String.join(" ", argv));
  }

  @Override
  public boolean awaitOrphans(Duration limit) {
    return true;
  }

  /** Every path but hostready's own with its mode, and its content or what it is. */
  public SortedMap<String, String> picture() {
    SortedMap<String, String> picture = new TreeMap<>();
    try (var all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        String name = "/" + root.relativize(each);
        if (name.startsWith(Machine.STATE)) {
          continue;
        }
        Object mode = Files.getAttribute(each, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        picture.put(
            name,
            Integer.toOctalString((Integer) mode)
                + " "
                + (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)
                    ? Files.readString(each)
                    : ""));
      }
      return picture;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
