package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one rule, and reports all its errors. */
final class RuleReader {

  static final Map<String, Object> CRITERION = Map.of("$ref", "#/$defs/criterion");

  private static final MapSchema LEVEL_CASE =
      MapSchema.of(
          MapSchema.required("is", ValueSchema.word(Level.WORDS), "the level"),
          MapSchema.optional(
              "when",
              ValueSchema.node("a criterion", CRITERION),
              "the hosts to which the level applies (default: all others)"));

  static final MapSchema SHAPE =
      MapSchema.of(
          MapSchema.required(
              "id",
              PackReader.RULE_ID,
              "the healthy state in lower-case words, the same as the file name"),
          MapSchema.required("title", ValueSchema.text(), "the healthy state in one sentence"),
          MapSchema.optional(
              "problem",
              TextByHostReader.type(),
              "the failing state in one line, without a period"),
          MapSchema.optional(
              "feature",
              ValueSchema.text(),
              "of an optional rule: what is missing if it fails, in a few words, such as IPVS"),
          MapSchema.required("why", ValueSchema.text(), "what fails without it"),
          MapSchema.required(
              "level",
              ValueSchema.node(
                  "a level (" + String.join(", ", Level.WORDS) + "), or a list of cases",
                  Map.of(
                      "anyOf",
                      List.of(
                          ValueSchema.word(Level.WORDS).schema(),
                          Map.of("type", "array", "minItems", 1, "items", LEVEL_CASE.schema())))),
              "how much it matters"),
          MapSchema.optional(
              "when",
              ValueSchema.node("a criterion", CRITERION),
              "the hosts to which the rule applies (default: all)"),
          MapSchema.required(
              "check", ValueSchema.node("a criterion", CRITERION), "what is checked"),
          MapSchema.optional(
              "fix",
              ValueSchema.node("a fix", FixReader.schema()),
              "steps that 'hostready fix' takes"),
          MapSchema.optional("advice", TextByHostReader.type(), "what a person can do"),
          MapSchema.optional(
              "after", ValueSchema.listOf(PackReader.RULE_ID, 1), "rules whose fixes come first"),
          MapSchema.optional(
              "caused-by",
              CausesReader.type(),
              "rules that, if they fail, are the reason why this one fails, too; a probe with"
                  + " 'use' names the rules that its value has"),
          MapSchema.optional(
              "proves",
              ValueSchema.listOf(PackReader.RULE_ID, 1),
              "of a proof: rules about the same feature; its result is compared with theirs"),
          MapSchema.optional(
              "needs",
              ValueSchema.listOf(PackReader.RULE_ID, 1),
              "of a proof: rules about its requirements; if they pass, it is expected to pass"),
          MapSchema.optional(
              "references",
              ValueSchema.listOf(ValueSchema.text(), 1),
              "links to documentation or reports"));

  private final Parameters defaults;
  private final boolean allParametersKnown;
  private final Problems problems;

  /**
   * A reader for these defaults of parameters.
   *
   * @param allParametersKnown false if an invalid pack may declare more: parts that depend on
   *     others are then not read, so that one error is not reported again for every rule
   */
  RuleReader(Parameters defaults, boolean allParametersKnown, Problems problems) {
    this.defaults = defaults;
    this.allParametersKnown = allParametersKnown;
    this.problems = problems;
  }

