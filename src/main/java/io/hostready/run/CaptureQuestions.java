package io.hostready.run;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.expect.Criterion;
import io.hostready.host.Host;
import io.hostready.rule.ParameterDeclaration;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks a host all questions that rules may ever ask: also if a condition does not hold, a part is
 * not reached, or a parameter has another of its values; and the questions of their fixes.
 */
public final class CaptureQuestions {

  private final Host host;
  private final List<Supplier<Boolean>> questions = new ArrayList<>();

  private CaptureQuestions(Host host) {
    this.host = host;
  }

  /**
   * Asks the questions of all rules of a book, with the parameters of all packs; the given ones are
   * set by the user.
   */
  public static void ask(Host host, RuleBook book, Map<String, String> given) {
    Selection selection = Selection.of(book, List.copyOf(book.packs().keySet()), List.of(), given);
    CaptureQuestions all = new CaptureQuestions(host);
    Parameters here = selection.parametersFor(host);
    List<Rule> rules = List.copyOf(book.rules().values());
    rules.forEach(rule -> all.add(rule, here));
    for (ParameterDeclaration declaration : selection.declarations()) {
      for (String value : values(declaration)) {
        Map<String, String> values = new LinkedHashMap<>(here.values());
        values.put(declaration.name(), value);
        Parameters other = new Parameters(values);
        rules.stream()
            .filter(rule -> rule.parameters().contains(declaration.name()))
            .forEach(rule -> all.add(rule, other));
      }
    }
    TimeLimitedPool.each(TimeLimit.of(Checker.RULE_LIMIT), all.questions);
  }

  private static Set<String> values(ParameterDeclaration declaration) {
    return switch (declaration.type()) {
      case ENUM -> Set.copyOf(declaration.values());
      case BOOLEAN -> Set.of("true", "false");
      case TEXT, VERSION, PATH, NUMBER -> Set.of();
    };
  }

  private void add(Rule rule, Parameters parameters) {
    questions.add(
        () -> {
          try {
            rule.criteria(parameters).stream()
                .flatMap(Criterion::probes)
                .forEach(probe -> probe.observe(host));
            rule.text().problem().observeAll(host, parameters);
            rule.text().advice().observeAll(host, parameters);
            rule.causedBy().on(host, parameters);
          } catch (InvalidInputException misfit) {
            return false; // two incompatible parameters: no rule is checked with them
          }
          planFix(rule, parameters);
          return true;
        });
  }

  private void planFix(Rule rule, Parameters parameters) {
    try {
      PlanBuilder builder = new PlanBuilder(host);
      rule.fix().ifPresent(fix -> fix.steps().bind(parameters).forEach(each -> each.plan(builder)));
    } catch (PlanningException | InvalidInputException not) {
      // The questions so far are all that a plan would ask.
    }
  }
}
