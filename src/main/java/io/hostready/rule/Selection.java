package io.hostready.rule;

import io.hostready.host.Host;
import io.hostready.text.Quoted;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.Suggestion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The rules of some packs, in the packs' order, with the parameters that they declare. */
public final class Selection {

  private final List<String> packNames;
  private final Map<RuleId, Rule> rules;
  private final Taken taken;
  private final Map<String, ParameterDeclaration> declarations;
  private final Map<String, String> given;

  private Selection(
      List<String> packNames,
      Map<RuleId, Rule> rules,
      Taken taken,
      Map<String, ParameterDeclaration> declarations,
      Map<String, String> given) {
    this.packNames = List.copyOf(packNames);
    this.rules = rules;
    this.taken = taken;
    this.declarations = declarations;
    this.given = given;
  }

  /**
   * Selects packs of a book, without their proofs.
   *
   * @param only names of single rules; empty for all
   * @param given parameters set by the user
   * @throws InvalidInputException if a pack, rule or parameter is unknown, a value is invalid, or
   *     one of the names is a proof
   */
  public static Selection of(
      RuleBook book, List<String> packNames, List<String> only, Map<String, String> given) {
    return of(book, packNames, only, given, false);
  }

  /** The same with the packs' proofs, or with those of the named rules. */
  public static Selection proving(
      RuleBook book, List<String> packNames, List<String> only, Map<String, String> given) {
    return of(book, packNames, only, given, true);
  }

  private static Selection of(
      RuleBook book,
      List<String> packNames,
      List<String> only,
      Map<String, String> given,
      boolean proves) {
    Problems problems = new Problems();
    Taken taken = new Taken(book);
    Map<String, ParameterDeclaration> declarations = new LinkedHashMap<>();
    Set<String> seen = new LinkedHashSet<>();
    packNames.forEach(name -> take(book, name, seen, taken, declarations, problems));
    book.rulesInNoPack().forEach(id -> taken.levels.putIfAbsent(id, Optional.empty()));
    Map<RuleId, Rule> chosen = only.isEmpty() ? taken.rules() : choose(taken, only, problems);
    if (!proves) {
      leaveProofs(chosen, !only.isEmpty(), problems);
    }
    if (problems.isEmpty()) {
      chosen.values().forEach(rule -> declareFor(rule, book, declarations));
    }
    if (book.packs().keySet().containsAll(packNames)) { // else an unknown pack could declare them
      given.forEach((name, value) -> check(name, value, declarations, problems));
    }
    problems.throwIfAny();
    Selection whole = new Selection(packNames, chosen, taken, declarations, given);
    Selection selection = proves && !only.isEmpty() ? whole.withProofsOf(chosen.keySet()) : whole;
    selection.checkBinding();
    return selection;
  }

  private static void leaveProofs(Map<RuleId, Rule> chosen, boolean areNamed, Problems problems) {
    chosen
        .values()
        .removeIf(
            rule -> {
              if (rule.isProof() && areNamed) {
                problems.add(
                    new Problem(
                            SourceSpan.whole("hostready"),
                            "rule " + Quoted.of(rule.id().value()) + " is a proof")
                        .expecting("add --prove"));
              }
              return rule.isProof();
            });
  }

  /** The same with all of the packs' proofs that contact no other host, at the end. */
  public Selection withProofs() {
    return with(proof -> !proof.asksServers());
  }

  /** The same with the packs' proofs of some rules, at the end. */
  public Selection withProofsOf(Collection<RuleId> proven) {
    return with(proof -> proof.related().stream().anyMatch(proven::contains));
  }

  /** The same with another value of a parameter, as if the user had set it. */
  public Selection setting(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(given);
    more.put(name, value);
    return new Selection(packNames, rules, taken, declarations, more);
  }

  private Selection with(Predicate<Proof> wanted) {
    Map<RuleId, Rule> more = new LinkedHashMap<>(rules);
    for (Rule rule : taken.rules().values()) {
      if (rule.proof().filter(wanted).isPresent()) {
        more.putIfAbsent(rule.id(), rule);
      }
    }
    return new Selection(packNames, more, taken, declarations, given);
  }

  private static void take(
      RuleBook book,
      String name,
      Set<String> seen,
      Taken taken,
      Map<String, ParameterDeclaration> declarations,
      Problems problems) {
    RulePack pack = book.packs().get(name);
    if (pack == null) {
      problems.add(
          new Problem(SourceSpan.whole("--pack"), "unknown pack " + Quoted.of(name))
              .advising(Suggestion.sentence(name, book.packs().keySet())));
      return;
    }
    if (!seen.add(name)) {
      return;
    }
    pack.extended().forEach(base -> take(book, base, seen, taken, declarations, problems));
    pack.parameters().forEach(parameter -> declarations.put(parameter.name(), parameter));
    for (RulePack.Entry entry : pack.entries()) {
      taken.levels.put(entry.rule(), entry.level());
    }
  }

