package io.hostready.rule;

import java.util.List;
import java.util.Optional;

/**
 * The texts of a rule. Title is the healthy state, problem the failing state; why is the
 * consequence of the failure; advice has the manual steps.
 *
 * @param feature what is missing if the rule fails while it is optional, in a few words
 */
public record RuleWording(
    String title,
    TextByHost problem,
    Optional<String> feature,
    String why,
    TextByHost advice,
    List<String> references) {

  public RuleWording {
    references = List.copyOf(references);
  }
}
