package io.hostready.docker;

import io.hostready.facts.Architecture;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plugins of the docker command, such as compose and buildx. Source: docker/cli, {@code
 * cli-plugins/manager}: of a name, the first directory counts; a link to a missing file is skipped,
 * but a file that cannot be executed is not.
 *
 * @param usable the file that the client starts, by the name of the plugin
 * @param broken files that the client cannot start, and directories that it cannot read, and why
 * @param shadowed files that the client does not start because of another directory's file, by path
 * @param unread directories that could not be read
 */
public record ClientPlugins(
    Map<String, String> usable,
    List<String> broken,
    Map<String, String> shadowed,
    List<Unreadable<String>> unread) {

  /** The directories for all users. */
  private static final List<String> SYSTEM =
      List.of(
          "/usr/local/lib/docker/cli-plugins",
          "/usr/local/libexec/docker/cli-plugins",
          "/usr/lib/docker/cli-plugins",
          "/usr/libexec/docker/cli-plugins");

  private static final List<String> PACKAGED = List.of("/usr/lib/docker/", "/usr/libexec/docker/");

  /** Compose as a separate program, where its documentation installs it. */
  private static final String STANDALONE = "/usr/local/bin/docker-compose";

  private static final String PREFIX = "docker-";

  /** A program is larger, and a script starts with #!. */
  private static final int SMALL = 4096;

  private static final int EXECUTABLE = 0111; // inode(7)
  private static final int FOR_OTHERS = 0005; // r-x

  /** Plugins of all users. */
  public static ClientPlugins ofSystem(Host host) {
    return of(host, SYSTEM);
  }

  /** Plugins of a user: the own directories go before those of all users. */
  static ClientPlugins ofUser(Host host, ClientConfig config) {
    List<String> directories = new ArrayList<>(config.extraPluginDirectories());
    directories.add(config.directory() + "/cli-plugins");
    directories.addAll(SYSTEM);
    return of(host, directories);
  }

  private static ClientPlugins of(Host host, List<String> directories) {
    Map<String, String> usable = new LinkedHashMap<>();
    Map<String, String> shadowed = new LinkedHashMap<>();
    List<String> broken = new ArrayList<>();
    List<Unreadable<String>> unread = new ArrayList<>();
    for (String directory : directories) {
      if (SYSTEM.contains(directory)) {
        closed(host, directory).filter(each -> !broken.contains(each)).ifPresent(broken::add);
      }
      switch (host.list(directory)) {
        case Present(var names, _) -> {
          for (String name : names) {
            String path = directory + "/" + name;
            if (!name.startsWith(PREFIX) || name.contains(".")) {
              continue;
            }
            Optional<String> error = error(host, path);
            if (error.isPresent()) {
              broken.add(path + " " + error.get());
            } else {
              String first = usable.putIfAbsent(name.substring(PREFIX.length()), path);
              if (first != null && !isSame(host, first, path)) {
                shadowed.put(path, first);
              }
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> unread.add(new Unreadable<>(where, why));
      }
    }
    if (host.statusOfLink(STANDALONE) instanceof Present) {
      error(host, STANDALONE).ifPresent(error -> broken.add(STANDALONE + " " + error));
    }
    return new ClientPlugins(usable, broken, shadowed, unread);
  }

  /** The directory, or the first one above it, in which users cannot look for plugins. */
  private static Optional<String> closed(Host host, String directory) {
    for (int end = directory.indexOf('/', 1); end > 0; end = directory.indexOf('/', end + 1)) {
      Optional<String> found = closedAt(host, directory.substring(0, end));
      if (found.isPresent()) {
        return host.has(directory) ? found : Optional.empty();
      }
    }
    return closedAt(host, directory);
  }

  private static Optional<String> closedAt(Host host, String path) {
    return host.status(path)
        .toOptional()
        .filter(there -> there.isDirectory() && (there.mode() & FOR_OTHERS) != FOR_OTHERS)
        .map(there -> path + " is closed to users (mode " + there.octalMode() + ")");
  }

  /** /usr/lib can be a link to /usr/libexec, and one file a link to the other. */
  private static boolean isSame(Host host, String one, String other) {
    return target(host, one).equals(target(host, other));
  }

  private static String target(Host host, String path) {
    return ResolvedPath.of(host, path).map(ResolvedPath::path).orElse(path);
  }

  /** The files that run instead of those of the packages, which are in /usr/lib or /usr/libexec. */
  public List<String> shadowing() {
    return shadowed.entrySet().stream()
        .filter(each -> PACKAGED.stream().anyMatch(each.getKey()::startsWith))
        .filter(each -> PACKAGED.stream().noneMatch(each.getValue()::startsWith))
        .map(each -> each.getValue() + " (instead of " + each.getKey() + ")")
        .toList();
  }

  private static Optional<String> error(Host host, String path) {
    return switch (host.status(path)) {
      case Present(var there, _) when there.type() != FileStatus.Type.FILE -> Optional.empty();
      case Present(var there, _) when (there.mode() & EXECUTABLE) == 0 ->
          Optional.of("is not executable (mode " + there.octalMode() + ")");
      case Present(var there, _) when there.size() < SMALL && isNoProgram(host, path) ->
          Optional.of("is no program (" + there.size() + " bytes)");
      case Present(_, _) -> foreign(host, path);
      case Unreadable(_, _) -> Optional.empty();
      case Absent(_) ->
          Optional.of(
              "is a link to a missing file"
                  + host.statusOfLink(path)
                      .find(FileStatus::linkTarget)
                      .toOptional()
                      .map(target -> " (" + target + ")")
                      .orElse(""));
    };
  }

  /** A downloaded program of another architecture: those of packages are of the right one. */
  private static Optional<String> foreign(Host host, String path) {
    return PACKAGED.stream().anyMatch(path::startsWith)
        ? Optional.empty()
        : Architecture.ofProgram(host, path)
            .toOptional()
            .filter(program -> Architecture.read(host).cannotExecute(host, program))
            .map(
                program -> "is a program for " + program.name() + ", which this kernel cannot run");
  }

  private static boolean isNoProgram(Host host, String path) {
    return host.bytes(path) instanceof Present(var bytes, _)
        && !startsWith(bytes, "#!")
        && !startsWith(bytes, "\u007fELF");
  }

  private static boolean startsWith(byte[] bytes, String magic) {
    byte[] start = magic.getBytes(StandardCharsets.US_ASCII);
    return bytes.length >= start.length && Arrays.equals(Arrays.copyOf(bytes, start.length), start);
  }
}
