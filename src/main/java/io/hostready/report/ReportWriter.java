package io.hostready.report;

import io.hostready.run.HostReport;
import java.util.List;

/** Writes finished checks in one format. */
public interface ReportWriter {

  /** The format's name in {@code --format}. */
  String format();

  /** The whole document, ending with a line end. One report, or several in the order given. */
  String write(List<HostReport> reports);
}
