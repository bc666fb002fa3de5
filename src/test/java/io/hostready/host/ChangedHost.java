package io.hostready.host;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A host of test-fixtures/hosts with some changes, made in memory. Paths of changed files are
 * without links on the way.
 */
public final class ChangedHost {

  private static final String GONE = "";
  private static final String LINK = "link to ";

  private final Path folder;
  private final TreeMap<String, String> changed = new TreeMap<>();
  private String attributes;
  private String commands;

  private ChangedHost(Path folder) {
    this.folder = folder;
    this.attributes = read(folder.resolve("attributes"));
    this.commands = read(folder.resolve("commands"));
  }

  public static ChangedHost of(Path folder) {
    return new ChangedHost(folder);
  }

  /** Writes a file, which must not be empty. */
  public ChangedHost file(String path, String content) {
    changed.put(path, content);
    return this;
  }

  public ChangedHost link(String path, String target) {
    return file(path, LINK + target);
  }

  public ChangedHost without(String path) {
    attributes = attributes.replaceAll("(?m)^.* " + path + "\n", "");
    return file(path, GONE);
  }

  /** Replaces a part of a file, which must be in it. */
  public ChangedHost edit(String path, String part, String other) {
    String text = read(folder.resolve("root" + path));
    if (!text.contains(part)) {
      throw new IllegalArgumentException("'" + part + "' is not in " + path);
    }
    return file(path, text.replace(part, other));
  }

  /** Gives a path other attributes, in the form of the file attributes. */
  public ChangedHost attributes(String modeOwnerGroupType, String path) {
    attributes =
        attributes.replaceAll("(?m)^.* " + path + "\n", "")
            + modeOwnerGroupType
            + " "
            + path
            + "\n";
    return this;
  }

  /** Changes what commands said. */
  public ChangedHost commands(UnaryOperator<String> change) {
    String other = change.apply(commands);
    if (other.equals(commands)) {
      throw new IllegalArgumentException("nothing is changed in " + commands);
    }
    commands = other;
    return this;
  }

  public Host host() {
    HostFiles files = new Changed(new TreeFiles(folder.resolve("root")), new TreeMap<>(changed));
    return new Host(
        new HostSource.Tree(folder.toString()),
        DescribedFiles.parse(files, attributes),
        RecordedCommands.parse(commands));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private record Changed(HostFiles files, TreeMap<String, String> changed) implements HostFiles {

    @Override
    public Reading<byte[]> read(String path) {
      String content = changed.get(path);
      if (content == null) {
        return files.read(path);
      }
      if (content.startsWith(LINK)) {
        return content.equals(LINK + "/dev/null")
            ? new Present<>(new byte[0], path)
            : read(content.substring(LINK.length()));
      }
      return content.equals(GONE)
          ? new Absent<>(path)
          : new Present<>(content.getBytes(StandardCharsets.UTF_8), path);
    }

    @Override
    public Reading<List<String>> list(String path) {
      TreeSet<String> names = new TreeSet<>();
      Reading<List<String>> there = files.list(path);
      if (there instanceof Present(var known, _)) {
        names.addAll(known);
      }
      String prefix = path + "/";
      changed.forEach(
          (file, content) -> {
            if (file.startsWith(prefix)) {
              String name = file.substring(prefix.length()).split("/", 2)[0];
              if (content.equals(GONE) && file.equals(prefix + name)) {
                names.remove(name);
              } else {
                names.add(name);
              }
            }
          });
      return names.isEmpty() ? there : new Present<>(List.copyOf(names), path);
    }

    @Override
    public Reading<FileStatus> status(String path, boolean follow) {
      String content = changed.get(path);
      if (content == null) {
        boolean isAbove =
            changed.entrySet().stream()
                .anyMatch(e -> e.getKey().startsWith(path + "/") && !e.getValue().equals(GONE));
        Reading<FileStatus> there = files.status(path, follow);
        return isAbove && there instanceof Absent
            ? present(path, FileStatus.Type.DIRECTORY, 0755, 0, Optional.empty())
            : there;
      }
      if (content.equals(GONE)) {
        return new Absent<>(path);
      }
      Optional<String> target =
          content.startsWith(LINK)
              ? Optional.of(content.substring(LINK.length()))
              : Optional.empty();
      if (target.isEmpty()) {
        return present(path, FileStatus.Type.FILE, 0644, content.length(), target);
      }
      return follow
          ? present(path, FileStatus.Type.DEVICE, 0666, 0, target)
          : present(path, FileStatus.Type.LINK, 0777, 0, target);
    }

    private static Reading<FileStatus> present(
        String path, FileStatus.Type type, int mode, long size, Optional<String> target) {
      return new Present<>(new FileStatus(type, mode, "root", "root", size, target), path);
    }
  }
}