  /** The rules of the packs, with the packs' levels. */
  private static final class Taken {

    private final RuleBook book;
    private final Map<RuleId, Optional<Level>> levels = new LinkedHashMap<>();

    Taken(RuleBook book) {
      this.book = book;
    }

    Map<RuleId, Rule> rules() {
      Map<RuleId, Rule> rules = new LinkedHashMap<>();
      levels.keySet().forEach(id -> rules.put(id, find(id.value()).orElseThrow()));
      return rules;
    }

    /** A rule of the packs, or another one of the book. */
    Optional<Rule> find(String name) {
      return book.find(name)
          .map(rule -> levels.getOrDefault(rule.id(), Optional.empty()).map(rule::at).orElse(rule));
    }
  }

  /** A rule outside of the chosen packs uses parameters that another pack declares. */
  private static void declareFor(
      Rule rule, RuleBook book, Map<String, ParameterDeclaration> declarations) {
    for (String name : rule.parameters()) {
      if (!declarations.containsKey(name)) {
        book.packs().values().stream()
            .flatMap(pack -> pack.parameters().stream())
            .filter(parameter -> parameter.name().equals(name))
            .findFirst()
            .ifPresent(parameter -> declarations.put(name, parameter));
      }
    }
  }

  private static void check(
      String name,
      String value,
      Map<String, ParameterDeclaration> declarations,
      Problems problems) {
    ParameterDeclaration declaration = declarations.get(name);
    SourceSpan where = SourceSpan.whole("--set");
    if (declaration == null) {
      problems.add(
          new Problem(where, "unknown parameter " + Quoted.of(name))
              .advising(Suggestion.sentence(name, declarations.keySet())));
    } else {
      declaration.problem(where, value).ifPresent(problems::add);
    }
  }

  private static Map<RuleId, Rule> choose(Taken taken, List<String> only, Problems problems) {
    Map<RuleId, Rule> chosen = new LinkedHashMap<>();
    for (String name : only) {
      Optional<Rule> rule = taken.find(name);
      if (rule.isEmpty()) {
        problems.add(
            new Problem(SourceSpan.whole("hostready"), "unknown rule " + Quoted.of(name))
                .advising(RuleSearch.suggestion(taken.book.rules().values(), name))
                .advising("See 'hostready rules list'."));
      }
      rule.ifPresent(found -> chosen.put(found.id(), found));
    }
    return chosen;
  }

  /**
   * Binds every rule to the defaults and the given values, so that an invalid value is reported
   * immediately.
   */
  private void checkBinding() {
    Parameters parameters = defaults();
    Problems problems = new Problems();
    rules.values().stream()
        .flatMap(rule -> rule.templates().stream())
        .filter(template -> !template.parameters().isEmpty())
        .forEach(
            template -> {
              try {
                template.bind(parameters);
              } catch (InvalidInputException misfit) {
                misfit.problems().forEach(problems::add);
              }
            });
    problems.throwIfAny();
  }

  public List<String> packNames() {
    return packNames;
  }

  public List<Rule> rules() {
    return List.copyOf(rules.values());
  }

  /** A rule of the packs, whether it was chosen or not. */
  public Optional<Rule> find(RuleId id) {
    return rules.containsKey(id)
        ? Optional.of(rules.get(id))
        : taken.levels.containsKey(id) ? taken.find(id.value()) : Optional.empty();
  }

  public List<ParameterDeclaration> declarations() {
    return List.copyOf(declarations.values());
  }

  /** The parameters without a host: set by the user, otherwise the default. */
  public Parameters defaults() {
    Map<String, String> values = new LinkedHashMap<>();
    declarations.forEach((name, declaration) -> values.put(name, declaration.defaultValue()));
    values.putAll(given);
    return new Parameters(values);
  }

  /**
   * The parameters for a host: set by the user, otherwise detected on the host, otherwise the
   * default.
   */
  public Parameters parametersFor(Host host) {
    Map<String, String> values = new LinkedHashMap<>();
    declarations.forEach(
        (name, declaration) ->
            values.put(
                name, given.containsKey(name) ? given.get(name) : declaration.valueOn(host)));
    return new Parameters(values);
  }
}
