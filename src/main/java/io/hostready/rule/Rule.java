package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One rule: what a healthy host has, and how to look. Topic is the folder of its file.
 *
 * @param when the host it speaks about; empty for every host
 * @param after rules whose fixes come first
 * @param proof what it proves, where it is a proof
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
    Optional<Proof> proof,
    SourceSpan definedAt) {

  public Rule {
    after = List.copyOf(after);
  }

  /** Whether it tries something, which is done only where proofs are asked for. */
  public boolean isProof() {
    return proof.isPresent();
  }

  /** The parameters that its check, conditions, levels and fix depend on. */
  public Set<String> parameters() {
    Set<String> names = new TreeSet<>();
    for (Template<?> template : templates()) {
      names.addAll(template.parameters());
    }
    return names;
  }

  /** Everything that it may ask of a host with these parameters: levels, conditions, the check. */
  public List<Criterion> criteria(Parameters parameters) {
    List<Criterion> criteria = new ArrayList<>();
    for (Levels.Case one : levels.cases()) {
      one.when().ifPresent(condition -> criteria.add(condition.bind(parameters)));
    }
    when.ifPresent(condition -> criteria.add(condition.bind(parameters)));
    criteria.add(check.bind(parameters));
    return criteria;
  }

  /** Everything in it that may depend on parameters. */
  List<Template<?>> templates() {
    List<Template<?>> templates = new ArrayList<>();
    for (Levels.Case one : levels.cases()) {
      one.when().ifPresent(templates::add);
    }
    templates.add(check);
    when.ifPresent(templates::add);
    if (fix.isPresent()) {
      templates.add(fix.get().steps());
    }
    return templates;
  }

  /** The same rule with its level fixed by a pack. */
  Rule at(Level level) {
    return new Rule(
        id, topic, text, Levels.always(level), when, check, fix, after, proof, definedAt);
  }
}
