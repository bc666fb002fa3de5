package io.hostready.host;

import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Files of an untrusted tree: the size of all files together is limited. */
final class LimitedFiles implements HostFiles {

  private final HostFiles files;
  private final long maxBytes;
  private final AtomicLong read = new AtomicLong();

  LimitedFiles(HostFiles files, long maxBytes) {
    this.files = files;
    this.maxBytes = maxBytes;
  }

  @Override
  public Reading<byte[]> read(String path) {
    if (read.get() > maxBytes) {
      return tooLarge(path);
    }
    return files
        .read(path)
        .flatMap(
            bytes ->
                read.addAndGet(bytes.length) > maxBytes
                    ? tooLarge(path)
                    : new Present<>(bytes, path));
  }

  private Reading<byte[]> tooLarge(String path) {
    return new Unreadable<>(
        path,
        "more than "
            + (maxBytes >> 20)
            + " MiB were read of this tree, and the rest is left alone");
  }

  @Override
  public Reading<List<String>> list(String path) {
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
  public Reading<FileStatus> status(String path, boolean follow) {
    return files.status(path, follow);
  }
}
