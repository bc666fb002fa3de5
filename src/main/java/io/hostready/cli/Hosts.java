package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.host.HostFolder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of one run: this machine, or the folders that {@code --host} names. Each is opened when
 * its turn comes and not kept, for what was read of a host goes with it.
 */
final class Hosts {

  private final List<String> paths;
  private @Nullable Host first;

  private Hosts(List<String> paths, Host first) {
    this.paths = paths;
    this.first = first;
  }

  /**
   * Opens each once, so that a wrong path is told before anything is judged.
   *
   * @throws UsageError naming the first that is no host
   */
  static Hosts of(List<String> paths) {
    if (paths.isEmpty()) {
      return new Hosts(paths, Host.live());
    }
    paths.stream().skip(1).forEach(Hosts::open);
    return new Hosts(paths, open(paths.getFirst()));
  }

  int count() {
    return Math.max(1, paths.size());
  }

  /** The host at a position; the first one only once. */
  Host open(int position) {
    Host opened = first;
    if (position > 0 || opened == null) {
      return open(paths.get(position));
    }
    first = null;
    return opened;
  }

  private static Host open(String path) {
    try {
      return HostFolder.open(Path.of(path));
    } catch (IllegalArgumentException notAHost) {
      throw new UsageError("--host " + notAHost.getMessage());
    }
  }
}
