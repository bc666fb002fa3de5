package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.expect.Verdict;
import io.hostready.fix.ConditionalSteps;
import io.hostready.fix.Fix;
import io.hostready.fix.FixKind;
import io.hostready.fix.FixKinds;
import io.hostready.host.Host;
import io.hostready.text.Quoted;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.Suggestion;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the steps of a fix: each a map with one key, which is a kind of fix, or {@code where} with
 * steps for some hosts only.
 */
final class StepReader {

  static final String WHERE = "where";

  private static final Map<String, Object> STEP = Map.of("$ref", "#/$defs/fix");

  /** A list of steps. */
  static final ValueSchema<List<YamlNode>> LIST =
      ValueSchema.listOf(ValueSchema.node("a kind of fix, or 'where'", STEP), 1);

  /** The keys of {@code where}. */
  static final MapSchema WHERE_SHAPE =
      MapSchema.of(
          MapSchema.required(
              "if",
              ValueSchema.node("a criterion", RuleReader.CRITERION),
              "the hosts on which the steps run"),
          MapSchema.required("then", LIST, "the steps"));

  private final Parameters parameters;
  private final Problems problems;

  StepReader(Parameters parameters, Problems problems) {
    this.parameters = parameters;
    this.problems = problems;
  }

  /** Reads a list of steps with placeholders for parameters; empty if anything is invalid. */
  Optional<List<Fix>> read(YamlNode written) {
    return readFilled(parameters.fillInto(written, problems));
  }

  /** Reads a list of steps in which parameters are replaced by values. */
  Optional<List<Fix>> readFilled(YamlNode filled) {
    return steps((YamlNode.Sequence) filled);
  }

  private Optional<List<Fix>> steps(YamlNode.Sequence list) {
    List<Fix> steps = new ArrayList<>();
    for (YamlNode item : list.items()) {
      step(item).ifPresent(steps::add);
    }
    return steps.size() == list.items().size() ? Optional.of(steps) : Optional.empty();
  }

  private Optional<Fix> step(YamlNode item) {
    if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      problems.add(
          new Problem(item.at(), "invalid step (" + item.description() + ")")
              .expecting("use one fix kind, each step after '- '"));
      return Optional.empty();
    }
    Map.Entry<String, YamlNode.Entry> only = mapping.entries().entrySet().iterator().next();
    if (only.getKey().equals(WHERE)) {
      return where(only.getValue().value());
    }
    Optional<FixKind> kind = FixKinds.find(only.getKey());
    if (kind.isEmpty()) {
      List<String> known = new ArrayList<>(FixKinds.names());
      known.add(WHERE);
      problems.add(
          new Problem(only.getValue().keyAt(), "unknown fix kind " + Quoted.of(only.getKey()))
              .advising(Suggestion.sentence(only.getKey(), known))
              .advising("See 'hostready rules kinds'."));
      return Optional.empty();
    }
    return one(kind.get(), only.getValue().value());
  }

  private Optional<Fix> one(FixKind kind, YamlNode arguments) {
    String what = "fix '" + kind.name() + "'";
    return kind.arguments()
        .read(arguments, what, problems)
        .flatMap(
            values -> {
              try {
                return Optional.of(kind.make().apply(values));
              } catch (IllegalArgumentException senseless) {
                problems.add(new Problem(values.at(), what + ": " + senseless.getMessage()));
                return Optional.empty();
              }
            });
  }

  private Optional<Fix> where(YamlNode node) {
    Optional<Values> read = WHERE_SHAPE.read(node, "'" + WHERE + "'", problems);
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    // Both are read even if the keys are wrong, so that all errors are reported together.
    Optional<Criterion> condition =
        part(mapping, "if").flatMap(new CriterionReader(parameters, problems)::readFilled);
    Optional<List<Fix>> steps =
        part(mapping, "then")
            .filter(YamlNode.Sequence.class::isInstance)
            .flatMap(list -> steps((YamlNode.Sequence) list));
    return read.isPresent() && condition.isPresent() && steps.isPresent()
        ? Optional.of(new ConditionalSteps(new RuleResult(condition.get()), steps.get()))
        : Optional.empty();
  }

  private static Optional<YamlNode> part(YamlNode.Mapping mapping, String key) {
    return Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value);
  }

  /** A criterion as a condition of steps. */
  private record RuleResult(Criterion criterion) implements ConditionalSteps.Condition {
    @Override
    public ConditionalSteps.Answer of(Host host) {
      return switch (criterion.judge(host).verdict()) {
        case Verdict.Pass _ -> new ConditionalSteps.Answer.Yes();
        case Verdict.Fail _ -> new ConditionalSteps.Answer.No();
        case Verdict.Unknown(String why) -> new ConditionalSteps.Answer.CannotTell(why);
        case Verdict.NotApplicable(String why) -> new ConditionalSteps.Answer.CannotTell(why);
        case Verdict.Waived(String by, _) ->
            new ConditionalSteps.Answer.CannotTell("waived by " + by);
      };
    }

    @Override
    public String description() {
      return criterion.description();
    }
  }
}
