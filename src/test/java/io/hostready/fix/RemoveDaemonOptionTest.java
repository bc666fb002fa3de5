package io.hostready.fix;

import static io.hostready.fix.Planning.refusal;
import static io.hostready.fix.Planning.written;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;

class RemoveDaemonOptionTest {

  private static final String FILE = "/etc/docker/daemon.json";

  private static Host with(String text) {
    return FakeHost.with(FILE, text).host();
  }

  @Test
  void anOptionIsRemovedByItsName() {
    Host host =
        with("{\n  \"graph\": \"/g\",\n  \"log-opts\": {\"max-size\": 10, \"tag\": \"x\"}\n}\n");
    assertEquals(
        "{\n  \"log-opts\": {\"max-size\": 10, \"tag\": \"x\"}\n}\n",
        written(host, FILE, "remove-daemon-option: {name: graph}"));
    assertEquals(
        "{\n  \"graph\": \"/g\",\n  \"log-opts\": {\"tag\": \"x\"}\n}\n",
        written(host, FILE, "remove-daemon-option: {name: log-opts/max-size}"));
  }

  @Test
  void whatTheFileDoesNotHaveIsLeftForAPerson() {
    String fix = "remove-daemon-option: {name: graph}";
    assertEquals(
        FILE + " has no option graph. Its options: dns, mtu.",
        refusal(with("{\"dns\": [], \"mtu\": 1400}"), fix));
    assertEquals(
        FILE + " does not exist: it has no option to remove.",
        refusal(FakeHost.empty().host(), fix));
    assertEquals(
        FILE + ": it is not a JSON object: use { ... }. Correct it first.",
        refusal(with("[1]"), fix));
  }
}
