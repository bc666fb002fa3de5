package io.hostready.cli;

import io.hostready.host.ForeignFiles;
import io.hostready.host.RootTrust;
import io.hostready.json.JsonException;
import io.hostready.report.ReportStream;
import io.hostready.run.HostReport;
import io.hostready.text.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of saved reports.
 *
 * @param skipped files in directories that are not read
 */
record ReportFiles(Predicate<Path> skipped, Optional<RootTrust> trust) {

  /** All files in directories: those of an earlier run, which this one may replace. */
  static ReportFiles ofInput(OutputTargets targets) {
    return new ReportFiles(_ -> false, targets.trust());
  }

  /** Without the output files of this run. */
  static ReportFiles besidesOutput(OutputTargets targets) {
    return new ReportFiles(targets::writes, targets.trust());
  }

  /**
   * Reads every report of the files and directories that were named, in order. A file that is not a
   * report is named on standard error, and the others are read.
   *
   * @param reader takes each report with the name of its file
   * @return how many files are not reports
   */
  int read(List<String> named, Terminal terminal, BiConsumer<String, HostReport> reader) {
    int bad = 0;
    for (String file : of(named)) {
      try (InputStream in = open(file)) {
        ReportStream.read(in, report -> reader.accept(file, report));
      } catch (JsonException wrong) {
        bad++;
        terminal.refuse(Quoted.of(file) + " skipped: " + wrong.getMessage());
      } catch (NoSuchFileException absent) {
        bad++;
        terminal.refuse(Quoted.of(file) + " skipped: file not found");
      } catch (IOException unreadable) {
        bad++;
        terminal.refuse(Quoted.of(file) + " skipped: cannot read it: " + unreadable.getMessage());
      }
    }
    return bad;
  }

  /** A pipe or device among the files, such as /dev/zero, could block or never end. */
  private InputStream open(String file) throws IOException {
    Path path = Path.of(file.equals("-") ? "/dev/stdin" : file);
    if (isOwnStream(path)) {
      return Files.newInputStream(path);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("it is neither a regular file nor standard input");
    }
    return ForeignFiles.open(path, trust);
  }

  /** What the shell opened for this process: standard input, or {@code <(command)}. */
  private static boolean isOwnStream(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    return whole.equals(Path.of("/dev/stdin"))
        || whole.startsWith("/dev/fd")
        || whole.startsWith("/proc/self/fd");
  }

  /** The given paths, with each directory replaced by its reports. */
  private List<String> of(List<String> named) {
    List<String> files = new ArrayList<>();
    for (String one : named) {
      if (one.equals("-") || !Files.isDirectory(Path.of(one))) {
        files.add(one);
        continue;
      }
      List<String> within = reportsIn(Path.of(one));
      if (within.isEmpty()) {
        throw new UsageException(
            "no reports (*.json) in directory "
                + Quoted.of(one)
                + ". To write one: hostready check --format json=FILE");
      }
      files.addAll(within);
    }
    return files;
  }

  /** A document that is being written to the same directory is not one of its reports. */
  private List<String> reportsIn(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("[^.].*\\.json"))
          .filter(entry -> Files.isRegularFile(entry) && !skipped.test(entry))
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UsageException(
          "cannot read directory "
              + Quoted.of(directory.toString())
              + ": "
              + unreadable.getMessage());
    }
  }
}
