package io.hostready.report;

import io.hostready.run.HostReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes finished checks in one format. */
public interface ReportWriter {

  /** The format's name in {@code --format}. */
  String format();

  /** The whole document, ending with a line end. One report, or several in the order given. */
  String write(List<HostReport> reports);

  /**
   * Begins the same document about so many hosts. A format that needs no look at all of them writes
   * each report as it comes, so that a thousand hosts take no more memory than one; this one keeps
   * them until the end.
   */
  default GrowingReport begin(int hosts, Appendable out) {
    List<HostReport> reports = new ArrayList<>();
    return new GrowingReport() {
      @Override
      public void add(HostReport report) {
        reports.add(report);
      }

      @Override
      public void end() throws IOException {
        out.append(write(reports));
      }
    };
  }

  /** The whole document of a format that writes each report as it comes. */
  static String whole(ReportWriter writer, List<HostReport> reports) {
    StringBuilder out = new StringBuilder();
    GrowingReport growing = writer.begin(reports.size(), out);
    try {
      for (HostReport report : reports) {
        growing.add(report);
      }
      growing.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringBuilder does not fail
    }
    return out.toString();
  }
}
