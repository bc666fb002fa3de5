package io.hostready.report;

import io.hostready.run.HostReport;
import java.io.IOException;

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
   * The destination of a document, and the options that it depends on.
   *
   * @param style the style of a text; no other format uses it
   * @param several whether more than one report follows
   * @param verbose whether the text shows what was found and read for every rule
   * @param links the addresses of the pages about rules
   */
  record Medium(
      Appendable out, boolean several, TextStyle style, boolean verbose, RuleLinks links) {

    /** The same for reports of other machines: it shows no command for this machine. */
    public Medium withoutNextCommands() {
      return new Medium(
          out, several, new TextStyle(style.palette(), style.width(), false), verbose, links);
    }
  }
}
