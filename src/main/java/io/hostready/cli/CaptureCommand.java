package io.hostready.cli;

import io.hostready.capture.HostTextException;
import io.hostready.host.Host;
import io.hostready.host.RootTrust;
import io.hostready.rule.RuleBook;
import io.hostready.run.CaptureRun;
import io.hostready.text.ShellWords;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready capture}: saves what the rules read on this host; changes nothing on it. */
final class CaptureCommand extends Subcommand {

  private final Clock clock;

  CaptureCommand(Clock clock) {
    super(
        "capture",
        "Save the host's state to a file, to check it on another machine",
        new Example("sudo hostready capture -o web1.host.gz", "Save the state of this host."),
        new Example(
            "hostready capture --script >capture.sh",
            "Make a script for hosts on which hostready is not installed."),
        new Example(
            "hostready capture --all -o - | zless", "Read what a capture for any pack contains."));
    this.clock = clock;
  }

  @Override
  void declare(CommandSpec spec) {
    CommonOptions.addTo(spec);
    spec.addOption(
        OptionSpecs.output(
            "File to write, - for standard output (default: hostready-HOSTNAME-TIME.host.gz)."));
    spec.addOption(OptionSpecs.flag("Save what the rules of any pack read.", "--all"));
    spec.addOption(
        OptionSpecs.flag(
            "Print a shell script that saves the state of a similar host, without hostready.",
            "--script"));
    spec.addOption(
        HostArguments.one(
            "Capture, or directory with the files of a host (default: this machine)."));
    spec.usageMessage().description(CaptureSummary.help(summary()));
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    CommonOptions common = CommonOptions.of(arguments);
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    Optional<String> file = arguments.text("-o");
    if (arguments.has("--script") && file.isPresent()) {
      throw new UsageException("--script prints to standard output: it cannot be used with -o.");
    }
    boolean toOutput = file.filter("-"::equals).isPresent();
    if (!toOutput) {
      file.ifPresent(name -> OutputFile.ofOwner(name, trust).check());
    }
    Host host = HostArguments.host(arguments, terminal);
    RuleBook book = common.book(HostArguments.instructions(host, terminal));
    CaptureRun run = common.capture(book, clock, arguments.has("--all"));
    if (arguments.has("--script")) {
      terminal
          .out()
          .print(run.scriptForHostsLike(host, run.firstQuestions().and(run.questions(host))));
      terminal.out().flush();
      return ExitCode.READY;
    }
    CaptureRun.Captured captured = capture(run, host);
    byte[] bytes = captured.bytes();
    CaptureSummary summary = new CaptureSummary(terminal);
    if (toOutput) {
      terminal.out().write(bytes, 0, bytes.length);
      terminal.out().flush();
    } else {
      String name = file.orElseGet(() -> captured.fileName(clock.instant()));
      OutputFile.ofOwner(name, trust).check().write(bytes, "capture");
      summary.printLine("captured into " + name + ", " + (bytes.length + 1023) / 1024 + " KiB");
      summary.printLine(
          "to check it: hostready check"
              + arguments.repeated().options()
              + " --host "
              + ShellWords.quoted(name));
    }
    summary.print(captured.text().manifest().orElseThrow());
    return ExitCode.READY;
  }

  private static CaptureRun.Captured capture(CaptureRun run, Host host) {
    try {
      return run.capture(host);
    } catch (HostTextException tooMuch) {
      throw new UsageException(
          "cannot make a capture of this host: "
              + tooMuch.getMessage()
              + ". Use fewer packs, or do not use --all.");
    }
  }
}
