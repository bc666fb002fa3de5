package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.rule.Waivers;
import io.hostready.run.HostCheck;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Model.OptionSpec;

/** The options for how hosts are checked: --fail-on, --prove, --waivers. */
final class CheckArguments {

  private CheckArguments() {}

  /** The option --fail-on, with its default. */
  static OptionSpec failOn(String defaultLevel) {
    return OptionSpecs.choice(
        "--fail-on",
        "LEVEL",
        "Lowest level that blocks: %s (default: %s)."
            .formatted(String.join(", ", Level.WORDS), defaultLevel),
        Level.WORDS);
  }

  /**
   * Reads them.
   *
   * @param common the packs, rules and parameters
   * @param instructions how waivers are read
   */
  static HostCheck of(
      Arguments arguments, CommonOptions common, RuleBook book, Host instructions, Clock clock) {
    Level failOn = Level.of(arguments.choice("--fail-on", Level.WORDS));
    boolean proves = arguments.has("--prove");
    Selection selection = proves ? common.proving(book) : common.selection(book);
    Waivers waivers =
        arguments
            .text("--waivers")
            .map(file -> waivers(file, book, instructions))
            .orElse(Waivers.NONE);
    return new HostCheck(clock, Installation.version(), selection, waivers, failOn, proves, false);
  }

  private static Waivers waivers(String file, RuleBook book, Host instructions) {
    return Waivers.read(instructions, Path.of(file).toAbsolutePath().toString(), file, book);
  }
}
