package io.hostready.cli;

import io.hostready.host.HostDirectory;
import io.hostready.report.RuleTestText;
import io.hostready.rule.RuleBook;
import io.hostready.run.RuleTests;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules test}: runs rules on the small hosts in their tests. */
final class RulesTestCommand extends Subcommand {

  RulesTestCommand() {
    super(
        "test",
        "Test rules on fixture hosts",
        new Example("hostready rules test tests --rules my-rules", "Run all tests of own rules."),
        new Example(
            "hostready rules test tests/data-disk-mounted.hosts --rules my-rules",
            "Run the tests of one rule."));
  }

  @Override
  void declare(CommandSpec spec) {
    spec.addPositional(
        OptionSpecs.argument("PATH", "1", "File or directory with fixture hosts (*.hosts)."));
    CommonOptions.addRules(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    String path = arguments.words().getFirst();
    RuleBook book = CommonOptions.of(arguments).book(InputFiles.ofAnyUser());
    RuleTests tests = tests(book);
    String absolute = Path.of(path).toAbsolutePath().normalize().toString();
    List<RuleTests.Situation> situations = tests.situations(absolute);
    List<RuleTests.Outcome> outcomes;
    try {
      outcomes = situations.stream().map(tests::run).toList();
    } catch (IllegalArgumentException notAHost) {
      throw new UsageException(String.valueOf(notAHost.getMessage()));
    }
    terminal.out().print(RuleTestText.of(book, absolute, path, outcomes, terminal.style("auto")));
    return outcomes.stream().allMatch(RuleTests.Outcome::isAsExpected)
        ? ExitCode.READY
        : ExitCode.NOT_READY;
  }

  /** Runs the tests of these rules. */
  static RuleTests tests(RuleBook book) {
    return new RuleTests(
        book,
        InputFiles.ofAnyUser(),
        directory -> HostDirectory.open(Path.of(directory)),
        Clock.systemUTC());
  }
}
