package io.hostready.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Reads files of this machine that root uses, such as rules and plans. A file that an untrusted
 * user could have written is unreadable, and the reason names the user. A file is checked before it
 * is read, and the checked file is the one that is read.
 */
public final class TrustedFiles implements HostFiles {

  private final Path root;
  private final Function<String, RootTrust> trust;
  private final CrashPoints checkpoints;
  private final LiveFiles plain = new LiveFiles();

  /**
   * Files of this machine.
   *
   * @param trust whom root trusts with a path
   */
  public TrustedFiles(Function<String, RootTrust> trust) {
    this(Path.of("/"), trust, CrashPoints.NONE);
  }

  TrustedFiles(Path root, Function<String, RootTrust> trust, CrashPoints checkpoints) {
    this.root = root;
    this.trust = trust;
    this.checkpoints = checkpoints;
  }

  @Override
  public Reading<byte[]> read(String path) {
    return LiveFiles.reading(
        path,
        () -> {
          try (TrustedPath way = open(path)) {
            way.requireTrustedEnd();
            LiveFiles.requireFile(LiveFiles.typeOf(way.end().orElseThrow().mode()));
            checkpoints.reached(path + " is judged");
            byte[] content = way.directory().read(way.name());
            checkpoints.reached(path + " is read");
            way.requireSameEnd();
            return content;
          }
        });
  }

  @Override
  public Reading<List<String>> list(String path) {
    return LiveFiles.reading(
        path,
        () -> {
          try (TrustedPath way = open(path)) {
            return way.enterEnd().names();
          }
        });
  }

  /** The status of a path decides how to read it; only the data that is read needs trust. */
  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    return plain.status(path, follow);
  }

  private TrustedPath open(String path) throws IOException {
    return TrustedPath.open(root, path, trust.apply(path), TrustedPath.Use.READ);
  }
}
