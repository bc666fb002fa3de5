package io.hostready.cli;

import io.hostready.capture.HostOpener;
import io.hostready.capture.OpenedHost;
import io.hostready.host.RootTrust;
import io.hostready.rule.Level;
import io.hostready.run.FleetCheck;
import io.hostready.run.HostCheck;
import io.hostready.run.HostReport;
import io.hostready.yaml.Quoted;
import io.hostready.yaml.Suggestion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready check}: looks, judges, reports; changes nothing. */
final class CheckCommand implements Subcommand {

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
                "Judge a capture, another text of a host, or a directory with its files, instead of"
                    + " this machine; several may follow, such as captures/*.host.gz.")
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
    return !word.startsWith("-")
        && (word.contains("/") || word.endsWith(".host") || word.endsWith(".gz"));
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    CommonOptions common = CommonOptions.of(options);
    OutputTargets targets =
        OutputTargets.of(
            CommonOptions.texts(options, "--format"),
            options.hasMatchedOption("--verbose"),
            terminal);
    String color = CommonOptions.color(options);
    List<String> paths = CommonOptions.texts(options, HOST);
    HostCheck check =
        CheckArguments.of(
            options,
            common,
            paths.isEmpty()
                ? Instructions.forThisMachine(terminal.environment())
                : Instructions.ofAnybody(),
            clock);
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    try (ReportOutput output = new ReportOutput(targets, terminal, color)) {
      if (paths.size() > 1) {
        FleetCheck fleet = new FleetCheck(paths, check, path -> HostOpener.open(path, trust));
        return check(fleet, output, !targets.useStandardOutput(), terminal);
      }
      HostReport report =
          check.of(paths.isEmpty() ? OpenedHost.live() : HostOpener.open(paths.getFirst(), trust));
      output.add(report);
      output.end();
      return ExitCode.of(report.outcome());
    }
  }

  /**
   * Checks many hosts.
   *
   * @param aside whether no document goes to standard output
   */
  private static ExitCode check(
      FleetCheck fleet, ReportOutput output, boolean aside, Terminal terminal) {
    Progress progress =
        new Progress(terminal, aside, fleet.paths().size(), "hosts", System::nanoTime);
    HeapTrimmer heap = new HeapTrimmer();
    FleetCheck.Summary summary =
        fleet.run(
            checked -> {
              checked
                  .wrong()
                  .ifPresent(
                      why -> {
                        progress.clear();
                        terminal.err().println("hostready: " + Quoted.harmless(why));
                      });
              output.add(checked.report());
              progress.step();
              heap.keepSmall();
            });
    progress.clear();
    output.end();
    return summary.unopened() > 0 ? ExitCode.WRONG_INPUT : ExitCode.of(summary.outcome());
  }

  static String word(ParseResult options, String name, List<String> known) {
    String word = options.matchedOptionValue(name, known.getFirst());
    if (!known.contains(word)) {
      throw new UsageException(
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
