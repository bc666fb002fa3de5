package io.hostready.report;

import io.hostready.run.HostReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes one document in one format, host after host, without keeping earlier hosts. It is created
 * for the first report; see {@link ReportFormats}.
 */
public interface ReportWriter {

  /** The next host's report. */
  void add(HostReport report) throws IOException;

  /** What comes after the last report; the document then ends with a line end. */
  void end() throws IOException;

  /**
   * How the ended document exceeds what programs that read this format accept or show, and what to
   * do, as sentences after "hosts.xml: "; empty if it does not.
   */
  default Optional<String> excess() {
    return Optional.empty();
  }

  /**
   * The destination of a document, and the options that it depends on.
   *
   * @param style the style of a text; no other format uses it
   * @param several whether more than one report follows
   * @param verbose whether the text shows what was found and read for every rule, and the metrics
   *     have every rule
   * @param links the addresses of the pages about rules
   * @param repeated the arguments of the check; empty if the reports were saved
   */
  record Medium(
      Appendable out,
      boolean several,
      TextStyle style,
      boolean verbose,
      RuleLinks links,
      Optional<RepeatedArguments> repeated) {

    /** The same for reports of other machines: it shows no command for this machine. */
    public Medium withoutNextCommands() {
      TextStyle plain = new TextStyle(style.palette(), style.width(), false);
      return new Medium(out, several, plain, verbose, links, repeated);
    }

    /** The arguments of the check, as far as the report has them. */
    RepeatedArguments repeated(HostReport report) {
      return repeated.orElseGet(
          () -> new RepeatedArguments(CheckedProduct.options(report), List.of()));
    }
  }
}
