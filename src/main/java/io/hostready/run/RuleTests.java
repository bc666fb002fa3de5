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
 * Tests of rules without Java: situations of a small host, whose names start with the expected
 * verdict of the rule. They are the situations of a text {@code RULE.hosts}, or directories and
 * texts of one host, {@code RULE/SITUATION} and {@code RULE/SITUATION.host}. A text sets parameters
 * itself; in a directory the file {@code parameters} does, one NAME=VALUE on each line.
 */
public final class RuleTests {

  /** These tests write no report. */
  private static final String NO_VERSION = "";

  /** The prefixes of a situation's name, with the verdict of each. */
  static final Map<String, String> VERDICTS = new LinkedHashMap<>();

  static {
    VERDICTS.put("not-applicable", "not-applicable");
    VERDICTS.put("not-ready", "fail");
    VERDICTS.put("unreadable", "unknown");
    VERDICTS.put("ready", "pass");
  }

  /**
   * One small host: the rule to check, its name, and the name of the verdict.
   *
   * @param path its path in the form of {@code --host}
   */
  public record Situation(RuleId rule, String name, String path, String expected) {}

  /** The result of a situation. */
  public record Outcome(Situation situation, Finding finding) {

    public boolean isAsExpected() {
      return finding.verdict().id().equals(situation.expected());
    }

    /** The reason for the verdict, if the finding itself does not have it. */
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

  /** Files reads this machine's files; open opens a directory as a host, as {@code --host} does. */
  public RuleTests(RuleBook book, Host files, Function<String, Host> open, Clock clock) {
    this.book = book;
    this.situations = new RuleSituations(book, files, open);
    this.clock = clock;
  }

  /**
   * The situations in a directory or text, by rule and by name.
   *
   * @throws InvalidInputException with everything that is not a test of a known rule
   */
  public List<Situation> situations(String path) {
    return situations.find(path);
  }

  /**
   * Checks one situation with its rule.
   *
   * @throws InvalidInputException if its parameters are invalid
   * @throws IllegalArgumentException if it is not a host
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

  /** The verdicts without a situation of a rule, of those that every rule can have. */
  public static List<String> lacking(Rule rule, List<Situation> situations) {
    // A tree cannot show whether a feature works, only that its proof is skipped.
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
