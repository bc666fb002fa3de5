package io.hostready.run;

import io.hostready.capture.Manifest;
import io.hostready.host.FileStatus;
import io.hostready.host.HostFiles;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Unreadable;
import java.util.List;

/**
 * The files of a capture, in which a path that was not asked about is absent: a search continues
 * behind it, so that its further questions are known, too.
 */
record MissingAsAbsent(HostFiles files) implements HostFiles {

  @Override
  public Reading<byte[]> read(String path) {
    return absentIfMissing(files.read(path));
  }

  @Override
  public Reading<List<String>> list(String path) {
    return absentIfMissing(files.list(path));
  }

  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    return absentIfMissing(files.status(path, follow));
  }

  private static <T> Reading<T> absentIfMissing(Reading<T> reading) {
    return reading instanceof Unreadable<T>(String where, String why)
            && (why.startsWith(Manifest.LACKING) || why.equals(UnknownFiles.REASON))
        ? new Absent<>(where)
        : reading;
  }
}
