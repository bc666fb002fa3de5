package io.hostready.run;

import io.hostready.host.HostSource;
import io.hostready.host.SshDestination;
import io.hostready.rule.RuleId;
import io.hostready.rule.RuleSummary;
import io.hostready.rule.RuleWording;
import io.hostready.rule.TextByHost;
import java.util.List;
import java.util.Optional;

/** A host that could not be checked in a check of several, and why. */
public sealed interface UnopenedHost {

  /** A path that is no host. */
  record Invalid(String path, String why) implements UnopenedHost {

    private static final RuleSummary RULE =
        soleRule(
            "host-readable",
            "The host's files can be read",
            "the host's files cannot be read",
            "A host that cannot be read may be ready or not: no rule was put to it.",
            "Take the capture again, and check it where it was taken.");

    @Override
    public HostSource source() {
      return new HostSource.Tree(path);
    }

    @Override
    public RuleSummary rule() {
      return RULE;
    }

    @Override
    public String expected() {
      return "a capture, or the directory tree of a host";
    }

    @Override
    public String found() {
      return "none that can be read";
    }
  }

  /** A host that ssh could not reach, or that did not answer as expected. */
  record Unreachable(SshDestination host, String why) implements UnopenedHost {

    private static final RuleSummary RULE =
        soleRule(
            "host-reachable",
            "The host can be reached by ssh and answers",
            "the host cannot be reached by ssh, or does not answer",
            "A host that does not answer may be ready or not: no rule was checked there.",
            "Run 'ssh HOST true' as the same user until it ends without a question or an error:"
                + " check the address, the host key (known_hosts), the user and the key.");

    @Override
    public HostSource source() {
      return host.source();
    }

    @Override
    public RuleSummary rule() {
      return RULE;
    }

    @Override
    public String expected() {
      return "the host answers by ssh";
    }

    @Override
    public String found() {
      return "unreachable";
    }
  }

  /** The source in the report. */
  HostSource source();

  /** The reason; its text can be that of the host. */
  String why();

  /** The one rule of the report, in place of all others. */
  RuleSummary rule();

  /** What the rule expects. */
  String expected();

  /** What was found instead. */
  String found();

  /** Whether a rule is that of a host that could not be checked. */
  static boolean isRuleOfUnopened(RuleId rule) {
    return rule.equals(Invalid.RULE.id()) || rule.equals(Unreachable.RULE.id());
  }

  private static RuleSummary soleRule(
      String id, String title, String problem, String why, String advice) {
    return new RuleSummary(
        new RuleId(id),
        "host",
        new RuleWording(
            title, TextByHost.of(problem), Optional.empty(), why, TextByHost.of(advice), List.of()),
        Optional.empty(),
        "hostready",
        1);
  }
}
