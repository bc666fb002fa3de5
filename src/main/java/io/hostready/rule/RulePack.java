package io.hostready.rule;

import io.hostready.yaml.SourceSpan;
import java.util.List;
import java.util.Optional;

/** A named set of rules, with the parameters that they use. */
public record RulePack(
    String name,
    String title,
    List<String> extended,
    List<ParameterDeclaration> parameters,
    List<Entry> entries,
    SourceSpan definedAt) {

  /** One rule of the pack, with the pack's own level if it has one. */
  public record Entry(RuleId rule, Optional<Level> level, SourceSpan at) {}

  public RulePack {
    extended = List.copyOf(extended);
    parameters = List.copyOf(parameters);
    entries = List.copyOf(entries);
  }
}
