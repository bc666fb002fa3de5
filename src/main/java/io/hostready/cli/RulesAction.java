package io.hostready.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code hostready rules} does. */
enum RulesAction {
  LIST("the rules of the chosen packs, a line each", false),
  SHOW("one rule as a page: rules show RULE", true),
  LINT("reads all rules and packs, and says everything that is wrong", false),
  TEST("puts rules to small hosts: rules test PATH, a directory or text", true),
  KINDS("the reference of probe and fix kinds", false),
  SCHEMA("the JSON Schema of rule and pack files, for editors", false);

  /** The words of all. */
  static final List<String> WORDS = Arrays.stream(values()).map(RulesAction::id).toList();

  private final String meaning;
  private final boolean named;

  RulesAction(String meaning, boolean named) {
    this.meaning = meaning;
    this.named = named;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it does, for the help. */
  String meaning() {
    return meaning;
  }

  /** How many words the command line has with it. */
  int words() {
    return named ? 2 : 1;
  }

  static Optional<RulesAction> find(String word) {
    return Arrays.stream(values()).filter(action -> action.id().equals(word)).findFirst();
  }
}
