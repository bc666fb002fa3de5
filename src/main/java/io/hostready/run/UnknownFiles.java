package io.hostready.run;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.HostSource;
import io.hostready.host.Reading;
import io.hostready.host.RecordedCommands;
import java.util.List;

/** The files of a host of which nothing is known: each is unreadable. */
final class UnknownFiles implements HostFiles {

  /** Why a file is unreadable. */
  static final String REASON = "not asked";

  /** A host of which nothing is known. */
  static Host host() {
    return new Host(new HostSource.Tree("/"), new UnknownFiles(), RecordedCommands.none());
  }

  private static <T> Reading<T> unknown(String path) {
    return new Reading.Unreadable<>(path, REASON);
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
