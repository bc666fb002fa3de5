package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;

class FilesProbeTest {

  private static final String LOGS = "files: {paths: [/var/log/*.log]";

  private static final Host HOST =
      FakeHost.with("/var/log/a.log", "12345")
          .file("/var/log/b.log", "")
          .file("/var/log/c.log", "1234567")
          .file("/var/log/d.txt", "123456789")
          .file("/var/log/dir.log/x", "1")
          .host();

  @Test
  void sizesAreThoseOfTheMatchingRegularFiles() {
    assertEquals("3", RuleResult.facet(HOST, LOGS + "}", "count"));
    assertEquals("7", RuleResult.facet(HOST, LOGS + "}", "largest"));
    assertEquals("/var/log/c.log", RuleResult.facet(HOST, LOGS + "}", "largest-path"));
    assertEquals("12", RuleResult.facet(HOST, LOGS + "}", "total"));
    assertEquals("/var/log/b.log", RuleResult.facet(HOST, LOGS + "}", "empty"));
  }

  @Test
  void noFileIsAbsentAndAClosedDirectoryIsUnknown() {
    String present = LOGS + ", expect: {present: true}}";
    assertEquals("fail", RuleResult.word(FakeHost.with("/var/log/d.txt", "").host(), present));
    assertEquals("unknown", RuleResult.word(FakeHost.empty().denied("/var/log").host(), present));
  }
}
