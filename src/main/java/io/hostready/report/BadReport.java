package io.hostready.report;

/** Says why a file is no report that can be read. */
public final class BadReport extends Exception {

  private static final long serialVersionUID = 1L;

  BadReport(String why) {
    super(why);
  }

  BadReport(String why, Throwable cause) {
    super(why, cause);
  }
}
