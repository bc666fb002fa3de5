package io.hostready.report;

import java.util.List;
import java.util.Set;

/** The list of all formats. A new one is a {@link ReportWriter}, a name and a line here. */
public final class ReportFormats {

  /** Every format's name in {@code --format}. */
  public static final List<String> NAMES =
      List.of(
          "text",
          "json",
          "junit",
          "tap",
          "sarif",
          "github",
          "gitlab",
          "prometheus",
          "nagios",
          "markdown",
          "html");

  /** Formats with the inventory of the machine. */
  public static final Set<String> WITH_INVENTORY = Set.of("json", "html");

  private ReportFormats() {}

  /**
   * A writer of a format. Only the class of the requested format is loaded.
   *
   * @throws IllegalArgumentException if the name is none of {@link #NAMES}
   */
  public static ReportWriter open(String format, ReportWriter.Medium medium) {
    return switch (format) {
      case "text" -> new TextReport(medium);
      case "json" -> new JsonReport(medium);
      case "junit" -> new JUnitReport(medium);
      case "tap" -> new TapReport(medium);
      case "sarif" -> new SarifReport(medium);
      case "github" -> new GithubReport(medium);
      case "gitlab" -> new GitlabReport(medium);
      case "prometheus" -> new PrometheusReport(medium);
      case "nagios" -> new NagiosReport(medium);
      case "markdown" -> new MarkdownReport(medium);
      case "html" -> new HtmlReport(medium);
      default -> throw new IllegalArgumentException("no format is called " + format);
    };
  }
}
