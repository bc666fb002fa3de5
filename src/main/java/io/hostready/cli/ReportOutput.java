package io.hostready.cli;

import io.hostready.host.AtomicFile;
import io.hostready.host.NotRegularException;
import io.hostready.host.UntrustedException;
import io.hostready.report.ReportFormats;
import io.hostready.report.ReportWriter;
import io.hostready.report.TextStyle;
import io.hostready.run.FleetCheck;
import io.hostready.run.HostReport;
import io.hostready.run.UnopenedHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports in every requested format, host after host. Files are completed first: text on
 * standard output shows that everything succeeded.
 */
final class ReportOutput implements AutoCloseable {

  private final OutputTargets targets;
  private final Terminal terminal;
  private final String color;
  private final Opener opener;
  private final Consumer<HostReport> listener;
  private final List<Document> documents = new ArrayList<>();

  /**
   * The first report, held back until it is known whether there are others: some documents start
   * differently then.
   */
  private @Nullable HostReport first;

  private boolean begun;

  /** A document in progress, and its file unless it goes to standard output. */
  private record Document(ReportWriter writer, Optional<AtomicFile> file, String name) {}

  /** Creates the writer of a format. */
  @FunctionalInterface
  interface Opener {
    ReportWriter open(String format, ReportWriter.Medium medium);
  }

  ReportOutput(OutputTargets targets, Terminal terminal, String color) {
    this(targets, terminal, color, ReportFormats::open);
  }

  /** The same with the command's own writers. */
  ReportOutput(OutputTargets targets, Terminal terminal, String color, Opener opener) {
    this(targets, terminal, color, opener, _ -> {});
  }

  /**
   * The same with a listener.
   *
   * @param listener gets each report before the documents
   */
  ReportOutput(
      OutputTargets targets,
      Terminal terminal,
      String color,
      Opener opener,
      Consumer<HostReport> listener) {
    this.opener = opener;
    this.listener = listener;
    this.targets = targets;
    this.terminal = terminal;
    this.color = color;
  }

  /** The next host's report. */
  void add(HostReport report) {
    listener.accept(report);
    if (begun) {
      writeToAll(report);
    } else if (first == null) {
      first = report;
    } else {
      begin(true);
      writeToAll(first);
      first = null;
      writeToAll(report);
    }
  }

  /** Checks many hosts and adds each, with a progress line. */
  ExitCode addAll(FleetCheck fleet) {
    boolean isElsewhere = !targets.useStandardOutput() || fleet.access().isRemote();
    FleetCheck.Summary summary;
    try (Progress progress =
        new Progress(terminal, isElsewhere, fleet.hosts().size(), "hosts", System::nanoTime)
            .ticking()) {
      summary = fleet.run(new Listener(progress));
    }
    end();
    return summary.invalid() > 0 ? ExitCode.WRONG_INPUT : ExitCode.of(summary.outcome());
  }

  /** Adds the reports of a check of many hosts, and prints which could not be opened. */
  private final class Listener implements FleetCheck.Listener {

    private final Progress progress;
    private final HeapTrimmer heap = new HeapTrimmer();

    Listener(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void started(String host) {
      progress.start(host);
    }

    @Override
    public void checked(String host) {
      progress.step(host);
    }

    @Override
    public void take(FleetCheck.Checked checked) {
      progress.pause(
          () -> {
            checked.unopened().ifPresent(host -> terminal.refuse(message(host)));
            add(checked.report());
          });
      heap.start();
    }

    private static String message(UnopenedHost host) {
      return switch (host) {
        case UnopenedHost.Invalid(_, String why) -> why;
        case UnopenedHost.Unreachable(var destination, String why) ->
            destination.source() + " is unreachable: " + why;
      };
    }
  }

  /** Ends the documents and renames each file. Without any report nothing is written. */
  void end() {
    HostReport only = first;
    if (only != null) {
      begin(false);
    }
    for (Document document : documents) {
      try {
        if (only != null) {
          document.writer().add(only);
        }
        document.writer().end();
        if (document.file().isPresent()) {
          document.file().get().commit();
        } else {
          terminal.out().flush();
        }
      } catch (IOException failed) {
        throw writeError(document.name(), failed);
      }
      document
          .writer()
          .excess()
          .ifPresent(excess -> terminal.warn(document.name() + ": " + excess));
    }
  }

  private void begin(boolean several) {
    begun = true;
    for (OutputTargets.Target target : targets.targets()) {
      target.file().ifPresent(file -> begin(target.format(), several, file, false));
      if (target.format().equals("github")) {
        summaryOfJob().ifPresent(file -> begin("markdown", several, file, true));
      }
    }
    for (OutputTargets.Target target : targets.targets()) {
      if (target.file().isEmpty()) {
        TextStyle style = target.isText() ? terminal.style(color) : TextStyle.PLAIN;
        documents.add(
            new Document(
                opener.open(
                    target.format(),
                    new ReportWriter.Medium(
                        terminal.out(),
                        several,
                        style,
                        targets.verbose(),
                        targets.links(),
                        targets.repeated())),
                Optional.empty(),
                "standard output"));
      }
    }
  }

  /** The file to which a step of a GitHub Actions job can append to the job's summary. */
  private Optional<Path> summaryOfJob() {
    String file = terminal.environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
    return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
  }

  private void begin(String format, boolean several, Path path, boolean append) {
    try {
      AtomicFile file =
          append
              ? AtomicFile.append(path, targets.trust())
              : AtomicFile.replace(path, AtomicFile.Access.AS_BEFORE, targets.trust());
      ReportWriter.Medium medium =
          new ReportWriter.Medium(
              file.writer(),
              several,
              TextStyle.PLAIN,
              targets.verbose(),
              targets.links(),
              targets.repeated());
      documents.add(new Document(opener.open(format, medium), Optional.of(file), path.toString()));
    } catch (IOException failed) {
      throw writeError(path.toString(), failed);
    }
  }

  private void writeToAll(HostReport report) {
    for (Document document : documents) {
      try {
        document.writer().add(report);
        if (document.file().isEmpty()) {
          terminal.out().flush();
        }
      } catch (IOException failed) {
        throw writeError(document.name(), failed);
      }
    }
  }

  static UsageException writeError(String name, IOException failed) {
    if (failed instanceof UntrustedException) {
      return new UsageException(
          "the report was not written to '" + name + "': " + failed.getMessage() + ".");
    }
    if (failed instanceof NotRegularException) {
      return new UsageException(
          "the report was not written: '" + name + "': " + failed.getMessage() + ".");
    }
    return new UsageException(
        "the report could not be written to '"
            + name
            + "': "
            + failed.getMessage()
            + ". Expected room and permission to write. Make room, use sudo, or name another"
            + " file.");
  }

  /** Removes unfinished files. */
  @Override
  public void close() {
    documents.forEach(document -> document.file().ifPresent(AtomicFile::close));
  }
}
