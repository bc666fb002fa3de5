package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.yaml.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One rule: what a healthy host has, and how to look. Topic is the folder of its file.
 *
 * @param when the host it speaks about; empty for every host
 * @param after rules whose fixes come first
 */
public record Rule(
    RuleId id,
    String topic,
    RuleText text,
    Levels levels,
    Optional<Template<Criterion>> when,
    Template<Criterion> check,
    Optional<RuleFix> fix,
    List<RuleId> after,
    SourceSpan definedAt) {

  public Rule {
    after = List.copyOf(after);
  }

  /** The parameters that its check, conditions, levels and fix depend on. */
  Set<String> parameters() {
    return templates()
        .flatMap(template -> template.parameters().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Everything in it that may depend on parameters. */
  Stream<Template<?>> templates() {
    Stream<Template<?>> conditions =
        levels.cases().stream().flatMap(one -> one.when().stream()).map(part -> part);
    Stream<Template<?>> others =
        Stream.of(Optional.of(check), when, fix.map(RuleFix::steps)).flatMap(Optional::stream);
    return Stream.concat(conditions, others);
  }

  /** The same rule with its level fixed by a pack. */
  Rule at(Level level) {
    return new Rule(id, topic, text, Levels.always(level), when, check, fix, after, definedAt);
  }
}
