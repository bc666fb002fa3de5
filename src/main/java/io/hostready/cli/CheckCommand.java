package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.report.Report;
import io.hostready.report.ReportFormats;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.rule.Waivers;
import io.hostready.run.Checker;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.yaml.Quoted;
import io.hostready.yaml.Suggestion;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready check}: looks, judges, reports; changes nothing. */
final class CheckCommand implements Command {

  /** Outcomes of several hosts: the worst one is the run's, not ready before undecided. */
  private static final List<Outcome> WORST_FIRST =
      List.of(Outcome.NOT_READY, Outcome.UNDECIDED, Outcome.PENDING, Outcome.READY);

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
            "--host",
            "PATH",
            "Judge a capture, or a directory tree of a host, instead of this machine."));
    spec.addOption(
        CommonOptions.repeated(
            "--format",
            "FORMAT[=FILE]",
            "One of "
                + String.join(", ", ReportFormats.NAMES)
                + "; without FILE: standard output."));
    spec.addOption(
        OptionSpec.builder("--fail-on")
            .paramLabel("LEVEL")
            .type(String.class)
            .defaultValue(Level.REQUIRED.word())
            .description(
                "The weakest level whose failure makes the host not ready: "
                    + String.join(", ", Level.WORDS)
                    + ".")
            .build());
    spec.addOption(
        OptionSpec.builder("--prove")
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
    spec.addOption(
        OptionSpec.builder("--color")
            .paramLabel("WHEN")
            .type(String.class)
            .defaultValue("auto")
            .description("auto, always or never.")
            .build());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    CommonOptions common = CommonOptions.of(options);
    Formats formats =
        Formats.of(CommonOptions.texts(options, "--format"), options.hasMatchedOption("--verbose"));
    String color = word(options, "--color", List.of("auto", "always", "never"));
    Level failOn = Level.of(word(options, "--fail-on", Level.WORDS));
    Hosts hosts = Hosts.of(CommonOptions.texts(options, "--host"));
    RuleBook book = common.book();
    boolean proves = options.hasMatchedOption("--prove");
    Selection selection = proves ? common.proving(book) : common.selection(book);
    if (proves && hosts.isThisMachine()) {
      Rights.checkProofs(Host.live(), common.absoluteFolders());
    }
    Waivers waivers =
        Optional.ofNullable(options.<String>matchedOptionValue("--waivers", null))
            .map(file -> CommonOptions.waivers(file, book))
            .orElse(Waivers.NONE);
    Checker checker = new Checker(clock).with(waivers);
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    String version = Installation.version();
    try (ReportOutput output = new ReportOutput(formats, terminal, color)) {
      for (int i = 0; i < hosts.count(); i++) {
        // Neither the host nor its report is kept: there may be thousands.
        Hosts.Opened opened = hosts.open(i);
        Host host = proves ? opened.host().withTrials() : opened.host();
        HostReport report =
            opened.settled(
                (opened.inMemory() ? checker.direct() : checker).check(host, selection, failOn));
        outcomes.add(report.outcome());
        output.add(Report.of(report, version));
      }
      output.end();
    }
    return ExitCode.of(worst(outcomes));
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
