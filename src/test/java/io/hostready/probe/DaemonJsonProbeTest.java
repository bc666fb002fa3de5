package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonJsonProbeTest {

  private static final FakeHost DEFAULT =
      FakeHost.with("/etc/docker/daemon.json", "{\"userns-remap\": \"a:b\", \"mtu\": 1}");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/userns-remap; a:b",
        "/userns-remap, matches: '^([a-z]+)'; a",
        "/userns-remap, matches: '^x'; absent: /etc/docker/daemon.json",
        "/mtu; 1",
        "/none; absent: the whole of /etc/docker/daemon.json",
      })
  void aValueOfTheFileIsFound(String pointer, String shown) {
    assertEquals(
        shown,
        RuleResult.facet(DEFAULT.host(), "daemon-json: {pointer: " + pointer + "}", "value"));
  }

  private static Host named(String json) {
    return FakeHost.with("/etc/docker/daemon.json", "{\"mtu\": 1}")
        .file("/srv/d.json", json)
        .file(
            "/etc/systemd/system/docker.service",
            "[Service]\nExecStart=/usr/bin/dockerd --config-file=/srv/d.json\n")
        .host();
  }

  @Test
  void theFileThatTheUnitNamesIsRead() {
    String question = "daemon-json: {pointer: /mtu}";
    assertEquals("2", RuleResult.facet(named("{\"mtu\": 2}"), question, "value"));
    assertEquals(
        "absent: the whole of /srv/d.json", RuleResult.facet(named("{}"), question, "value"));
  }

  @Test
  void aBrokenFileIsNamed() {
    String said = RuleResult.facet(named("{,}"), "daemon-json: {}", "valid");
    assertTrue(said.startsWith("no (/srv/d.json: not JSON: line 1"), said);
  }
}
