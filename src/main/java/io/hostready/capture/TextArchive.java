package io.hostready.capture;

import io.hostready.capture.EntryLine.Access;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An archive of files in the form of a text of hosts: entries of regular files with their content,
 * and nothing else. Equal files give equal bytes.
 */
public final class TextArchive {

  private static final Access USUAL = new Access(0644, "root", "root");

  private TextArchive() {}

  /**
   * The text of an archive.
   *
   * @param comment its first lines
   * @param files the content of each file, by absolute path
   */
  public static byte[] bytes(List<String> comment, SortedMap<String, byte[]> files) {
    Map<String, CapturedPath> paths = new LinkedHashMap<>();
    files.forEach(
        (path, content) -> {
          FileStatus status =
              new FileStatus(
                  FileStatus.Type.FILE, 0644, "root", "root", content.length, Optional.empty());
          paths.put(
              path,
              CapturedPath.of(new Present<>(status, path))
                  .withContent(new Present<>(content, path)));
        });
    HostSection section = new HostSection("", comment, List.of(), paths, Map.of());
    return new HostText(Optional.empty(), section, List.of()).bytes();
  }

  /**
   * The files of an archive, which may be hostile, as a host that has nothing else.
   *
   * @param path its name in messages
   * @throws HostTextException if it is invalid, or has something other than files
   */
  public static Host open(String path, byte[] text) throws HostTextException {
    HostText read = HostText.parse(text);
    HostSection files = read.common();
    if (read.manifest().isPresent()
        || !read.situations().isEmpty()
        || !files.fields().isEmpty()
        || !files.commands().isEmpty()) {
      throw new HostTextException("an archive has only comments and files");
    }
    for (Map.Entry<String, CapturedPath> each : files.paths().entrySet()) {
      if (!isPlainFile(each.getValue())) {
        throw new HostTextException(
            "'"
                + PathNames.shortened(each.getKey())
                + "' is not a regular file with content and mode 0644");
      }
    }
    return read.host(path);
  }

  private static boolean isPlainFile(CapturedPath known) {
    return known.content() instanceof Present
        && known.status() instanceof Present(FileStatus status, _)
        && status.type() == FileStatus.Type.FILE
        && Access.of(status).equals(USUAL);
  }
}
