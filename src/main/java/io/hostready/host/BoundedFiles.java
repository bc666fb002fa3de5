package io.hostready.host;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Files of a tree that somebody else made: what is read of all of them together is bounded. */
final class BoundedFiles implements HostFiles {

  private final HostFiles files;
  private final long maxBytes;
  private final AtomicLong read = new AtomicLong();

  BoundedFiles(HostFiles files, long maxBytes) {
    this.files = files;
    this.maxBytes = maxBytes;
  }

  @Override
  public FileContent read(String path) {
    if (read.get() > maxBytes) {
      return tooMuch();
    }
    FileContent content = files.read(path);
    return content instanceof FileContent.Bytes(byte[] bytes)
            && read.addAndGet(bytes.length) > maxBytes
        ? tooMuch()
        : content;
  }

  private FileContent tooMuch() {
    return new FileContent.Unreadable(
        "more than "
            + (maxBytes >> 20)
            + " MiB were read of this tree, and the rest is left alone");
  }

  @Override
  public Listing list(String path) {
    return files.list(path);
  }

  @Override
  public boolean has(String path) {
    return files.has(path);
  }

  @Override
  public Optional<String> linkTarget(String path) {
    return files.linkTarget(path);
  }

  @Override
  public FileStatus status(String path, boolean follow) {
    return files.status(path, follow);
  }
}
