package io.hostready.fuzz;

import io.hostready.host.FileStatus;
import io.hostready.host.HostFiles;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import java.util.List;

/** The files of a host that has none. */
final class NoFiles implements HostFiles {

  @Override
  public Reading<byte[]> read(String path) {
    return new Absent<>(path);
  }

  @Override
  public Reading<List<String>> list(String path) {
    return new Absent<>(path);
  }

  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    return new Absent<>(path);
  }
}
