package io.hostready.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads files of this machine that root acts on, such as rules and plans. What an untrusted user
 * could have written is unreadable, and the reason says who could. It is judged before it is read,
 * and what was judged is what is read.
 */
public final class TrustedFiles implements HostFiles {

  private final Path root;
  private final Function<String, RootTrust> trust;
  private final Checkpoints checkpoints;
  private final DirectoryFiles plain = new DirectoryFiles();

  /**
   * Files of this machine.
   *
   * @param trust whom root trusts with a path
   */
  public TrustedFiles(Function<String, RootTrust> trust) {
    this(Path.of("/"), trust, Checkpoints.NONE);
  }

  TrustedFiles(Path root, Function<String, RootTrust> trust, Checkpoints checkpoints) {
    this.root = root;
    this.trust = trust;
    this.checkpoints = checkpoints;
  }

  @Override
  public FileContent read(String path) {
    try (TrustedPath way = open(path)) {
      way.requireTrustedEnd();
      FileStatus.Type type = DirectoryFiles.typeOf(way.end().orElseThrow().mode());
      if (type != FileStatus.Type.FILE) {
        return new FileContent.Unreadable("it is a " + type.word() + ", not a regular file");
      }
      checkpoints.reached(path + " is judged");
      FileContent content = content(way);
      checkpoints.reached(path + " is read");
      way.requireSameEnd();
      return content;
    } catch (NoSuchFileException | NotDirectoryException missing) {
      return new FileContent.Missing();
    } catch (IOException | InvalidPathException failed) {
      return DirectoryFiles.isMissing(failed)
          ? new FileContent.Missing()
          : new FileContent.Unreadable(DirectoryFiles.reason(failed));
    }
  }

  private static FileContent content(TrustedPath way) throws IOException {
    try (SeekableByteChannel channel =
        way.directory()
            .newByteChannel(
                way.name(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      if (channel.size() > MAX_BYTES) {
        return new FileContent.Unreadable("it is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until the end
      }
      byte[] content = new byte[bytes.position()];
      bytes.flip().get(content);
      return new FileContent.Bytes(content);
    }
  }

  @Override
  public Listing list(String path) {
    try (TrustedPath way = open(path)) {
      List<String> names = new ArrayList<>();
      way.enterEnd().forEach(entry -> names.add(entry.getFileName().toString()));
      names.sort(null);
      return new Listing.Names(names);
    } catch (NoSuchFileException | NotDirectoryException missing) {
      return new Listing.Missing();
    } catch (IOException | InvalidPathException failed) {
      return DirectoryFiles.isMissing(failed)
          ? new Listing.Missing()
          : new Listing.Unreadable(DirectoryFiles.reason(failed));
    }
  }

  /** What is at a path tells how to read it; only what is read needs trust. */
  @Override
  public FileStatus status(String path, boolean follow) {
    return plain.status(path, follow);
  }

  private TrustedPath open(String path) throws IOException {
    return TrustedPath.open(root, path, trust.apply(path), TrustedPath.Use.READ);
  }
}
