package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PidFileProbeTest {

  private static final String PID_FILE = "pid-file: {path: /run/docker.pid, ";

  @ParameterizedTest
  @CsvSource({"812, pass", "'812\n', pass", "813, fail", "'', fail", "none, fail"})
  void theProgramIsTheNameOfTheProcess(String content, String verdict) {
    FakeHost host = FakeHost.with("/run/docker.pid", content).file("/proc/812/comm", "chronyd\n");
    assertEquals(
        verdict, RuleResult.word(host.host(), PID_FILE + "expect: {program: chronyd}}"), content);
  }

  @ParameterizedTest
  @CsvSource({"812, pass", "none, fail"})
  void aFileWithoutANumberHasNoPid(String content, String verdict) {
    FakeHost host = FakeHost.with("/run/docker.pid", content);
    assertEquals(
        verdict, RuleResult.word(host.host(), PID_FILE + "expect: {present: true}}"), content);
  }

  @Test
  void aHiddenProcessIsUnknown() {
    FakeHost host = FakeHost.with("/run/docker.pid", "812").denied("/proc/812/comm");
    assertEquals("unknown", RuleResult.word(host.host(), PID_FILE + "expect: {program: dockerd}}"));
  }
}
