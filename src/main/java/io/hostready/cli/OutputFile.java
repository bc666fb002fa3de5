package io.hostready.cli;

import io.hostready.host.AtomicFile;
import io.hostready.host.NotRegularException;
import io.hostready.host.RootTrust;
import io.hostready.host.UntrustedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that an option names as the place of a document.
 *
 * @param option such as {@code -o}, for messages
 */
record OutputFile(String option, Path file, AtomicFile.Access access, Optional<RootTrust> trust) {

  /** The file of {@code -o}, for its owner alone: it shows files that not every user may read. */
  static OutputFile ofOwner(String name, Optional<RootTrust> trust) {
    return new OutputFile("-o", Path.of(name), AtomicFile.Access.OWNER_ONLY, trust);
  }

  /**
   * Checks whether the file can be written, before there is anything to write.
   *
   * @throws UsageException if it cannot, or if an untrusted user could redirect it
   */
  OutputFile check() {
    Path directory = file.toAbsolutePath().getParent();
    if (file.toString().isEmpty() || Files.isDirectory(file) || directory == null) {
      throw new UsageException("invalid " + option + " '" + file + "': use the name of a file");
    }
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          "cannot write '" + file + "': directory '" + directory + "' not found");
    }
    boolean isKept = access == AtomicFile.Access.AS_BEFORE && Files.exists(file);
    if (!Files.isWritable(isKept ? file : directory)) {
      throw new UsageException("cannot write '" + file + "': permission denied");
    }
    try {
      AtomicFile.check(file, access, trust);
    } catch (UntrustedException redirected) {
      throw new UsageException(option + " '" + file + "' is not safe: " + redirected.getMessage());
    } catch (NotRegularException fifo) {
      throw new UsageException(option + " '" + file + "': " + fifo.getMessage());
    }
    return this;
  }

  /**
   * Writes the whole file, or nothing.
   *
   * @param what the document, for messages
   */
  void write(byte[] bytes, String what) {
    try {
      AtomicFile.write(file, bytes, access, trust);
    } catch (IOException failed) {
      throw new UsageException(
          "cannot write the " + what + " to '" + file + "': " + failed.getMessage());
    }
  }
}
