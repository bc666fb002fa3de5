package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.host.HostFolder;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.rule.Waivers;
import io.hostready.run.Checker;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.yaml.Quoted;
import io.hostready.yaml.Suggestion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            "--host", "PATH", "Judge a directory tree of a host instead of this machine."));
    spec.addOption(
        CommonOptions.repeated(
            "--format",
            "FORMAT[=FILE]",
            "One of " + String.join(", ", Formats.NAMES) + "; without FILE: standard output."));
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
    List<Host> hosts = hosts(CommonOptions.texts(options, "--host"));
    RuleBook book = common.book();
    Selection selection = common.selection(book);
    Waivers waivers =
        Optional.ofNullable(options.<String>matchedOptionValue("--waivers", null))
            .map(file -> CommonOptions.waivers(file, book))
            .orElse(Waivers.NONE);
    List<HostReport> reports = new ArrayList<>();
    for (Host host : hosts) {
      reports.add(new Checker(clock).with(waivers).check(host, selection, failOn));
    }
    formats.write(reports, terminal, color);
    for (Outcome worst : WORST_FIRST) {
      for (HostReport report : reports) {
        if (report.outcome() == worst) {
          return ExitCode.of(worst);
        }
      }
    }
    throw new IllegalStateException("no host was checked");
  }

  private static List<Host> hosts(List<String> paths) {
    if (paths.isEmpty()) {
      return List.of(Host.live());
    }
    try {
      return paths.stream().map(path -> HostFolder.open(Path.of(path))).toList();
    } catch (IllegalArgumentException notAHost) {
      throw new UsageError("--host " + notAHost.getMessage());
    }
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
