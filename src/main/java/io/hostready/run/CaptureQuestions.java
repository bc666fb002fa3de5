package io.hostready.run;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
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
 * Asks a host everything that rules may ever ask of it: also where a condition does not hold, a
 * part is not come to, or a parameter is set to another of its words; and what their fixes look at.
 */
public final class CaptureQuestions {

  private final Host host;
  private final List<Supplier<Boolean>> questions = new ArrayList<>();

  private CaptureQuestions(Host host) {
    this.host = host;
  }

  /** Asks by all rules of a book, with the parameters of all packs; given ones are the user's. */
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
            rule.criteria(parameters).forEach(criterion -> criterion.observeAll(host));
            rule.text().problem().observeAll(host, parameters);
            rule.text().advice().observeAll(host, parameters);
          } catch (InvalidInputException misfit) {
            return false; // two parameters that do not go together: no rule is asked with them
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
      // What was looked at until here is all that a plan would look at.
    }
  }
}
