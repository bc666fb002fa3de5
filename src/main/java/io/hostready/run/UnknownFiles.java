package io.hostready.run;

import io.hostready.host.FileStatus;
import io.hostready.host.HostFiles;
import io.hostready.host.Reading;
import java.util.List;

/** The files of a host of which nothing is known: each is unreadable. */
final class UnknownFiles implements HostFiles {

  private static <T> Reading<T> unknown(String path) {
    return new Reading.Unreadable<>(path, "not asked");
  }

  @Override
  public Reading<byte[]> read(String path) {
    return unknown(path);
  }

  @Override
  public Reading<List<String>> list(String path) {
    return unknown(path);
  }

  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    return unknown(path);
  }
}
