package io.hostready.cli;

import io.hostready.capture.HostTextException;
import io.hostready.capture.Secrets;
import io.hostready.host.Host;
import io.hostready.host.RootTrust;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.run.CaptureRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready capture}: saves what the rules read of this host; changes nothing on it. */
final class CaptureCommand extends Subcommand {

  private final Clock clock;

  CaptureCommand(Clock clock) {
    super("capture", "save what the rules read of this host, to check it elsewhere");
    this.clock = clock;
  }

  @Override
  void declare(CommandSpec spec) {
    CommonOptions.addTo(spec);
    spec.addOption(
        OptionSpecs.text(
            "-o",
            "FILE",
            "The file; hostready-HOSTNAME-TIME.host.gz where none is named, - for standard"
                + " output."));
    spec.addOption(
        OptionSpecs.flag(
            "Take everything that any known rule may read, whatever the pack.", "--all"));
    spec.addOption(
        HostArguments.one("Capture a text or directory of a host instead of this machine."));
    spec.usageMessage()
        .description(
            "The file is a text through gzip; zless shows it.%n%nNever taken:"
                + listed(Secrets.NEVER_TAKEN))
        .footer("%nReplaced by a mark:" + listed(Secrets.REPLACED));
  }

  private static String listed(List<String> lines) {
    return "%n  " + String.join(";%n  ", lines) + ".%n";
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    CommonOptions common = CommonOptions.of(arguments);
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    Optional<String> file = arguments.text("-o");
    boolean toOutput = file.filter("-"::equals).isPresent();
    if (!toOutput) {
      file.ifPresent(name -> new CaptureFile(Path.of(name), trust).check());
    }
    Host host = HostArguments.host(arguments, terminal);
    RuleBook book = common.book(HostArguments.instructions(host, terminal));
    Selection selection = common.selection(book);
    boolean all = arguments.has("--all");
    CaptureRun.Captured captured =
        capture(
            new CaptureRun(
                clock, Installation.version(), book, selection, common.parameters(), all),
            host);
    byte[] bytes = captured.bytes();
    CaptureSummary summary = new CaptureSummary(terminal);
    if (toOutput) {
      terminal.out().write(bytes, 0, bytes.length);
      terminal.out().flush();
    } else {
      String name = file.orElseGet(() -> CaptureFile.usualName(captured.live(), clock.instant()));
      CaptureFile target = new CaptureFile(Path.of(name), trust);
      target.check();
      target.write(bytes);
      summary.say("captured into " + target.file() + ", " + (bytes.length + 1023) / 1024 + " KiB");
    }
    summary.tell(captured.text().manifest().orElseThrow());
    return ExitCode.READY;
  }

  private static CaptureRun.Captured capture(CaptureRun run, Host host) {
    try {
      return run.capture(host);
    } catch (HostTextException tooMuch) {
      throw new UsageException(
          "what the rules read of this host makes no capture: "
              + tooMuch.getMessage()
              + ". Expected less. Name fewer packs, or leave --all away.");
    }
  }
}
