package io.hostready.host;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files below a directory of the class path, read into memory: from a directory, a jar or a
 * module of the runtime. A path is the path of a resource, such as "/io/hostready/rules".
 */
public final class ResourceFiles implements HostFiles {

  private final TreeMap<String, byte[]> contents = new TreeMap<>();

  private ResourceFiles() {}

  /**
   * Reads a directory.
   *
   * @param known the relative path of a file in it: directories cannot be looked up on the class
   *     path
   */
  public static ResourceFiles below(String directory, String known) {
    String file = directory + "/" + known;
    URL place = Objects.requireNonNull(ResourceFiles.class.getResource(file), file);
    try {
      return below(directory, known, place.toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static ResourceFiles below(String directory, String known, URI place) {
    try {
      if (!place.getScheme().equals("jar")) {
        return below(directory, known, Path.of(place));
      }
      try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
        return below(directory, known, jar.provider().getPath(place));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static ResourceFiles below(String directory, String known, Path file) throws IOException {
    int levels = Path.of(known).getNameCount();
    Path root = Objects.requireNonNull(file.getRoot());
    Path top = root.resolve(file.subpath(0, file.getNameCount() - levels));
    ResourceFiles files = new ResourceFiles();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        files.contents.put(directory + "/" + top.relativize(each), Files.readAllBytes(each));
      }
    }
    return files;
  }

  @Override
  public Reading<byte[]> read(String path) {
    byte[] content = contents.get(path);
    return content == null ? new Absent<>(path) : new Present<>(content, path);
  }

  @Override
  public Reading<List<String>> list(String path) {
    List<String> names =
        within(path).map(below -> below.split("/")[0]).distinct().sorted().toList();
    return names.isEmpty() ? new Absent<>(path) : new Present<>(names, path);
  }

  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    byte[] content = contents.get(path);
    if (content != null) {
      return present(path, FileStatus.Type.FILE, 0444, content.length);
    }
    return within(path).findAny().isPresent()
        ? present(path, FileStatus.Type.DIRECTORY, 0555, 0)
        : new Absent<>(path);
  }

  private Stream<String> within(String path) {
    String start = path + "/";
    return contents.tailMap(start).keySet().stream()
        .takeWhile(file -> file.startsWith(start))
        .map(file -> file.substring(start.length()));
  }

  private static Reading<FileStatus> present(
      String path, FileStatus.Type type, int mode, long size) {
    return new Present<>(new FileStatus(type, mode, "0", "0", size, Optional.empty()), path);
  }
}