  Optional<Rule> read(YamlNode node, String topic, String fileName) {
    int before = problems.count();
    Optional<Values> read = SHAPE.read(node, "rule", problems);
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    // Everything below is read even if the keys are wrong, so that all errors are reported
    // together.
    Optional<ConditionalLevel> levels =
        part(mapping, "level").flatMap(part -> problems.of("level", () -> levels(part)));
    Optional<Parameterized<Criterion>> when = part(mapping, "when").flatMap(this::criterion);
    Optional<Parameterized<Criterion>> check = part(mapping, "check").flatMap(this::criterion);
    Optional<RuleFix> fix =
        part(mapping, "fix").flatMap(part -> new FixReader(this, problems).read(part));
    TextByHost problem = text(mapping, "problem");
    TextByHost advice = text(mapping, "advice");
    Causes causes =
        part(mapping, "caused-by").map(new CausesReader(this, problems)::read).orElse(Causes.NONE);
    boolean isProof = part(mapping, "check").filter(Proofs::areIn).isPresent();
    Proofs.refuseElsewhere(mapping, isProof, problems);
    if (read.isPresent() && !read.get().text("id").equals(fileName)) {
      problems.add(
          new Problem(
                  mapping.entries().get("id").value().at(),
                  "rule id '"
                      + read.get().text("id")
                      + "' does not match the file name '"
                      + fileName
                      + ".yaml'")
              .expecting("rename one of them"));
    }
    if (problems.count() > before || check.isEmpty() || levels.isEmpty()) {
      return Optional.empty();
    }
    Values values = read.orElseThrow();
    return Optional.of(
        new Rule(
            new RuleId(values.text("id")),
            topic,
            new RuleWording(
                values.text("title").strip(),
                problem,
                values.findText("feature").map(String::strip),
                values.text("why").strip(),
                advice,
                values.texts("references")),
            levels.get(),
            when,
            check.get(),
            fix,
            ids(values, "after"),
            causes,
            isProof
                ? Optional.of(
                    new Proof(
                        ids(values, "proves"),
                        ids(values, "needs"),
                        part(mapping, "check").filter(Proofs::askServers).isPresent()))
                : Optional.empty(),
            SourceSpan.startOf(node.at().file())));
  }

  private static List<RuleId> ids(Values values, String key) {
    return values.texts(key).stream().map(RuleId::new).toList();
  }

  private static Optional<YamlNode> part(YamlNode.Mapping mapping, String key) {
    return Optional.ofNullable(mapping.entries().get(key))
        .map(YamlNode.Entry::value)
        .filter(value -> !(value instanceof YamlNode.Scalar scalar && scalar.isNothing()));
  }

  private TextByHost text(YamlNode.Mapping mapping, String key) {
    return part(mapping, key)
        .map(new TextByHostReader(key, this, problems)::read)
        .orElse(TextByHost.NONE);
  }

  private Optional<Parameterized<Criterion>> criterion(YamlNode node) {
    return template(node, RuleParts::criterion);
  }

  /**
   * Reads a part that may depend on parameters; empty without a problem if a parameter may still be
   * declared.
   */
  <T> Optional<Parameterized<T>> template(YamlNode node, Parameterized.Reader<T> reader) {
    return allParametersKnown
            || defaults.values().keySet().containsAll(Parameterized.parametersIn(node))
        ? Parameterized.read(node, defaults, problems, reader)
        : Optional.empty();
  }

  private Optional<ConditionalLevel> levels(YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      return ValueSchema.word(Level.WORDS)
          .read(node, problems)
          .map(word -> ConditionalLevel.always(Level.of(word)));
    }
    if (!(node instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
      return ValueSchema.wrong(node, "a level, or a list of cases with 'is' and 'when'", problems);
    }
    List<ConditionalLevel.Case> cases = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      Optional<Values> read = LEVEL_CASE.read(item, "case of 'level'", problems);
      boolean hasCondition = read.isPresent() && read.get().has("when");
      boolean last = item == sequence.items().getLast();
      if (read.isPresent() && hasCondition == last) {
        problems.add(
            (last
                ? new Problem(item.at(), "the last case of 'level' has a condition")
                    .expecting("add a case without 'when' for all other hosts")
                : new Problem(item.at(), "missing key 'when' in a case of 'level'")
                    .expecting("only the last case has no condition")));
      }
      Optional<Parameterized<Criterion>> when =
          read.flatMap(values -> values.find("when", YamlNode.class)).flatMap(this::criterion);
      read.ifPresent(
          values -> cases.add(new ConditionalLevel.Case(Level.of(values.text("is")), when)));
    }
    if (cases.isEmpty()
        || cases.getLast().when().isPresent()
        || cases.size() < sequence.items().size()) {
      return Optional.empty();
    }
    return Optional.of(new ConditionalLevel(cases));
  }
}
