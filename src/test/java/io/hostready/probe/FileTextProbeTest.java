package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.testbed.Eventually;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTextProbeTest {

  private static final Host HOST =
      FakeHost.with(
              "/etc/default/ufw",
              """
              # /etc/default/ufw
              IPV6=yes
              DEFAULT_FORWARD_POLICY="DROP"
              # DEFAULT_FORWARD_POLICY="ACCEPT"
              IPT_MODULES="$MORE"
              """)
          .file("/etc/ssh/sshd_config", "Port 22\nPermitRootLogin\tno\n")
          .file("/etc/default/broken", "A='b\n")
          .denied("/etc/default/closed")
          .host();

  @ParameterizedTest
  @CsvSource({
    "'path: /etc/default/ufw, key: DEFAULT_FORWARD_POLICY', value, DROP",
    "'path: /etc/default/ufw, key: DEFAULT_FORWARD_POLICY', line, 3",
    "'path: /etc/default/ufw, key: NOT_THERE', value, absent: the whole of /etc/default/ufw",
    "'path: /etc/default/none, key: IPV6', value, absent: /etc/default/none",
    "'path: /etc/ssh/sshd_config, key: PermitRootLogin, separator: space', value, no",
    "'path: /etc/ssh/sshd_config, matches: ^Port', value, Port",
    "'path: /etc/ssh/sshd_config, matches: ''^(?:Port|Listen) (\\d+)$''', value, 22",
    "'path: /etc/ssh/sshd_config, matches: ''^PermitRootLogin\\s''', line, 2",
    "'path: /etc/ssh/sshd_config, matches: ^Nothing', value, absent: the whole of"
        + " /etc/ssh/sshd_config",
  })
  void aSettingIsReadAsItsFilesReaderReadsIt(String arguments, String facet, String shown) {
    assertEquals(shown, RuleResult.facet(HOST, "file-text: {" + arguments + "}", facet));
  }

  @ParameterizedTest
  @CsvSource({
    "ufw, DEFAULT_FORWARD_POLICY, DROP, pass",
    "ufw, DEFAULT_FORWARD_POLICY, ACCEPT, fail",
    "ufw, NOT_THERE, ACCEPT, fail",
    "none, IPV6, yes, fail",
    "ufw, IPT_MODULES, x, unknown",
    "closed, IPV6, yes, unknown",
    "broken, A, b, unknown",
  })
  void whatCannotBeReadIsNeitherPassNorFail(
      String file, String key, String wanted, String verdict) {
    String criterion =
        "file-text: {path: /etc/default/%s, key: %s, expect: {value: %s}}"
            .formatted(file, key, wanted);
    assertEquals(verdict, RuleResult.word(HOST, criterion));
  }

  @Test
  void evidenceHasTheLine() {
    assertEquals(
        Evidence.of("/etc/default/ufw", 3, "DEFAULT_FORWARD_POLICY", "DROP"),
        RuleResult.observe(HOST, "file-text: {path: /etc/default/ufw, key: DEFAULT_FORWARD_POLICY}")
            .evidence()
            .getFirst());
    assertEquals(
        OptionalInt.empty(),
        RuleResult.observe(HOST, "file-text: {path: /etc/default/ufw, key: NO}")
            .evidence()
            .getFirst()
            .line());
  }

  @ParameterizedTest
  @CsvSource({"(a+)+b, a", "(a|aa)*b, a", "(.*)*x$, y", "(?:(?:a|b|c)*)*d, abc"})
  void anExpressionThatWouldRunForAgesIsGivenUp(String expression, String text) {
    Host host = FakeHost.with("/etc/long", text.repeat(5_000)).host();
    Observation seen =
        Assertions.assertTimeoutPreemptively(
            Eventually.LIMIT,
            () ->
                RuleResult.observe(
                    host, "file-text: {path: /etc/long, matches: '" + expression + "'}"));
    assertTrue(
        seen instanceof Observation.Unreadable(_, String why) && why.startsWith("line 1: matching"),
        seen::toString);
  }

  @Test
  void aLineOfMegabytesIsNotMatched() {
    Host host = FakeHost.with("/etc/long", "a\n" + "b".repeat(1 << 20)).host();
    assertEquals(
        "unreadable: /etc/long: line 2 is longer than 16384 characters",
        RuleResult.facet(host, "file-text: {path: /etc/long, matches: zz}", "value"));
    assertEquals("a", RuleResult.facet(host, "file-text: {path: /etc/long, matches: a}", "value"));
  }

  @ParameterizedTest
  @CsvSource({
    "'path: /x', either",
    "'path: /x, key: A, matches: B', either",
    "'path: /x, matches: B, separator: space', 'with ''key'' only'",
  })
  void argumentsThatMakeNoSenseTogetherAreRefused(String arguments, String word) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> RuleResult.observe(HOST, "file-text: {" + arguments + "}"))
            .getMessage();
    assertTrue(message.contains(word), message);
  }
}
