package io.hostready.report;

import io.hostready.run.FleetDifference;
import io.hostready.run.HostReport;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** The formats of a difference of reports. */
public final class DifferenceFormats {

  /** Their names in {@code --format}. */
  public static final List<String> NAMES = List.of("text", "json", "markdown", "html");

  private DifferenceFormats() {}

  /**
   * A writer of a format that writes the difference at the end, and nothing for a report.
   *
   * @param difference called at the end
   * @param version the program's own
   * @throws IllegalArgumentException if the name is none of {@link #NAMES}
   */
  public static ReportWriter open(
      String format,
      ReportWriter.Medium medium,
      Supplier<FleetDifference> difference,
      String version) {
    if (!NAMES.contains(format)) {
      throw new IllegalArgumentException("no format of a difference is called " + format);
    }
    return new ReportWriter() {
      @Override
      public void add(HostReport report) {}

      @Override
      public void end() throws IOException {
        write(format, medium, DifferenceView.of(difference.get()), version);
      }
    };
  }

  private static void write(
      String format, ReportWriter.Medium medium, DifferenceView view, String version)
      throws IOException {
    Appendable out = medium.out();
    switch (format) {
      case "json" -> new DifferenceJson(view, version).write(out);
      case "markdown" -> new DifferenceMarkdown(view).write(out);
      case "html" -> new DifferenceHtml(view, medium.links()).write(out);
      default -> new DifferenceText(view, medium.style().palette(), medium.verbose()).write(out);
    }
  }
}
