package io.hostready.rule;

import io.hostready.expect.CompiledCriterion;
import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.fix.Fix;
import io.hostready.yaml.PackedReader;
import io.hostready.yaml.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One of the {@link CompiledRules}; {@link RuleCompiler} writes it. */
final class CompiledRule {

  static final Level[] LEVELS = Level.values();

  private static final RuleFix.Risk[] RISKS = RuleFix.Risk.values();
  private static final RuleFix.Pending[] PENDING = RuleFix.Pending.values();

  private final PackedReader in;

  CompiledRule(PackedReader in) {
    this.in = in;
  }

  Rule read(RuleId id) {
    String file = in.text();
    String topic = in.text();
    RuleText text = new RuleText(in.text(), in.text(), in.optionalText(), in.texts());
    Advice advice = advice(file);
    List<Levels.Case> cases = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      cases.add(new Levels.Case(LEVELS[in.number()], optionalCriterion(file)));
    }
    Optional<Template<Criterion>> when = optionalCriterion(file);
    Template<Criterion> check = criterion(file);
    Optional<RuleFix> fix = in.number() == 0 ? Optional.empty() : Optional.of(fix(file));
    List<RuleId> after = ids();
    Optional<Proof> proof = in.number() == 0 ? Optional.empty() : Optional.of(proof());
    return new Rule(
        id,
        topic,
        text,
        advice,
        new Levels(cases),
        when,
        check,
        fix,
        after,
        proof,
        SourceSpan.startOf(file));
  }

  private Advice advice(String file) {
    List<Advice.Case> cases = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      String text = in.text();
      Optional<Template<Criterion>> when = optionalCriterion(file);
      Map<String, Template<CriterionReader.Taken>> values = new LinkedHashMap<>();
      for (int more = in.number(); more > 0; more--) {
        values.put(in.text(), taken(file));
      }
      cases.add(new Advice.Case(text, when, values));
    }
    return cases.isEmpty() ? Advice.GENERAL : new Advice(cases);
  }

  private Template<CriterionReader.Taken> taken(String file) {
    Set<String> names = names();
    Supplier<PackedReader> packed = in.later();
    return Template.verified(
        names,
        (parameters, problems) ->
            RuleParts.taken(
                parameters.fillInto(packed.get().node(file), problems), parameters, problems));
  }

  private Proof proof() {
    List<RuleId> readings = ids();
    return new Proof(readings, ids());
  }

  private List<RuleId> ids() {
    List<RuleId> ids = new ArrayList<>();
    for (String id : in.texts()) {
      ids.add(new RuleId(id));
    }
    return ids;
  }

  private RuleFix fix(String file) {
    String summary = in.text();
    RuleFix.Risk risk = RISKS[in.number()];
    Optional<String> caution = in.optionalText();
    int pending = in.number();
    return new RuleFix(
        summary,
        risk,
        caution,
        steps(file),
        pending == 0 ? Optional.empty() : Optional.of(PENDING[pending - 1]));
  }

  private Optional<Template<Criterion>> optionalCriterion(String file) {
    return in.number() == 0 ? Optional.empty() : Optional.of(criterion(file));
  }

  private Template<Criterion> criterion(String file) {
    Set<String> names = names();
    Supplier<PackedReader> packed = in.later();
    return Template.verified(
        names,
        (parameters, problems) -> CompiledCriterion.read(packed.get(), file, parameters, problems));
  }

  private Template<List<Fix>> steps(String file) {
    Set<String> names = names();
    Supplier<PackedReader> packed = in.later();
    return Template.verified(
        names,
        (parameters, problems) ->
            new StepReader(parameters, problems).read(packed.get().node(file)));
  }

  private Set<String> names() {
    List<String> names = in.texts();
    return names.isEmpty() ? Set.of() : Set.copyOf(names);
  }
}
