package io.hostready.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Opens a folder as a host: a root tree (it has proc, etc or sys), or a folder with {@code root},
 * and beside it, both optional, {@code commands} (see {@link RecordedCommands}) and {@code
 * attributes} (see {@link DescribedFiles}).
 */
public final class HostFolder {

  /** The most that is read of all files of one tree together: ten times what a large host has. */
  private static final long MAX_BYTES = 64L << 20;

  private HostFolder() {}

  /**
   * Opens the folder.
   *
   * @throws IllegalArgumentException when it is no such folder, saying what was expected
   */
  public static Host open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "'" + folder + "' is not a folder; expected a directory tree of a host. Check the path.");
    }
    Path absolute = folder.toAbsolutePath().normalize();
    boolean isTree =
        Files.isDirectory(absolute.resolve("proc"))
            || Files.isDirectory(absolute.resolve("etc"))
            || Files.isDirectory(absolute.resolve("sys"));
    Path root =
        !isTree && Files.isDirectory(absolute.resolve("root"), LinkOption.NOFOLLOW_LINKS)
            ? absolute.resolve("root")
            : absolute;
    if (root.equals(absolute) && !isTree) {
      throw new IllegalArgumentException(
          "'"
              + folder
              + "' has neither proc, sys or etc nor a folder 'root' in it; expected the root of a"
              + " host. Check the path.");
    }
    Path beside = root.endsWith("root") ? root.getParent() : root;
    HostFiles files = new BoundedFiles(new TreeFiles(root), MAX_BYTES);
    HostFiles described =
        beside.equals(root)
            ? files
            : parse(beside.resolve("attributes"), files, text -> DescribedFiles.parse(files, text));
    Commands commands =
        beside.equals(root)
            ? RecordedCommands.none()
            : parse(beside.resolve("commands"), RecordedCommands.none(), RecordedCommands::parse);
    return new Host(new HostSource.Tree(folder.toString()), described, commands);
  }

  private static <T> T parse(Path file, T otherwise, Function<String, ? extends T> parser) {
    // A link could lead out of the tree, and what cannot be parsed is shown.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return otherwise;
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(HostFiles.MAX_BYTES + 1);
      if (content.length > HostFiles.MAX_BYTES) {
        throw new IllegalArgumentException("is larger than " + HostFiles.MAX_BYTES + " bytes.");
      }
      return parser.apply(new String(content, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "'" + file + "' could not be read: " + unreadable.getMessage() + ".", unreadable);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("'" + file + "' " + wrong.getMessage(), wrong);
    }
  }
}
