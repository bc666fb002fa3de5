package io.hostready.cli;

import io.hostready.report.GrowingReport;
import io.hostready.report.Palette;
import io.hostready.report.ReportWriter;
import io.hostready.run.HostReport;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one run, a format each, written host by host. Files go first: what is printed
 * last says that all went well.
 */
final class Reports implements AutoCloseable {

  private final int hosts;
  private final List<Sheet> sheets = new ArrayList<>();
  private int added;

  Reports(
      List<Formats.Target> targets,
      int hosts,
      Terminal terminal,
      String color,
      BiFunction<String, Palette, ReportWriter> writers) {
    this.hosts = hosts;
    for (Formats.Target target : targets) {
      if (target.file().isPresent()) {
        ReportWriter writer = writers.apply(target.format(), new Palette(false));
        sheets.add(new FileSheet(target.file().get(), writer));
      }
    }
    for (Formats.Target target : targets) {
      if (target.file().isEmpty()) {
        Palette palette = new Palette(terminal.colors(color));
        sheets.add(new Printed(terminal.out(), writers.apply(target.format(), palette)));
      }
    }
  }

  /**
   * Takes the next host's report; the last one ends the documents.
   *
   * @throws UsageError when a file cannot be written
   */
  void add(HostReport report) {
    added++;
    for (Sheet sheet : sheets) {
      sheet.add(report);
      if (added == hosts) {
        sheet.end();
      }
    }
  }

  /** Closes the files, also those of a run that ended early. */
  @Override
  public void close() {
    sheets.forEach(Sheet::end);
  }

  /** One document and where it goes. */
  private abstract class Sheet {

    private final ReportWriter writer;
    private @Nullable GrowingReport growing;
    private boolean ended;

    Sheet(ReportWriter writer) {
      this.writer = writer;
    }

    final void add(HostReport report) {
      try {
        if (growing == null) {
          growing = writer.begin(hosts, open());
        }
        growing.add(report);
        flush();
      } catch (IOException failed) {
        throw failure(failed);
      }
    }

    /** Ends the document where all hosts are in it; else it stays as far as it came. */
    final void end() {
      if (ended || growing == null) {
        return;
      }
      ended = true;
      try {
        if (added == hosts) {
          growing.end();
        }
        finish();
      } catch (IOException failed) {
        throw failure(failed);
      }
    }

    abstract Appendable open() throws IOException;

    abstract void flush() throws IOException;

    abstract void finish() throws IOException;

    abstract UsageError failure(IOException why);
  }

  /** A document in a file, which is opened when there is something to write. */
  private final class FileSheet extends Sheet {

    private final Path file;
    private @Nullable Writer out;

    FileSheet(Path file, ReportWriter writer) {
      super(writer);
      this.file = file;
    }

    @Override
    Appendable open() throws IOException {
      return out = new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8);
    }

    @Override
    void flush() {}

    @Override
    void finish() throws IOException {
      if (out != null) {
        out.close();
      }
    }

    @Override
    UsageError failure(IOException why) {
      return Formats.notWritten(file, why);
    }
  }

  /** A document on standard output; whether that took it is seen at the program's end. */
  private final class Printed extends Sheet {

    private final PrintStream out;

    Printed(PrintStream out, ReportWriter writer) {
      super(writer);
      this.out = out;
    }

    @Override
    Appendable open() {
      return out;
    }

    @Override
    void flush() {
      out.flush();
    }

    @Override
    void finish() {
      out.flush();
    }

    @Override
    UsageError failure(IOException why) {
      return new UsageError("standard output could not be written: " + why.getMessage() + ".");
    }
  }
}
