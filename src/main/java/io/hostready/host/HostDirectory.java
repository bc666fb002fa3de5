package io.hostready.host;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens a directory as a host: a root tree (it has proc, etc or sys), or a directory with {@code
 * root} and, both optional, {@code commands} (see {@link RecordedCommands}) and {@code attributes}
 * (see {@link AttributedFiles}).
 */
public final class HostDirectory {

  /**
   * The maximum size of all files of one tree together, in bytes: ten times that of a large host.
   */
  private static final long MAX_BYTES = 64L << 20;

  private static final String ROOT = "root";

  private HostDirectory() {}

  /**
   * Opens the directory.
   *
   * @throws IllegalArgumentException if it has neither form, with the expected forms
   */
  public static Host open(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "'" + directory + (Files.exists(directory) ? "' is not a directory" : "' not found"));
    }
    Path absolute = directory.toAbsolutePath().normalize();
    HostSource source = new HostSource.Tree(directory.toString());
    // The whole host is read from the directory that is opened here, even if its path changes
    // later.
    try (OpenDirectory opened = OpenDirectory.at(absolute)) {
      if (hasTree(opened)) {
        return absolute.endsWith(ROOT)
            ? rootTree(source, absolute, opened)
            : new Host(source, files(absolute, opened), RecordedCommands.none());
      }
      if (opened.attributes(ROOT).filter(BasicFileAttributes::isDirectory).isPresent()) {
        try (OpenDirectory root = opened.enter(ROOT)) {
          return described(source, files(absolute.resolve(ROOT), root), absolute, opened);
        }
      }
    } catch (IOException failed) {
      throw unreadable(directory, LiveFiles.reason(failed));
    }
    throw new IllegalArgumentException(
        "'"
            + directory
            + "' is not the root directory of a host (no proc, sys, etc or root in it)");
  }

  private static boolean hasTree(OpenDirectory directory) throws IOException {
    for (String name : new String[] {"proc", "etc", "sys"}) {
      if (directory
          .attributes(name)
          .filter(each -> each.isDirectory() || each.isSymbolicLink())
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** The host of a tree, with the files next to it if the tree is a directory {@code root}. */
  private static Host rootTree(HostSource source, Path path, OpenDirectory root)
      throws IOException {
    HostFiles files = files(path, root);
    try (OpenDirectory above = OpenDirectory.at(path.getParent())) {
      if (above
          .attributes(ROOT)
          .filter(each -> root.identity().equals(each.fileKey()))
          .isPresent()) {
        return described(source, files, path.getParent(), above);
      }
    } catch (AccessDeniedException closed) {
      // Then no file next to the tree belongs to it.
    }
    return new Host(source, files, RecordedCommands.none());
  }

  private static HostFiles files(Path path, OpenDirectory root) {
    return new LimitedFiles(new RootedFiles(path, root), MAX_BYTES);
  }

  private static Host described(HostSource source, HostFiles files, Path path, OpenDirectory beside)
      throws IOException {
    return new Host(
        source,
        parse(path, beside, "attributes", files, text -> AttributedFiles.parse(files, text)),
        parse(path, beside, "commands", RecordedCommands.none(), RecordedCommands::parse));
  }

  private static <T> T parse(
      Path path,
      OpenDirectory beside,
      String name,
      T otherwise,
      Function<String, ? extends T> parser)
      throws IOException {
    Path file = path.resolve(name);
    Optional<BasicFileAttributes> found = beside.attributes(name);
    if (found.filter(BasicFileAttributes::isOther).isPresent()) {
      throw unreadable(file, "it is a pipe, socket or device, not a regular file");
    }
    // A link could lead out of the tree, and error messages show lines that cannot be parsed.
    if (found.filter(BasicFileAttributes::isRegularFile).isEmpty()) {
      return otherwise;
    }
    return switch (LiveFiles.reading(name, () -> beside.read(name))) {
      case Present(var content, _) -> {
        try {
          yield parser.apply(new String(content, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException wrong) {
          throw new IllegalArgumentException("'" + file + "' " + wrong.getMessage(), wrong);
        }
      }
      case Absent(_) -> otherwise;
      case Unreadable(_, var why) -> throw unreadable(file, why);
    };
  }

  private static IllegalArgumentException unreadable(Path path, String why) {
    return new IllegalArgumentException("cannot read '" + path + "': " + why);
  }
}
