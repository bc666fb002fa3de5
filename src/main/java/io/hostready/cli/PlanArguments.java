package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleId;
import io.hostready.run.HostCheck;
import io.hostready.run.PlanOptions;
import io.hostready.run.Planner;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that plan and fix share. */
final class PlanArguments {

  private static final List<String> RISKS = List.of("medium", "high");

  private PlanArguments() {}

  /** Declares them. */
  static void addTo(CommandSpec spec) {
    CommonOptions.addTo(spec);
    CommonOptions.addRuleNames(spec);
    spec.addOption(
        word(
            "--level",
            "LEVEL",
            Level.RECOMMENDED.word(),
            "The weakest level that is fixed: "
                + String.join(", ", Level.WORDS)
                + "; named rules are fixed at every level."));
    spec.addOption(
        word(
            "--allow-risk",
            "RISK",
            "medium",
            "medium, or high: also fixes that can cut off or expose the host."));
    spec.addOption(
        word(
            "--fail-on",
            "LEVEL",
            Level.REQUIRED.word(),
            "The weakest level whose failure makes the host not ready."));
    spec.addOption(
        OptionSpec.builder("--prove")
            .description("Also run the proofs, as check --prove does, before and after.")
            .build());
    spec.addOption(word("--waivers", "FILE", null, "Accepted failures, which are left alone."));
    addFormats(spec);
  }

  /** Declares in which form, and where, a command's document is written. */
  static void addFormats(CommandSpec spec) {
    spec.addOption(
        CommonOptions.repeated(
            "--format", "FORMAT[=FILE]", "text or json; without FILE: standard output."));
    CommonOptions.addColor(spec);
  }

  static OptionSpec word(
      String name,
      String label,
      @org.jspecify.annotations.Nullable String otherwise,
      String description) {
    OptionSpec.Builder option =
        OptionSpec.builder(name).paramLabel(label).type(String.class).description(description);
    return otherwise == null ? option.build() : option.defaultValue(otherwise).build();
  }

  /**
   * Reads them.
   *
   * @param common the packs, rules and parameters
   * @param instructions where rules and waivers are read from
   */
  static PlanOptions of(ParseResult options, CommonOptions common, Host instructions, Clock clock) {
    HostCheck check = CheckArguments.of(options, common, instructions, clock);
    Planner.Wishes wishes =
        new Planner.Wishes(
            common.rules().stream().map(RuleId::new).collect(Collectors.toSet()),
            Level.of(choice(options, "--level", Level.RECOMMENDED.word(), Level.WORDS)),
            choice(options, "--allow-risk", "medium", RISKS).equals("high"));
    return new PlanOptions(check, common.parameters(), wishes);
  }

  private static String choice(
      ParseResult options, String name, String otherwise, List<String> known) {
    return options.hasMatchedOption(name) ? CheckCommand.word(options, name, known) : otherwise;
  }
}
