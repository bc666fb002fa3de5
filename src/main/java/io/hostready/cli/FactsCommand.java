package io.hostready.cli;

import io.hostready.facts.Inventory;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.report.FactsJson;
import io.hostready.report.FactsText;
import io.hostready.run.HostSummary;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready facts}: the inventory of this machine, or of a captured one. */
final class FactsCommand extends Subcommand {

  private static final String IDENTIFIERS = "--identifiers";

  FactsCommand() {
    super(
        "facts",
        "Print the inventory: CPUs, disks, filesystems, network interfaces",
        new Example("hostready facts", "Print the inventory of this machine."),
        new Example("sudo hostready facts --identifiers --format json", "Add serial numbers."));
  }

  @Override
  void declare(CommandSpec spec) {
    spec.addOption(HostArguments.one("Capture with an inventory (default: this machine)."));
    spec.addOption(
        OptionSpecs.flag(
            "Also print serial numbers, UUIDs and MAC addresses; those of the machine and of disks"
                + " need root. A capture has none.",
            IDENTIFIERS));
    OptionSpecs.addPlainFormats(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    OutputTargets targets = OutputTargets.ofPlain(arguments, terminal);
    String color = arguments.color();
    Host host = HostArguments.host(arguments, terminal);
    Reading<Inventory> inventory =
        arguments.has(IDENTIFIERS) ? Inventory.readWithIdentifiers(host) : Inventory.read(host);
    HostSummary summary = HostSummary.of(host).with(inventory.toOptional());
    Optional<String> why = missingReason(inventory);
    targets.write(
        terminal,
        color,
        (format, style) ->
            format.equals("json")
                ? FactsJson.of(summary, why, Installation.version())
                : FactsText.of(summary, why, style.palette()));
    return ExitCode.READY;
  }

  private static Optional<String> missingReason(Reading<Inventory> inventory) {
    return switch (inventory) {
      case Reading.Present(_, _) -> Optional.empty();
      case Reading.Absent(var where) ->
          Optional.of(
              where + " has none; the machine itself has one, and a capture that was taken there");
      case Reading.Unreadable(_, var why) -> Optional.of(why);
    };
  }
}
