package io.hostready.pack;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The directory from which a pack archive is built: {@code manifest.yaml}, {@code rules} and {@code
 * tests}. Other files in it, and hidden ones, are not part of the archive.
 */
public final class PackDirectory {

  /** Directories of rules and tests have two levels; a situation that is a directory has more. */
  private static final int MAX_DEPTH = 3;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+-][A-Za-z0-9._+-]{0,199}");

  private final Host files;
  private final String directory;
  private final String label;
  private final SortedMap<String, byte[]> found = new TreeMap<>();
  private final Problems problems = new Problems();
  private long size;

  private PackDirectory(Host files, String directory, String label) {
    this.files = files;
    this.directory = directory;
    this.label = label;
  }

  /**
   * The text of an archive with the files of a directory.
   *
   * @param label the directory in messages
   * @throws InvalidInputException if a file is missing, cannot be read, or is not a regular file
   */
  public static byte[] archive(Host files, String directory, String label) {
    PackDirectory source = new PackDirectory(files, directory, label);
    source.add("/" + PackManifest.FILE, 0);
    source.add("/" + PackArchive.RULES, 0);
    source.add("/" + PackArchive.TESTS, 0);
    source.problems.throwIfAny();
    return PackArchive.bytes(source.found);
  }

  private void add(String path, int depth) {
    switch (files.statusOfLink(directory + path)) {
      case Present(FileStatus status, _) -> add(path, depth, status.type());
      case Absent(_) -> problem(path, "not found");
      case Unreadable(_, String why) -> problem(path, why);
    }
  }

  private void add(String path, int depth, FileStatus.Type type) {
    switch (type) {
      case FILE -> addFile(path);
      case DIRECTORY -> addDirectory(path, depth);
      case LINK, SOCKET, DEVICE, FIFO ->
          problem(path, "is a " + type.id() + ": use a regular file");
    }
  }

  private void addDirectory(String path, int depth) {
    if (depth >= MAX_DEPTH) {
      problem(path, "too many directories: tests are texts, RULE.hosts or RULE/SITUATION.host");
      return;
    }
    switch (files.list(directory + path)) {
      case Present(List<String> names, _) -> {
        for (String name : names) {
          if (name.startsWith(".")) {
            continue;
          }
          if (NAME.matcher(name).matches()) {
            add(path + "/" + name, depth + 1);
          } else {
            problem(path, "has a file whose name has other than letters, digits and '.+_-'");
          }
        }
      }
      case Absent(_) -> problem(path, "not found");
      case Unreadable(_, String why) -> problem(path, why);
    }
  }

  private void addFile(String path) {
    switch (files.bytes(directory + path)) {
      case Present(byte[] content, _) -> {
        size += content.length;
        if (size > PackArchive.MAX_BYTES) {
          problems.addCause(
              new Problem(
                  SourceSpan.whole(label),
                  "has more than " + (PackArchive.MAX_BYTES >> 20) + " MiB of rules and tests"));
        } else {
          found.put(path, content);
        }
      }
      case Absent(_) -> problem(path, "not found");
      case Unreadable(_, String why) -> problem(path, why);
    }
  }

  private void problem(String path, String what) {
    problems.add(new Problem(SourceSpan.whole(label + path), what));
  }
}
