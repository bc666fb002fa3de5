package io.hostready.rule;

import java.util.List;
import java.util.Optional;

/**
 * What a report tells of a rule: all but how it looks.
 *
 * @param file the rule's file, as the user or the shipped rules name it
 * @param causedBy rules that, if they fail, are the reason why this one fails, too
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

  /** A rule that looks, and tries nothing. */
  public RuleSummary(
      RuleId id, String topic, RuleWording text, Optional<Remedy> fix, String file, int line) {
    this(id, topic, text, fix, List.of(), file, line, false);
  }

  /** The fix that the program can make: what it does, and how dangerous that is. */
  public record Remedy(String summary, RuleFix.Risk risk) {}

  public static RuleSummary of(Rule rule) {
    return new RuleSummary(
        rule.id(),
        rule.topic(),
        rule.text(),
        rule.fix().isPresent()
            ? Optional.of(new Remedy(rule.fix().get().summary(), rule.fix().get().risk()))
            : Optional.empty(),
        rule.causedBy(),
        rule.definedAt().file(),
        rule.definedAt().line(),
        rule.isProof());
  }
}
