package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleId;
import io.hostready.run.HostCheck;
import io.hostready.run.PlanOptions;
import io.hostready.run.Planner;
import io.hostready.run.SavedPlan;
import io.hostready.yaml.InvalidInputException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The options that plan and fix share. */
final class PlanArguments {

  private static final List<String> RISKS = List.of("medium", "high");

  /** The option to show a plan in full. */
  static final String VERBOSE = "--verbose";

  private static final String SAVED = "--plan";

  private PlanArguments() {}

  /** Declares them. */
  static void addTo(CommandSpec spec) {
    CommonOptions.addTo(spec);
    OptionSpecs.addRuleNames(spec);
    spec.addOption(
        OptionSpecs.choice(
            "--level",
            "LEVEL",
            "Lowest level to fix: required, recommended or optional (default: recommended). Rules"
                + " named as RULE are fixed at any level.",
            Level.WORDS));
    spec.addOption(
        OptionSpecs.choice(
            "--allow-risk",
            "RISK",
            "Highest risk to accept: medium, or high for fixes that can cut off or expose the host"
                + " (default: medium).",
            RISKS));
    spec.addOption(CheckArguments.failOn(Level.REQUIRED.id()));
    spec.addOption(
        OptionSpecs.flag(
            "Also run the proofs, as check --prove does, before and after the changes.",
            "--prove"));
    spec.addOption(
        OptionSpecs.text(
            "--waivers", "FILE", "Accepted failures, which are not fixed (default: none)."));
    spec.addOption(
        OptionSpecs.flag(
            "In the text, show full commands, complete diffs and the undo of each change.",
            VERBOSE,
            "-v"));
    OptionSpecs.addPlainFormats(spec);
  }

  /** Declares the option that names a saved plan. */
  static void addSavedPlan(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.text(
            SAVED,
            "FILE",
            "Apply exactly the plan in FILE, or nothing (default: make a plan and ask)."));
  }

  /** Reads the plan that the command line names. */
  static Optional<SavedPlan> savedPlan(Arguments arguments, Map<String, String> environment) {
    return arguments
        .text(SAVED)
        .map(
            file ->
                SavedPlan.read(
                    file, Path.of(file).toAbsolutePath().toString(), InputFiles.plan(environment)));
  }

  /**
   * Reads them.
   *
   * @param common the packs, rules and parameters
   * @param instructions how rules and waivers are read
   */
  static PlanOptions of(Arguments arguments, CommonOptions common, Host instructions, Clock clock) {
    HostCheck check =
        CheckArguments.of(arguments, common, common.book(instructions), instructions, clock);
    String level = arguments.choice("--level", Level.WORDS, Level.RECOMMENDED.id());
    Planner.Wishes wishes =
        new Planner.Wishes(
            common.rules().stream().map(RuleId::new).collect(Collectors.toSet()),
            Level.of(level),
            arguments.choice("--allow-risk", RISKS).equals("high"));
    return new PlanOptions(check, common.parameters(), wishes);
  }

  /** Reads them for a fix; a saved plan, if given, has the packs, parameters and rules. */
  static PlanOptions of(
      Arguments arguments, Optional<SavedPlan> saved, Host instructions, Clock clock) {
    CommonOptions given = CommonOptions.of(arguments);
    if (saved.isEmpty()) {
      return of(arguments, given, instructions, clock);
    }
    SavedPlan plan = saved.get();
    try {
      return of(
          arguments,
          given.with(plan.packs(), plan.parameters(), plan.rules()),
          instructions,
          clock);
    } catch (InvalidInputException wrong) {
      if (plan.unknownRules().isPresent()) {
        throw plan.unknownRules().get();
      }
      throw wrong;
    }
  }
}
