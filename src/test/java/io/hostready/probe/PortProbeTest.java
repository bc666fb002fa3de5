package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class PortProbeTest {

  private static final FakeHost HOST =
      FakeHost.with(
          "/proc/net/tcp",
          "  sl  local_address rem_address   st\n   0: 0100007F:192B 00000000:0000 0A 0\n");

  @Test
  void aPortThatSomebodyListensOnIsPresent() {
    assertEquals("yes", RuleResult.facet(HOST.host(), "port: {number: 6443}", "loopback"));
    assertEquals(
        "fail", RuleResult.word(HOST.host(), "port: {number: 6443, expect: {present: false}}"));
  }

  @Test
  void aPortThatNobodyListensOnIsAbsent() {
    assertEquals(
        "pass", RuleResult.word(HOST.host(), "port: {number: 443, expect: {present: false}}"));
  }

  @Test
  void theOtherProtocolIsAnotherPort() {
    assertEquals(
        "unknown",
        RuleResult.word(
            HOST.host(), "port: {number: 6443, protocol: udp, expect: {present: false}}"));
  }
}
