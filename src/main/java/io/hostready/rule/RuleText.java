package io.hostready.rule;

import java.util.List;
import java.util.Optional;

/**
 * What a rule says to people. Title states the healthy state; why says what goes wrong without it;
 * advice says what a person should do where no fix is safe.
 */
public record RuleText(String title, String why, Optional<String> advice, List<String> references) {

  public RuleText {
    references = List.copyOf(references);
  }
}
