package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFileProbeTest {

  private static final Host HOST =
      FakeHost.with(
              "/etc/good",
              """
              {
                "storage-driver": "overlay2",
                "live-restore": true,
                "hosts": ["unix:///run/docker.sock", "tcp://0.0.0.0:2375"],
                "log-opts": {"max-size": "10m", "max-file": 3}
              }
              """)
          .file("/etc/twice", "{\"mtu\": 1500,\n\"mtu\": 1400}")
          .file("/etc/broken", "{\"a\": 1,}")
          .file("/etc/blank", " \n")
          .denied("/etc/closed")
          .host();

  @ParameterizedTest
  @CsvSource({
    "good, /storage-driver, value, overlay2",
    "good, /storage-driver, kind, string",
    "good, /live-restore, value, true",
    "good, /live-restore, kind, boolean",
    "good, /log-opts/max-file, kind, number",
    "good, /hosts, kind, array",
    "good, /hosts, items, 'unix:///run/docker.sock, tcp://0.0.0.0:2375'",
    "good, /hosts, value, 'nothing in \"hosts\" in /etc/good'",
    "good, /hosts/1, value, tcp://0.0.0.0:2375",
    "good, /log-opts, items, 'max-size, max-file'",
    "good, /none, value, absent: the whole of /etc/good",
    "none, /a, value, absent: /etc/none",
    "twice, /mtu, value, 1400",
    "broken, /a, valid, 'no (not JSON: line 1, column 9: unexpected character ''}'',"
        + " expected double-quote to start field name)'",
    "blank, /a, value, absent: the whole of /etc/blank",
    "closed, /a, value, unreadable: /etc/closed: Permission denied",
  })
  void eachFacetIsOfTheValueThePointerLeadsTo(
      String file, String pointer, String facet, String shown) {
    String question = "json-file: {path: /etc/" + file + ", pointer: " + pointer + "}";
    assertEquals(shown, RuleResult.facet(HOST, question, facet));
  }

  @ParameterizedTest
  @CsvSource({
    "good, valid: true, pass",
    "blank, valid: true, pass",
    "broken, valid: true, fail",
    "broken, value: x, unknown",
    "none, valid: true, fail",
    "none, present: false, pass",
    "closed, valid: true, unknown",
    "closed, present: false, unknown",
  })
  void brokenJsonIsAFindingAndADeniedFileIsNone(String file, String expected, String verdict) {
    String criterion = "json-file: {path: /etc/" + file + ", expect: {" + expected + "}}";
    assertEquals(verdict, RuleResult.word(HOST, criterion));
  }

  @Test
  void aKeyThatStandsTwiceIsEvidence() {
    assertEquals(
        List.of(
            Evidence.of("/etc/twice", "/mtu", "set twice: the last value applies"),
            Evidence.of("/etc/twice", 2, "/mtu", "1400")),
        RuleResult.observe(HOST, "json-file: {path: /etc/twice, pointer: /mtu}").evidence());
  }

  @Test
  void brokenJsonSaysWhere() {
    String said =
        RuleResult.observe(HOST, "json-file: {path: /etc/broken}").evidence().getFirst().value();
    assertTrue(said != null && said.startsWith("not JSON: line 1, column 9"), said);
  }

  /** It may be JSON or not: nobody looked. */
  @Test
  void aFileThatIsTooLongIsUnreadableAndNotWrong() {
    Host host = FakeHost.with("/etc/long", "[\"" + "x".repeat(1 << 20) + "\"]").host();
    Observation seen = new JsonFileProbe("/etc/long", "", JsonFileProbe.Format.JSON).observe(host);
    assertEquals(
        "not as expected: it has 1048580 characters; at most 1048576 are read",
        ((Observation.Unreadable) seen).why());
  }
}
