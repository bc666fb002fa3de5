package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class GrepProbeTest {

  private static final String PROXY =
      """
      grep:
        paths: [/etc/apt/apt.conf, /etc/apt/apt.conf.d/*]
        matches: '^Acquire::http::Proxy "(.*)"'
      """;

  @Test
  void everyFileWithSuchALineIsToldAndTheLastValueCounts() {
    FakeHost host =
        FakeHost.with("/etc/apt/apt.conf", "Acquire::http::Proxy \"http://a\";\n")
            .file("/etc/apt/apt.conf.d/10none", "APT::Install-Recommends \"0\";\n")
            .file("/etc/apt/apt.conf.d/90proxy", "Acquire::http::Proxy \"http://b\";\n");
    assertEquals("http://b", RuleResult.facet(host.host(), PROXY, "value"));
    assertEquals(
        "/etc/apt/apt.conf, /etc/apt/apt.conf.d/90proxy",
        RuleResult.facet(host.host(), PROXY, "files"));
  }

  @Test
  void noSuchLineAndNoSuchFileAreTheSameAbsence() {
    String absent = "absent: /etc/apt/apt.conf, /etc/apt/apt.conf.d/*";
    assertEquals(absent, RuleResult.facet(FakeHost.empty().host(), PROXY, "value"));
    assertEquals(
        absent, RuleResult.facet(FakeHost.with("/etc/apt/apt.conf", "x\n").host(), PROXY, "value"));
  }

  @Test
  void aFileThatCannotBeReadMayHoldTheLine() {
    FakeHost host = FakeHost.empty().denied("/etc/apt/apt.conf.d/90proxy");
    assertEquals(
        "unreadable: /etc/apt/apt.conf.d/90proxy: Permission denied",
        RuleResult.facet(host.host(), PROXY, "value"));
  }

  @Test
  void aLineThatIsThereIsThereWhateverElseCannotBeRead() {
    FakeHost host =
        FakeHost.with("/etc/apt/apt.conf", "Acquire::http::Proxy \"http://a\";\n")
            .denied("/etc/apt/apt.conf.d/90proxy");
    assertEquals("http://a", RuleResult.facet(host.host(), PROXY, "value"));
  }
}
