package io.hostready.cli;

import io.hostready.host.HostFolder;
import io.hostready.json.JsonWriter;
import io.hostready.report.KindsReference;
import io.hostready.report.RuleDescription;
import io.hostready.report.RuleTestText;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleSchema;
import io.hostready.rule.Selection;
import io.hostready.run.RuleTests;
import io.hostready.yaml.Suggestion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready rules}: lists, shows and checks rules, and prints what they can be made of. */
final class RulesCommand implements Subcommand {

  private static final Map<String, String> ACTIONS = new LinkedHashMap<>();

  static {
    ACTIONS.put("list", "the rules of the chosen packs, a line each");
    ACTIONS.put("show", "one rule as a page: rules show RULE");
    ACTIONS.put("lint", "reads all rules and packs, and says everything that is wrong");
    ACTIONS.put("test", "puts rules to small hosts: rules test PATH, a directory or text");
    ACTIONS.put("kinds", "the reference of probe and fix kinds");
    ACTIONS.put("schema", "the JSON Schema of rule and pack files, for editors");
  }

  /** Actions that take a name. */
  private static final List<String> NAMED = List.of("show", "test");

  @Override
  public String name() {
    return "rules";
  }

  @Override
  public String summary() {
    return "list | show RULE | lint | test PATH | kinds | schema";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready rules");
    StringBuilder actions = new StringBuilder();
    ACTIONS.forEach((name, what) -> actions.append("%n  ").append(name).append(": ").append(what));
    spec.usageMessage().description("What to do:" + actions);
    CommonOptions.addTo(spec);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("ACTION")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..2")
            .completionCandidates(ACTIONS.keySet())
            .description("One of " + String.join(", ", ACTIONS.keySet()) + ".")
            .build());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    CommonOptions given = CommonOptions.of(options);
    List<String> words = given.rules();
    CommonOptions common =
        new CommonOptions(given.packs(), given.ruleFolders(), given.parameters(), List.of());
    String action = words.isEmpty() ? "" : words.getFirst();
    boolean hasEnough = words.size() == (NAMED.contains(action) ? 2 : 1);
    if (!ACTIONS.containsKey(action) || !hasEnough) {
      throw new UsageException(
          (action.isEmpty()
                  ? "'rules' lacks what to do; expected "
                  : "'rules " + String.join(" ", words) + "' is not understood; expected ")
              + "list, show RULE, lint, test PATH, kinds or schema."
              + Suggestion.nearest(action, ACTIONS.keySet())
                  .filter(name -> !name.equals(action))
                  .map(name -> " Did you mean '" + name + "'?")
                  .orElse(""));
    }
    if (action.equals("test")) {
      return test(common, words.getLast(), terminal);
    }
    terminal
        .out()
        .print(
            switch (action) {
              case "list" -> list(common);
              case "show" -> show(common, words.getLast());
              case "lint" -> lint(common);
              case "kinds" -> KindsReference.text();
              default -> JsonWriter.indented().addTree(RuleSchema.schema()).text();
            });
    return ExitCode.READY;
  }

  private static String list(CommonOptions common) {
    Selection selection = common.proving(common.book(Instructions.ofAnybody()));
    int widest = selection.rules().stream().mapToInt(r -> r.id().value().length()).max().orElse(0);
    StringBuilder out = new StringBuilder();
    for (Rule rule : selection.rules()) {
      String id = rule.id().value();
      out.append(id).append(" ".repeat(widest - id.length() + 2));
      out.append(rule.text().title()).append(rule.isProof() ? " (proof)" : "").append('\n');
    }
    return out.toString();
  }

  private static String show(CommonOptions common, String name) {
    Selection selection =
        Selection.proving(
            common.book(Instructions.ofAnybody()),
            common.packs(),
            List.of(name),
            common.parameters());
    return RuleDescription.of(selection.rules().getFirst(), selection.defaults());
  }

  private static ExitCode test(CommonOptions common, String path, Terminal terminal) {
    RuleBook book = common.book(Instructions.ofAnybody());
    RuleTests tests =
        new RuleTests(
            book,
            Instructions.ofAnybody(),
            directory -> HostFolder.open(Path.of(directory)),
            Clock.systemUTC());
    String absolute = Path.of(path).toAbsolutePath().normalize().toString();
    List<RuleTests.Situation> situations = tests.situations(absolute);
    List<RuleTests.Outcome> outcomes;
    try {
      outcomes = situations.stream().map(tests::run).toList();
    } catch (IllegalArgumentException notAHost) {
      throw new UsageException(String.valueOf(notAHost.getMessage()));
    }
    terminal.out().print(RuleTestText.of(book, absolute, path, outcomes));
    return outcomes.stream().allMatch(RuleTests.Outcome::isAsExpected)
        ? ExitCode.READY
        : ExitCode.NOT_READY;
  }

  private static String lint(CommonOptions common) {
    RuleBook book = common.book(Instructions.ofAnybody());
    for (String pack : book.packs().keySet()) {
      Selection.proving(book, List.of(pack), List.of(), Map.of());
    }
    return book.rules().size() + " rules and " + book.packs().size() + " packs: no mistakes\n";
  }
}
