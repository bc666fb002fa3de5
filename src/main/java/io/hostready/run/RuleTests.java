package io.hostready.run;

import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tests of rules without Java: situations of a small host, whose names start with the verdict that
 * the rule must give there. They are the situations of a text {@code RULE.hosts}, or directories
 * and texts of one host, {@code RULE/SITUATION} and {@code RULE/SITUATION.host}. A text sets
 * parameters itself; in a directory the file {@code parameters} does, one NAME=VALUE a line.
 */
public final class RuleTests {

  /** No report leaves these tests. */
  private static final String NO_VERSION = "";

  /** What a situation's name starts with, and the verdict that it stands for. */
  static final Map<String, String> VERDICTS = new LinkedHashMap<>();

  static {
    VERDICTS.put("not-applicable", "not-applicable");
    VERDICTS.put("not-ready", "fail");
    VERDICTS.put("unreadable", "unknown");
    VERDICTS.put("ready", "pass");
  }

  /**
   * One small host: the rule that is put to it, its name, and the verdict's word.
   *
   * @param path where it is, as {@code --host} takes it
   */
  public record Situation(RuleId rule, String name, String path, String expected) {}

  /** What came of a situation. */
  public record Outcome(Situation situation, Finding finding) {

    public boolean isAsExpected() {
      return finding.verdict().id().equals(situation.expected());
    }

    /** Why the verdict is what it is, where the finding itself does not say. */
    public String reason() {
      return switch (finding.verdict()) {
        case Verdict.Unknown(String why) -> why;
        case Verdict.NotApplicable(String why) -> why;
        case Verdict.Pass _, Verdict.Fail _, Verdict.Waived _ -> finding.found();
      };
    }
  }

  private final RuleBook book;
  private final RuleSituations situations;
  private final Clock clock;

  /** Files reads this machine's files; open makes a host of a directory, as {@code --host} does. */
  public RuleTests(RuleBook book, Host files, Function<String, Host> open, Clock clock) {
    this.book = book;
    this.situations = new RuleSituations(book, files, open);
    this.clock = clock;
  }

  /**
   * The situations in a directory or text, by rule and by name.
   *
   * @throws InvalidInput with everything that is no test of a known rule
   */
  public List<Situation> situations(String path) {
    return situations.find(path);
  }

  /**
   * Puts its rule to one situation.
   *
   * @throws InvalidInput when its parameters are wrong
   * @throws IllegalArgumentException when it is no host
   */
  public Outcome run(Situation situation) {
    Selection selection = selection(situation);
    CheckResult result =
        new Checker(clock, NO_VERSION)
            .check(situations.host(situation), selection, Level.REQUIRED)
            .results()
            .getFirst();
    return new Outcome(situation, result.finding());
  }

  /** The host of a situation. */
  public Host host(Situation situation) {
    return situations.host(situation);
  }

  /** The rule of a situation, with its parameters. */
  public Selection selection(Situation situation) {
    Map<String, String> parameters = situations.parameters(situation);
    try {
      return Selection.proving(book, List.of(), List.of(situation.rule().value()), parameters);
    } catch (InvalidInputException wrong) {
      Problems problems = new Problems();
      SourceSpan where = SourceSpan.whole(situations.parametersFile(situation));
      wrong.problems().forEach(problem -> problems.add(problem.at(where)));
      problems.throwIfAny();
      throw wrong;
    }
  }

  /** The verdicts that no situation of a rule asks for, of those that every rule can give. */
  public static List<String> lacking(Rule rule, List<Situation> situations) {
    // No tree can show whether a thing works, only that it cannot be tried.
    List<String> given =
        rule.isProof() ? List.of("unreadable") : List.of("ready", "not-ready", "unreadable");
    return given.stream()
        .filter(
            name ->
                situations.stream()
                    .noneMatch(
                        each ->
                            each.rule().equals(rule.id())
                                && each.expected().equals(VERDICTS.get(name))))
        .toList();
  }
}
