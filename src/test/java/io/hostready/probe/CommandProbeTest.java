package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandProbeTest {

  private static final Host HOST =
      FakeHost.empty()
          .command("iptables --version", "iptables v1.8.10 (nf_tables)\n\n")
          .command("false", new CommandOutcome.Ended(1, "", "no\n"))
          .command("nft list", new CommandOutcome.NotFound("nft"))
          .command("sleep 9", new CommandOutcome.NotRun("'sleep' did not end within 5 s"))
          .host();

  @ParameterizedTest
  @CsvSource({
    "'[iptables, --version]', stdout, iptables v1.8.10 (nf_tables)",
    "'[iptables, --version]', exit-code, 0",
    "'[false]', exit-code, 1",
    "'[false]', stderr, no",
    "'[nft, list]', exit-code, absent: the directories of commands",
    "'[sleep, \"9\"]', exit-code, unreadable: sleep 9: 'sleep' did not end within 5 s",
    "'[other]', exit-code, unreadable: other: not recorded of this host",
  })
  void whatACommandSaidIsReplayed(String argv, String facet, String shown) {
    assertEquals(shown, RuleResult.facet(HOST, "command: {argv: " + argv + "}", facet));
  }

  @ParameterizedTest
  @CsvSource({"'[iptables, --version]', pass", "'[false]', fail", "'[other]', unknown"})
  void whatDidNotRunIsNeitherPassNorFail(String argv, String verdict) {
    assertEquals(
        verdict, RuleResult.word(HOST, "command: {argv: " + argv + ", expect: {exit-code: 0}}"));
  }

  @Test
  void evidenceOfALongAnswerIsItsStart() {
    Host host = FakeHost.empty().command("yes", "y".repeat(100_000)).host();
    String shown = RuleResult.observe(host, "command: {argv: [yes]}").evidence().get(1).value();
    assertEquals("y".repeat(300) + "...", shown);
  }

  @Test
  void anEmptyCommandIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> RuleResult.observe(HOST, "command: {argv: []}"));
  }
}
