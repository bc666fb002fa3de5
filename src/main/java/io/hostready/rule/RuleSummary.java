package io.hostready.rule;

import java.util.List;
import java.util.Optional;

/**
 * The part of a rule that reports contain: everything except its check.
 *
 * @param file the rule's file, with the user's path or that of the shipped rules
 * @param causedBy rules whose failure is the reason why this one fails, too
 * @param line the rule's line there, from 1
 */
public record RuleSummary(
    RuleId id,
    String topic,
    RuleWording text,
    Optional<Remedy> fix,
    List<RuleId> causedBy,
    String file,
    int line,
    boolean isProof) {

  public RuleSummary {
    causedBy = List.copyOf(causedBy);
  }

  /** A rule that is not a proof. */
  public RuleSummary(
      RuleId id, String topic, RuleWording text, Optional<Remedy> fix, String file, int line) {
    this(id, topic, text, fix, List.of(), file, line, false);
  }

  /** The available fix: its summary and its risk. */
  public record Remedy(String summary, RuleFix.Risk risk) {}

  public static RuleSummary of(Rule rule) {
    return new RuleSummary(
        rule.id(),
        rule.topic(),
        rule.text(),
        rule.fix().isPresent()
            ? Optional.of(new Remedy(rule.fix().get().summary(), rule.fix().get().risk()))
            : Optional.empty(),
        rule.causedBy().named(),
        rule.definedAt().file(),
        rule.definedAt().line(),
        rule.isProof());
  }
}
