package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tree as it was at one moment: of each path the type, mode, owner, content and extended
 * attributes, but no times. Links are not followed. Nothing is left out but what is asked for.
 */
public final class TreeSnapshot {

  /** What is no part of a host's disk: kernel file systems, memory, and what the box mounts. */
  private static final List<String> NOT_ON_DISK =
      List.of(
          "/proc",
          "/sys",
          "/dev",
          "/run",
          "/tmp",
          BoxOptions.JDK,
          BoxOptions.HOSTREADY,
          BoxOptions.PROGRAM);

  private final SortedMap<String, TreeEntry> entries;

  private TreeSnapshot(SortedMap<String, TreeEntry> entries) {
    this.entries = entries;
  }

  /** The whole disk of a box, or what is at and below some absolute paths of it. */
  public static TreeSnapshot of(Box box, String... below) {
    return of(box.root(), below);
  }

  /** A whole tree without the directories that are not on a host's disk, or just parts of it. */
  public static TreeSnapshot of(Path root, String... below) {
    SortedMap<String, TreeEntry> entries = new TreeMap<>();
    boolean whole = below.length == 0;
    List<String> parts = whole ? topPaths(root) : List.of(below);
    Map<String, Map<String, String>> attributes =
        ExtendedAttributes.below(
            root, parts.stream().filter(each -> !each.equals("/opt")).toList());
    for (String part : parts) {
      Path start = root.resolve(part.substring(1));
      if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
        walk(root, start, whole ? NOT_ON_DISK : List.of(), attributes, entries);
      }
    }
    return new TreeSnapshot(entries);
  }

  private static List<String> topPaths(Path root) {
    try (var all = Files.list(root)) {
      return all.map(each -> "/" + each.getFileName())
          .filter(each -> !NOT_ON_DISK.contains(each))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void walk(
      Path root,
      Path start,
      List<String> excluded,
      Map<String, Map<String, String>> attributes,
      Map<String, TreeEntry> entries) {
    try {
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes seen)
                throws IOException {
              if (excluded.contains(name(directory))) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              return visitFile(directory, seen);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes seen)
                throws IOException {
              String name = name(file);
              entries.put(name, TreeEntry.read(file, attributes.getOrDefault(name, Map.of())));
              return FileVisitResult.CONTINUE;
            }

            private String name(Path path) {
              return "/" + root.relativize(path);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This without what is at and below some absolute paths. */
  public TreeSnapshot without(String... paths) {
    SortedMap<String, TreeEntry> kept = new TreeMap<>(entries);
    kept.keySet()
        .removeIf(
            path ->
                List.of(paths).stream()
                    .anyMatch(each -> path.equals(each) || path.startsWith(each + "/")));
    return new TreeSnapshot(kept);
  }

  /** How many paths it holds. */
  public int size() {
    return entries.size();
  }

  /** What is different in a later one, a readable line each, sorted by path; empty if nothing. */
  public List<String> differences(TreeSnapshot later) {
    List<String> found = new ArrayList<>();
    TreeSet<String> all = new TreeSet<>(entries.keySet());
    all.addAll(later.entries.keySet());
    Map<String, TreeEntry> before = new HashMap<>(entries);
    Map<String, TreeEntry> after = new HashMap<>(later.entries);
    for (String path : all) {
      TreeEntry one = before.get(path);
      TreeEntry two = after.get(path);
      if (one == null) {
        found.add(path + ": is new, " + two);
      } else if (two == null) {
        found.add(path + ": is gone, was " + one);
      } else {
        one.differences(two).forEach(what -> found.add(path + ": " + what));
      }
    }
    return found;
  }
}
