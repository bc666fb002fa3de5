package io.hostready.report;

import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleText;
import io.hostready.rule.TextByHost;
import java.util.List;
import java.util.Optional;

/**
 * What a report tells of a rule: all but how it looks.
 *
 * @param file the rule's file, as the user or the shipped rules name it
 * @param line the rule's line there, from 1
 */
public record ReportedRule(
    String id,
    String topic,
    RuleText text,
    Optional<Remedy> fix,
    String file,
    int line,
    boolean isProof) {

  /** A rule that looks, and tries nothing. */
  public ReportedRule(
      String id, String topic, RuleText text, Optional<Remedy> fix, String file, int line) {
    this(id, topic, text, fix, file, line, false);
  }

  /** What stands where all rules would, when a host's files could not be opened. */
  static final ReportedRule HOST_READABLE =
      new ReportedRule(
          "host-readable",
          "host",
          new RuleText(
              "The host's files can be read",
              TextByHost.NONE,
              "A host that cannot be read may be ready or not: no rule was put to it.",
              TextByHost.of("Take the capture again, and check it where it was taken."),
              List.of()),
          Optional.empty(),
          "hostready",
          1);

  /** The fix that the program can make: what it does, and how dangerous that is. */
  public record Remedy(String summary, RuleFix.Risk risk) {}

  static ReportedRule of(Rule rule) {
    return new ReportedRule(
        rule.id().value(),
        rule.topic(),
        rule.text(),
        rule.fix().isPresent()
            ? Optional.of(new Remedy(rule.fix().get().summary(), rule.fix().get().risk()))
            : Optional.empty(),
        rule.definedAt().file(),
        rule.definedAt().line(),
        rule.isProof());
  }
}
