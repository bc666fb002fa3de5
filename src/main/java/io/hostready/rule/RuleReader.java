package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.fix.Fix;
import io.hostready.fix.FixKind;
import io.hostready.fix.FixKinds;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.Shape;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.Suggestion;
import io.hostready.yaml.ValueType;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one rule, and reports everything that is wrong with it. */
final class RuleReader {

  static final Map<String, Object> CRITERION = Map.of("$ref", "#/$defs/criterion");

  private static final List<String> RISKS =
      Arrays.stream(RuleFix.Risk.values()).map(RuleFix.Risk::word).toList();

  private static final List<String> PENDING =
      Arrays.stream(RuleFix.Pending.values()).map(RuleFix.Pending::word).toList();

  private static final Shape LEVEL_CASE =
      Shape.of(
          Shape.required("is", ValueType.word(Level.WORDS), "the level"),
          Shape.optional(
              "when", ValueType.node("a criterion", CRITERION), "when it counts; none: else"));

  private static final Shape FIX =
      Shape.of(
          Shape.required("summary", ValueType.text(), "what it does, starting with a verb"),
          Shape.required("risk", ValueType.word(RISKS), "low, medium or high"),
          Shape.optional("caution", ValueType.text(), "what the risk is"),
          Shape.optional("pending", ValueType.word(PENDING), "what must still happen afterwards"),
          Shape.required(
              "steps",
              ValueType.listOf(ValueType.node("a kind of fix", Map.of("$ref", "#/$defs/fix")), 1),
              "the fixes, in order"));

  static final Shape SHAPE =
      Shape.of(
          Shape.required(
              "id",
              ValueType.matching("a rule's id", RuleId.FORM),
              "the healthy state in lower-case words, as the file is called"),
          Shape.required("title", ValueType.text(), "the healthy state in one sentence"),
          Shape.required("why", ValueType.text(), "what goes wrong without it"),
          Shape.required(
              "level",
              ValueType.node(
                  "a level (" + String.join(", ", Level.WORDS) + "), or a list of cases",
                  Map.of(
                      "anyOf",
                      List.of(
                          ValueType.word(Level.WORDS).schema(),
                          Map.of("type", "array", "minItems", 1, "items", LEVEL_CASE.schema())))),
              "how much it matters"),
          Shape.optional(
              "when",
              ValueType.node("a criterion", CRITERION),
              "the hosts it speaks about; none: every host"),
          Shape.required("check", ValueType.node("a criterion", CRITERION), "what must hold"),
          Shape.optional("fix", ValueType.node("a fix", FIX.schema()), "what would mend it"),
          Shape.optional(
              "advice", ValueType.text(), "what a person should do where no fix is safe"),
          Shape.optional(
              "after", ValueType.listOf(PackReader.RULE_ID, 1), "rules whose fixes come first"),
          Shape.optional("references", ValueType.listOf(ValueType.text(), 1), "where it was read"));

  private final Parameters defaults;
  private final Problems problems;

  RuleReader(Parameters defaults, Problems problems) {
    this.defaults = defaults;
    this.problems = problems;
  }

  Optional<Rule> read(YamlNode node, String topic, String fileName) {
    int before = problems.count();
    Optional<Values> read = SHAPE.read(node, "a rule", problems);
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    // Everything below is read though the shape was wrong, so that all mistakes come at once.
    Optional<Levels> levels = part(mapping, "level").flatMap(this::levels);
    Optional<Template<Criterion>> when = part(mapping, "when").flatMap(this::criterion);
    Optional<Template<Criterion>> check = part(mapping, "check").flatMap(this::criterion);
    Optional<RuleFix> fix = part(mapping, "fix").flatMap(this::fix);
    if (read.isPresent() && !read.get().text("id").equals(fileName)) {
      problems.add(
          mapping.entries().get("id").value().at(),
          "the rule's id is '"
              + read.get().text("id")
              + "' and its file is called '"
              + fileName
              + ".yaml'; expected the same name. Rename one of the two.");
    }
    if (problems.count() > before) {
      return Optional.empty();
    }
    Values values = read.orElseThrow();
    return Optional.of(
        new Rule(
            new RuleId(values.text("id")),
            topic,
            new RuleText(
                values.text("title").strip(),
                values.text("why").strip(),
                values.findText("advice").map(String::strip),
                values.texts("references")),
            levels.orElseThrow(),
            when,
            check.orElseThrow(),
            fix,
            values.texts("after").stream().map(RuleId::new).toList(),
            SourceSpan.startOf(node.at().file())));
  }

