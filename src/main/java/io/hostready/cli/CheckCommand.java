package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.report.Report;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.rule.Waivers;
import io.hostready.run.Checker;
import io.hostready.run.Outcome;
import io.hostready.yaml.Quoted;
import io.hostready.yaml.Suggestion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready check}: looks, judges, reports; changes nothing. */
final class CheckCommand implements Command {

  /** Outcomes of several hosts: the worst one is the run's, not ready before undecided. */
  private static final List<Outcome> WORST_FIRST =
      List.of(Outcome.NOT_READY, Outcome.UNDECIDED, Outcome.PENDING, Outcome.READY);

  private static final String HOST = "--host";
  private static final String PROVE = "--prove";

  private final Clock clock;

  CheckCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "look, judge, report; changes nothing on the host";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready check");
    CommonOptions.addTo(spec);
    CommonOptions.addRuleNames(spec);
    spec.addOption(
        CommonOptions.repeated(
                HOST,
                "PATH",
                "Judge a capture, or a directory tree of a host, instead of this machine; several"
                    + " may follow, such as captures/*.hostready.")
            .toBuilder()
            .preprocessor(CheckCommand::repeatHost)
            .build());
    CommonOptions.addReportFormats(spec);
    spec.addOption(
        OptionSpec.builder("--fail-on")
            .paramLabel("LEVEL")
            .type(String.class)
            .description(
                "The weakest level whose failure makes the host not ready: "
                    + String.join(", ", Level.WORDS)
                    + ".")
            .build());
    spec.addOption(
        OptionSpec.builder(PROVE)
            .description(
                "Also run the proofs: rules that try the thing in throw-away namespaces of this"
                    + " machine instead of reading about it. Needs root.")
            .build());
    spec.addOption(
        OptionSpec.builder("--verbose")
            .description("In the text, show for every rule what was found and read.")
            .build());
    spec.addOption(
        OptionSpec.builder("--waivers")
            .paramLabel("FILE")
            .type(String.class)
            .description("Accepted failures: rule, reason, until, and host where it is not all.")
            .build());
    CommonOptions.addColor(spec);
    return spec;
  }

  /** Puts --host before each path that follows one: a rule's name has no slash. */
  private static boolean repeatHost(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    List<String> paths = new ArrayList<>();
    while (!words.isEmpty() && (paths.isEmpty() || isPath(words.peek()))) {
      paths.add(words.pop());
    }
    for (String path : paths.reversed()) {
      words.push(path);
      words.push(HOST);
    }
    if (!paths.isEmpty()) {
      words.pop(); // it has been read
    }
    return false;
  }

  private static boolean isPath(String word) {
    return !word.startsWith("-") && (word.contains("/") || word.endsWith(".hostready"));
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    CommonOptions common = CommonOptions.of(options);
    Formats formats =
        Formats.of(
            CommonOptions.texts(options, "--format"),
            options.hasMatchedOption("--verbose"),
            terminal);
    String color = CommonOptions.color(options);
    Level failOn = Level.of(word(options, "--fail-on", Level.WORDS));
    List<String> paths = CommonOptions.texts(options, HOST);
    Host instructions =
        paths.isEmpty()
            ? Instructions.forThisMachine(terminal.environment())
            : Instructions.ofAnybody();
    RuleBook book = common.book(instructions);
    boolean proves = options.hasMatchedOption(PROVE);
    Selection selection = proves ? common.proving(book) : common.selection(book);
    Waivers waivers =
        Optional.ofNullable(options.<String>matchedOptionValue("--waivers", null))
            .map(file -> CommonOptions.waivers(file, book, instructions))
            .orElse(Waivers.NONE);
    Checker checker = new Checker(clock).with(waivers);
    HostChecks checks = new HostChecks(clock, checker, selection, failOn, proves);
    try (ReportOutput output = new ReportOutput(formats, terminal, color)) {
      if (paths.size() > 1) {
        return new ManyHosts(paths, checks, output, terminal).check(!formats.useStandardOutput());
      }
      Report report =
          checks.of(
              paths.isEmpty() ? Hosts.live() : Hosts.one(paths.getFirst(), terminal.environment()));
      output.add(report);
      output.end();
      return ExitCode.of(report.outcome());
    }
  }

  /** The outcome that decides of those of several hosts, at least one. */
  static Outcome worst(Set<Outcome> outcomes) {
    return WORST_FIRST.stream().filter(outcomes::contains).findFirst().orElseThrow();
  }

  static String word(ParseResult options, String name, List<String> known) {
    String word = options.matchedOptionValue(name, known.getFirst());
    if (!known.contains(word)) {
      throw new UsageError(
          name
              + " is "
              + Quoted.of(word)
              + "; expected one of "
              + String.join(", ", known)
              + "."
              + Suggestion.nearest(word, known)
                  .map(near -> " Did you mean '" + near + "'?")
                  .orElse(""));
    }
    return word;
  }
}
