package io.hostready.cli;

import io.hostready.capture.BadCapture;
import io.hostready.capture.Capture;
import io.hostready.expect.Verdict;
import io.hostready.host.ForeignFiles;
import io.hostready.host.Host;
import io.hostready.host.HostFolder;
import io.hostready.host.RootTrust;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the hosts of a run: this machine, or what {@code --host} names. */
final class Hosts {

  private Hosts() {}

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

  static Opened live() {
    return new Opened(Host.live(), Map.of(), false);
  }

  /**
   * Opens one host.
   *
   * @throws UsageError saying why it is none
   */
  static Opened one(String path, Map<String, String> environment) {
    try {
      Path file = Path.of(path);
      Optional<RootTrust> trust = RootTrust.ofReports(environment);
      if (Files.isDirectory(file) ? !Capture.isIn(file) : !Files.exists(file)) {
        requireSafeWay(file, trust);
        return new Opened(HostFolder.open(file), Map.of(), false);
      }
      Capture capture = Capture.read(file, trust);
      return new Opened(capture.host(path), capture.manifest().without().undecided(), true);
    } catch (BadCapture bad) {
      throw new UsageError(
          "--host '"
              + path
              + "' is no capture that can be read: "
              + bad.getMessage()
              + ". Expected a file that 'hostready capture' made, or the directory tree of a"
              + " host.");
    } catch (IllegalArgumentException notAHost) {
      throw new UsageError("--host " + notAHost.getMessage());
    }
  }

  private static void requireSafeWay(Path tree, Optional<RootTrust> trust) {
    try {
      ForeignFiles.check(tree, trust);
    } catch (NoSuchFileException missing) {
      // Opening it says so.
    } catch (IOException refused) {
      throw new UsageError("--host '" + tree + "' is not read: " + refused.getMessage() + ".");
    }
  }
}