  private static Optional<YamlNode> part(YamlNode.Mapping mapping, String key) {
    return Optional.ofNullable(mapping.entries().get(key))
        .map(YamlNode.Entry::value)
        .filter(value -> !(value instanceof YamlNode.Scalar scalar && scalar.isNothing()));
  }

  private Optional<Template<Criterion>> criterion(YamlNode node) {
    return Template.read(
        node,
        defaults,
        problems,
        (part, parameters, collected) -> new CriterionReader(parameters, collected).read(part));
  }

  private Optional<Levels> levels(YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      return ValueType.word(Level.WORDS)
          .read(node, problems)
          .map(word -> Levels.always(Level.of(word)));
    }
    if (!(node instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
      return ValueType.wrong(node, "a level, or a list of cases with 'is' and 'when'", problems);
    }
    List<Levels.Case> cases = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      Optional<Values> read = LEVEL_CASE.read(item, "a case of 'level'", problems);
      boolean hasCondition = read.isPresent() && read.get().has("when");
      boolean last = item == sequence.items().getLast();
      if (read.isPresent() && hasCondition == last) {
        problems.add(
            item.at(),
            last
                ? "the last case of 'level' has a condition; expected one without 'when' at the"
                    + " end, for all other hosts. Add it."
                : "only the last case of 'level' may lack 'when'. Add a condition.");
      }
      Optional<Template<Criterion>> when =
          read.flatMap(values -> values.find("when", YamlNode.class)).flatMap(this::criterion);
      read.ifPresent(values -> cases.add(new Levels.Case(Level.of(values.text("is")), when)));
    }
    if (cases.isEmpty()
        || cases.getLast().when().isPresent()
        || cases.size() < sequence.items().size()) {
      return Optional.empty();
    }
    return Optional.of(new Levels(cases));
  }

  private Optional<RuleFix> fix(YamlNode node) {
    Optional<Values> read = FIX.read(node, "a fix", problems);
    if (read.isEmpty() || !(node instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    Values values = read.get();
    RuleFix.Risk risk = RuleFix.Risk.valueOf(values.text("risk").toUpperCase(Locale.ROOT));
    if (risk == RuleFix.Risk.HIGH && !values.has("caution")) {
      problems.add(
          node.at(),
          "a fix of high risk lacks 'caution'; expected what can go wrong, for the operator to read"
              + " before agreeing. Add it.");
    }
    Optional<Template<List<Fix>>> steps =
        Template.read(
            mapping.entries().get("steps").value(), defaults, problems, RuleReader::steps);
    return steps.map(
        template ->
            new RuleFix(
                values.text("summary").strip(),
                risk,
                values.findText("caution").map(String::strip),
                template,
                values
                    .findText("pending")
                    .map(w -> RuleFix.Pending.valueOf(w.toUpperCase(Locale.ROOT)))));
  }

  private static Optional<List<Fix>> steps(
      YamlNode node, Parameters parameters, Problems problems) {
    YamlNode filled = parameters.fillInto(node, problems);
    List<Fix> steps = new ArrayList<>();
    for (YamlNode item : ((YamlNode.Sequence) filled).items()) {
      step(item, problems).ifPresent(steps::add);
    }
    return steps.size() == ((YamlNode.Sequence) filled).items().size()
        ? Optional.of(steps)
        : Optional.empty();
  }

  private static Optional<Fix> step(YamlNode item, Problems problems) {
    if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      return ValueType.wrong(item, "a map with one kind of fix", problems);
    }
    Map.Entry<String, YamlNode.Entry> only = mapping.entries().entrySet().iterator().next();
    Optional<FixKind> kind = FixKinds.find(only.getKey());
    if (kind.isEmpty()) {
      problems.add(
          only.getValue().keyAt(),
          "fix kind '"
              + only.getKey()
              + "' is unknown."
              + Suggestion.sentence(only.getKey(), FixKinds.names())
              + " Run 'hostready rules kinds' for the list.");
      return Optional.empty();
    }
    String what = "fix kind '" + only.getKey() + "'";
    return kind.get()
        .arguments()
        .read(only.getValue().value(), what, problems)
        .flatMap(
            values -> {
              try {
                return Optional.of(kind.get().make().apply(values));
              } catch (IllegalArgumentException senseless) {
                problems.add(values.at(), what + ": " + senseless.getMessage());
                return Optional.empty();
              }
            });
  }
}
