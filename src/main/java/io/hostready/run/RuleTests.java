package io.hostready.run;

import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import io.hostready.yaml.InvalidInput;
import io.hostready.yaml.Problems;
import io.hostready.yaml.Quoted;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.Suggestion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tests of rules without Java: a folder {@code RULE/SITUATION} is a small host, and the situation's
 * name starts with the verdict that the rule must give there. A file {@code parameters} in it sets
 * parameters, one NAME=VALUE a line.
 */
public final class RuleTests {

  /** No report leaves these tests. */
  private static final String NO_VERSION = "";

  /** What a situation's name starts with, and the verdict that it stands for. */
  private static final Map<String, String> VERDICTS = new LinkedHashMap<>();

  static {
    VERDICTS.put("not-applicable", "not-applicable");
    VERDICTS.put("not-ready", "fail");
    VERDICTS.put("unreadable", "unknown");
    VERDICTS.put("ready", "pass");
  }

  /** One small host: the rule that is put to it, its name and folder, and the verdict's word. */
  public record Situation(RuleId rule, String name, String folder, String expected) {}

  /** What came of a situation. */
  public record Outcome(Situation situation, Finding finding) {

    public boolean isAsExpected() {
      return finding.verdict().word().equals(situation.expected());
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
  private final Host files;
  private final Function<String, Host> open;
  private final Clock clock;

  /** Files reads this machine's folders; open makes a host of one, as {@code --host} does. */
  public RuleTests(RuleBook book, Host files, Function<String, Host> open, Clock clock) {
    this.book = book;
    this.files = files;
    this.open = open;
    this.clock = clock;
  }

  /**
   * The situations in a folder, by rule and by name.
   *
   * @throws InvalidInput with everything that is no test of a known rule
   */
  public List<Situation> situations(String folder) {
    Problems problems = new Problems();
    List<Situation> found = new ArrayList<>();
    for (String rule : folders(folder, problems)) {
      Optional<RuleId> id = book.find(rule).map(Rule::id);
      if (id.isPresent()) {
        addSituations(id.get(), folder + "/" + rule, found, problems);
      } else {
        problems.add(
            SourceSpan.whole(folder + "/" + rule),
            "the folder is called after no rule."
                + Suggestion.sentence(rule, book.ruleNames())
                + " Name it after the rule that it tests, and name the rule's own folder by"
                + " --rules.");
      }
    }
    if (found.isEmpty() && problems.isEmpty()) {
      problems.add(
          SourceSpan.whole(folder),
          "no test is in this folder; expected RULE/SITUATION/root. Check the folder's name.");
    }
    problems.throwIfAny();
    return found;
  }

  private void addSituations(RuleId rule, String folder, List<Situation> found, Problems problems) {
    for (String name : folders(folder, problems)) {
      Optional<String> expected =
          VERDICTS.entrySet().stream()
              .filter(each -> name.equals(each.getKey()) || name.startsWith(each.getKey() + "-"))
              .map(Map.Entry::getValue)
              .findFirst();
      if (expected.isEmpty()) {
        problems.add(
            SourceSpan.whole(folder + "/" + name),
            "the folder is called after no verdict; expected a name that starts with "
                + String.join(", ", VERDICTS.keySet())
                + ". Rename it.");
      } else {
        found.add(new Situation(rule, name, folder + "/" + name, expected.get()));
      }
    }
  }

  private List<String> folders(String folder, Problems problems) {
    return switch (files.list(folder)) {
      case Present(var names, _) ->
          names.stream()
              .filter(name -> !name.startsWith("."))
              .filter(name -> files.list(folder + "/" + name) instanceof Present)
              .toList();
      case Absent(_) -> {
        problems.add(
            SourceSpan.whole(folder), "there is no such folder; expected tests. Check its name.");
        yield List.of();
      }
      case Unreadable(_, var why) -> {
        problems.add(SourceSpan.whole(folder), "the folder could not be listed: " + why + ".");
        yield List.of();
      }
    };
  }

  /**
   * Puts its rule to one situation.
   *
   * @throws InvalidInput when its parameters are wrong
   * @throws IllegalArgumentException when its folder is no host
   */
  public Outcome run(Situation situation) {
    Selection selection = selection(situation);
    CheckResult result =
        new Checker(clock, NO_VERSION)
            .check(open.apply(situation.folder()), selection, Level.REQUIRED)
            .results()
            .getFirst();
    return new Outcome(situation, result.finding());
  }

  private Selection selection(Situation situation) {
    Map<String, String> parameters = parameters(situation.folder());
    try {
      return Selection.proving(book, List.of(), List.of(situation.rule().value()), parameters);
    } catch (InvalidInput wrong) {
      Problems problems = new Problems();
      SourceSpan where = SourceSpan.whole(situation.folder() + "/parameters");
      wrong.problems().forEach(problem -> problems.add(where, problem.message()));
      problems.throwIfAny();
      throw wrong;
    }
  }

  private Map<String, String> parameters(String folder) {
    Problems problems = new Problems();
    Map<String, String> parameters = new LinkedHashMap<>();
    if (files.text(folder + "/parameters") instanceof Present(var content, var path)) {
      int number = 0;
      for (String line : content.lines().toList()) {
        number++;
        int equals = line.indexOf('=');
        if (equals > 0) {
          parameters.put(line.substring(0, equals), line.substring(equals + 1));
        } else if (!line.isBlank()) {
          problems.add(
              new SourceSpan(path, number, 1),
              Quoted.of(line) + " stands here; expected NAME=VALUE. Write that instead.");
        }
      }
    }
    problems.throwIfAny();
    return parameters;
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
