package io.hostready.rule;

import java.util.List;
import java.util.Optional;

/**
 * What a rule says to people. Title states the healthy state, problem the failing state; why says
 * what goes wrong then; advice says what a person should do where no fix is safe.
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
