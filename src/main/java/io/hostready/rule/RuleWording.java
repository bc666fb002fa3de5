package io.hostready.rule;

import java.util.List;

/**
 * What a rule says to people. Title states the healthy state, problem the failing state; why says
 * what goes wrong then; advice says what a person should do where no fix is safe.
 */
public record RuleWording(
    String title, TextByHost problem, String why, TextByHost advice, List<String> references) {

  public RuleWording {
    references = List.copyOf(references);
  }
}
