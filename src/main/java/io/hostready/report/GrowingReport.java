package io.hostready.report;

import io.hostready.run.HostReport;
import java.io.IOException;

/** A document that is being written, one host after the other. */
public interface GrowingReport {

  /** Takes the next host's report; in the order given. */
  void add(HostReport report) throws IOException;

  /** Ends the document, when the last report is in. */
  void end() throws IOException;
}
