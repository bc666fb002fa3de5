package io.hostready.cli;

import io.hostready.capture.BadCapture;
import io.hostready.capture.Capture;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.host.HostFolder;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of one run: this machine, or the folders and captures that {@code --host} names. Each
 * is opened when its turn comes and not kept, for what was read of a host goes with it.
 */
final class Hosts {

  private final List<String> paths;
  private @Nullable Opened first;

  private Hosts(List<String> paths, Opened first) {
    this.paths = paths;
    this.first = first;
  }

  /**
   * A host that can be judged.
   *
   * @param undecided rules of which a capture cannot say what its host said, and why
   * @param inMemory whether everything about it is in memory, and so answers at once
   */
  record Opened(Host host, Map<String, String> undecided, boolean inMemory) {

    /** A report in which rules that the capture cannot decide are unknown. */
    HostReport settled(HostReport report) {
      if (undecided.isEmpty()) {
        return report;
      }
      List<CheckResult> results = new ArrayList<>();
      for (CheckResult result : report.results()) {
        String why = undecided.get(result.rule().id().value());
        results.add(
            why == null || result.isUnknown()
                ? result
                : new CheckResult(
                    result.rule(),
                    result.level(),
                    result.finding().with(new Verdict.Unknown(why)),
                    Optional.empty()));
      }
      return report.with(results);
    }
  }

  /**
   * Opens each once, so that a wrong path is told before anything is judged.
   *
   * @throws UsageError naming the first that is no host
   */
  static Hosts of(List<String> paths) {
    if (paths.isEmpty()) {
      return new Hosts(paths, live());
    }
    paths.stream().skip(1).forEach(Hosts::one);
    return new Hosts(paths, one(paths.getFirst()));
  }

  static Opened live() {
    return new Opened(Host.live(), Map.of(), false);
  }

  /** Whether it is the machine itself, and no folder. */
  boolean isThisMachine() {
    return paths.isEmpty();
  }

  int count() {
    return Math.max(1, paths.size());
  }

  /** After so many hosts what was read of them is thrown away. */
  private static final int SWEPT = 32;

  /** The host at a position; the first one only once. */
  Opened open(int position) {
    if (position > 0 && position % SWEPT == 0) {
      // The serial collector would rather let the heap grow, up to a quarter of the machine.
      System.gc();
    }
    Opened opened = first;
    if (position > 0 || opened == null) {
      return one(paths.get(position));
    }
    first = null;
    return opened;
  }

  /**
   * Opens one host.
   *
   * @throws UsageError saying why it is none
   */
  static Opened one(String path) {
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file) ? !Capture.isIn(file) : !Files.exists(file)) {
        return new Opened(HostFolder.open(file), Map.of(), false);
      }
      Capture capture = Capture.read(file);
      return new Opened(capture.host(path), capture.manifest().without().undecided(), true);
    } catch (BadCapture bad) {
      throw new UsageError(
          "--host '"
              + path
              + "' is no capture that can be read: "
              + bad.getMessage()
              + ". Expected a file that 'hostready capture' made, or the directory tree of a host.");
    } catch (IllegalArgumentException notAHost) {
      throw new UsageError("--host " + notAHost.getMessage());
    }
  }
}
