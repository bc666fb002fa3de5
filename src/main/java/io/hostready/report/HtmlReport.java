package io.hostready.report;

import io.hostready.run.HostReport;
import java.io.IOException;

/** The report as a page for a browser: one host in full, or many hosts against their rules. */
final class HtmlReport implements ReportWriter {

  private final ReportWriter page;

  HtmlReport(Medium medium) {
    page = medium.several() ? new HtmlHosts(medium) : new HtmlHost(medium);
  }

  @Override
  public void add(HostReport report) throws IOException {
    page.add(report);
  }

  @Override
  public void end() throws IOException {
    page.end();
  }
}
