package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.rule.Waivers;
import io.hostready.run.HostCheck;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The options that say how hosts are checked: --fail-on, --prove, --waivers. */
final class CheckArguments {

  private CheckArguments() {}

  /**
   * Reads them.
   *
   * @param common the packs, rules and parameters
   * @param instructions where rules and waivers are read from
   */
  static HostCheck of(ParseResult options, CommonOptions common, Host instructions, Clock clock) {
    Level failOn = Level.of(CheckCommand.word(options, "--fail-on", Level.WORDS));
    RuleBook book = common.book(instructions);
    boolean proves = options.hasMatchedOption("--prove");
    Selection selection = proves ? common.proving(book) : common.selection(book);
    Waivers waivers =
        Optional.ofNullable(options.<String>matchedOptionValue("--waivers", null))
            .map(file -> CommonOptions.waivers(file, book, instructions))
            .orElse(Waivers.NONE);
    return new HostCheck(clock, Installation.version(), selection, waivers, failOn, proves);
  }
}
