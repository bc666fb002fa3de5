package io.hostready.cli;

import io.hostready.change.Unfinished;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import io.hostready.rule.Waivers;
import io.hostready.run.Checker;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import io.hostready.run.Planner;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What plan and fix share: which rules, which levels, which risks, and the check before. */
record Planning(
    CommonOptions common,
    Selection selection,
    Waivers waivers,
    Planner.Wishes wishes,
    Level failOn) {

  static final List<String> RISKS = List.of("medium", "high");

  /** A host as it was found, and what would be done about it. */
  record Planned(HostReport before, FixPlan plan) {}

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
    spec.addOption(word("--waivers", "FILE", null, "Accepted failures, which are left alone."));
    addFormats(spec);
  }

  /** Declares in which form, and where, a command's document is written. */
  static void addFormats(CommandSpec spec) {
    spec.addOption(
        CommonOptions.repeated(
            "--format", "FORMAT[=FILE]", "text or json; without FILE: standard output."));
    spec.addOption(word("--color", "WHEN", "auto", "auto, always or never."));
  }

  static String color(ParseResult options) {
    return CheckCommand.word(options, "--color", List.of("auto", "always", "never"));
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

  static Planning of(ParseResult options) {
    return of(options, CommonOptions.of(options));
  }

  static Planning of(ParseResult options, CommonOptions common) {
    RuleBook book = common.book();
    Waivers waivers =
        Optional.ofNullable(options.<String>matchedOptionValue("--waivers", null))
            .map(file -> CommonOptions.waivers(file, book))
            .orElse(Waivers.NONE);
    Selection selection = common.selection(book); // first: it refuses names that are none
    Planner.Wishes wishes =
        new Planner.Wishes(
            common.rules().stream().map(RuleId::new).collect(Collectors.toSet()),
            Level.of(choice(options, "--level", Level.RECOMMENDED.word(), Level.WORDS)),
            choice(options, "--allow-risk", "medium", RISKS).equals("high"));
    Level failOn = Level.of(choice(options, "--fail-on", Level.REQUIRED.word(), Level.WORDS));
    return new Planning(common, selection, waivers, wishes, failOn);
  }

  static String choice(ParseResult options, String name, String otherwise, List<String> known) {
    return options.hasMatchedOption(name) ? CheckCommand.word(options, name, known) : otherwise;
  }

  HostReport check(Host host, Clock clock) {
    return new Checker(clock).with(waivers).check(host, selection, failOn);
  }

  /** The plan for a host, which goes on with what unfinished runs began. */
  Planned plan(Host host, Clock clock, List<Unfinished> unfinished) {
    HostReport before = check(host, clock);
    return new Planned(before, Planner.plan(host, before, wishes, unfinished));
  }
}
