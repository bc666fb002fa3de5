package io.hostready.change.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What is told of a program that failed. */
class RunContextTest {

  @Test
  void whyDpkgFailsIsToldWithWhere() {
    String out =
        """
        Unpacking docker-ce (5:26.1.5-1) ...
        dpkg: error processing archive /var/cache/apt/archives/docker-ce.deb (--unpack):
         trying to overwrite '/usr/bin/tini', which is also in package tini (0.19.0-3)
        dpkg-deb: error: paste subprocess was killed by signal (Broken pipe)
        Errors were encountered while processing:
         /var/cache/apt/archives/docker-ce.deb
        E: Sub-process /usr/bin/dpkg returned an error code (1)
        """;
    assertEquals(
        "dpkg: error processing archive /var/cache/apt/archives/docker-ce.deb (--unpack): trying to"
            + " overwrite '/usr/bin/tini', which is also in package tini (0.19.0-3) Sub-process"
            + " /usr/bin/dpkg returned an error code (1).",
        RunContext.errorLines(out));
  }

  @Test
  void whatAWrongClockMayHaveDoneSendsToTheClock() {
    assertEquals(
        "Failed to fetch https://a.example SSL connection failed: certificate verify failed. Check"
            + " this host's clock: date.",
        RunContext.errorLines(
            "E: Failed to fetch https://a.example SSL connection failed: certificate verify"
                + " failed\n"));
    assertEquals(
        "Release file for http://a.example is not valid yet. Check this host's clock:" + " date.",
        RunContext.errorLines("E: Release file for http://a.example is not valid yet\n"));
  }

  @Test
  void ofOtherProgramsTheLastLinesAreTold() {
    assertEquals("two three four.", RunContext.errorLines("one\ntwo\n\n  three\nfour\n"));
  }
}
