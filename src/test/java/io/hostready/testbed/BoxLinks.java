package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Follows symbolic links below a root as a process would whose root that is: from outside the
 * kernel would take an absolute link to this machine's files.
 */
final class BoxLinks {

  /** As the kernel's own limit, path_resolution(7). */
  private static final int MOST_LINKS = 40;

  private BoxLinks() {}

  static Path followed(Path root, String path) {
    return follow(root, path, true);
  }

  static Path parentsFollowed(Path root, String path) {
    return follow(root, path, false);
  }

  private static Path follow(Path root, String path, boolean toTheEnd) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + path + "' is not absolute; a path in a box starts with /");
    }
    Deque<String> rest = new ArrayDeque<>(words(path));
    Deque<String> walked = new ArrayDeque<>();
    int links = 0;
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      if (word.equals("..")) {
        walked.pollLast();
        continue;
      }
      walked.addLast(word);
      Path here = root.resolve(String.join("/", walked));
      if (Files.isSymbolicLink(here) && (toTheEnd || !rest.isEmpty())) {
        links++;
        if (links > MOST_LINKS) {
          throw new IllegalArgumentException("too many symbolic links on the way to " + path);
        }
        String target = target(here);
        walked.removeLast();
        if (target.startsWith("/")) {
          walked.clear();
        }
        words(target).reversed().forEach(rest::addFirst);
      }
    }
    return root.resolve(String.join("/", walked));
  }

  private static List<String> words(String path) {
    return List.of(path.split("/")).stream()
        .filter(word -> !word.isEmpty() && !word.equals("."))
        .toList();
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
