package io.hostready.host;

import io.hostready.host.FileStatus.Type;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A host in memory, made by hand for one test: files, directories, links, things that deny reading
 * and recorded commands. Directories above a path come by themselves. Links are followed as in
 * {@link RootedFiles}.
 *
 * <pre>{@code
 * Host host = FakeHost.with("/proc/modules", "overlay 1 0 - Live 0x0\n")
 *     .link("/lib", "usr/lib").denied("/boot/config-6.8.0")
 *     .command("uname -m", "x86_64\n").host();
 * }</pre>
 */
public final class FakeHost {

  private sealed interface Node {
    record Bytes(byte[] bytes) implements Node {}

    record Directory() implements Node {}

    record Link(String target) implements Node {}

    record Denied() implements Node {}
  }

  private final TreeMap<String, Node> nodes = new TreeMap<>(Map.of("/", new Node.Directory()));
  private final Map<String, CommandOutcome> commands = new LinkedHashMap<>();
  private final StringBuilder attributes = new StringBuilder();

  private FakeHost() {}

  public static FakeHost empty() {
    return new FakeHost();
  }

  public static FakeHost with(String path, String content) {
    return empty().file(path, content);
  }

  public FakeHost file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public FakeHost file(String path, byte[] content) {
    return put(path, new Node.Bytes(content));
  }

  /** An empty directory, unless files come to lie in it. */
  public FakeHost directory(String path) {
    return put(path, new Node.Directory());
  }

  public FakeHost link(String path, String target) {
    return put(path, new Node.Link(target));
  }

  /** A file or directory that is there and says "Permission denied" when opened or listed. */
  public FakeHost denied(String path) {
    return put(path, new Node.Denied());
  }

  /**
   * A line as in the file {@code attributes} of a host directory: {@code 0644 root root file /x}.
   */
  public FakeHost attributes(String line) {
    attributes.append(line).append('\n');
    return this;
  }

  /** A command that ends with exit code 0. */
  public FakeHost command(String command, String out) {
    return command(command, new CommandOutcome.Ended(0, out, ""));
  }

  public FakeHost command(String command, CommandOutcome outcome) {
    commands.put(command, outcome);
    return this;
  }

  public Host host() {
    return host(new HostSource.Tree("fake"));
  }

  /** The same as if it were the machine that the tests run on. */
  public Host thisMachine() {
    return host(new HostSource.ThisMachine());
  }

  /** The same as if {@code capture} had saved it. */
  public Host captured() {
    return host(new HostSource.Capture("fake"));
  }

  private Host host(HostSource source) {
    HostFiles files = new Files(new TreeMap<>(nodes));
    return new Host(
        source,
        attributes.isEmpty() ? files : AttributedFiles.parse(files, attributes.toString()),
        new RecordedCommands(commands));
  }

  private FakeHost put(String path, Node node) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("'" + path + "' is not absolute");
    }
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      nodes.putIfAbsent(path.substring(0, slash), new Node.Directory());
    }
    nodes.put(path, node);
    return this;
  }

  private record Files(TreeMap<String, Node> nodes) implements HostFiles {

    /** What following a path reached: a node with its own path, nothing, or a denial on the way. */
    private sealed interface Reached {
      record At(String path, Node node) implements Reached {}

      record Nothing() implements Reached {}

      record Stopped(String why) implements Reached {}
    }

    private Reached reach(String path, boolean follow) {
      PathResolver walk = new PathResolver(path);
      while (walk.next()) {
        if (nodes.get(walk.at()) instanceof Node.Denied) {
          return new Reached.Stopped("Permission denied");
        }
        Node node = nodes.get(walk.step());
        if (node == null) {
          return new Reached.Nothing();
        }
        if (!(node instanceof Node.Link(String target)) || (!follow && walk.isLast())) {
          walk.enter();
        } else if (!walk.follow(target)) {
          return new Reached.Stopped("Too many levels of symbolic links");
        }
      }
      Node node = nodes.get(walk.at());
      return node == null ? new Reached.Nothing() : new Reached.At(walk.at(), node);
    }

    @Override
    public Reading<byte[]> read(String path) {
      return switch (reach(path, true)) {
        case Reached.At(_, Node.Bytes(byte[] bytes)) -> new Present<>(bytes, path);
        case Reached.At(_, Node.Denied _) -> new Unreadable<>(path, "Permission denied");
        case Reached.At _ -> new Unreadable<>(path, "it is a directory, not a regular file");
        case Reached.Nothing _ -> new Absent<>(path);
        case Reached.Stopped(String why) -> new Unreadable<>(path, why);
      };
    }

    @Override
    public Reading<List<String>> list(String path) {
      return switch (reach(path, true)) {
        case Reached.At(String at, Node.Directory _) -> new Present<>(children(at), path);
        case Reached.At(_, Node.Denied _) -> new Unreadable<>(path, "Permission denied");
        case Reached.At _, Reached.Nothing _ -> new Absent<>(path);
        case Reached.Stopped(String why) -> new Unreadable<>(path, why);
      };
    }

    private List<String> children(String directory) {
      String prefix = directory.equals("/") ? "/" : directory + "/";
      TreeSet<String> names = new TreeSet<>();
      for (String path : nodes.tailMap(prefix, false).keySet()) {
        if (!path.startsWith(prefix)) {
          break;
        }
        names.add(path.substring(prefix.length()).split("/", 2)[0]);
      }
      return List.copyOf(names);
    }

    @Override
    public Reading<FileStatus> status(String path, boolean follow) {
      return switch (reach(path, follow)) {
        case Reached.At(_, Node node) -> new Present<>(status(node), path);
        case Reached.Nothing _ -> new Absent<>(path);
        case Reached.Stopped(String why) -> new Unreadable<>(path, why);
      };
    }

    private static FileStatus status(Node node) {
      return switch (node) {
        case Node.Bytes(byte[] bytes) -> present(Type.FILE, 0644, bytes.length, null);
        case Node.Directory _ -> present(Type.DIRECTORY, 0755, 4096, null);
        case Node.Link(String target) -> present(Type.LINK, 0777, target.length(), target);
        case Node.Denied _ -> present(Type.FILE, 0, 0, null);
      };
    }

    private static FileStatus present(
        Type type, int mode, long size, @org.jspecify.annotations.Nullable String target) {
      return new FileStatus(type, mode, "root", "root", size, Optional.ofNullable(target));
    }
  }
}
