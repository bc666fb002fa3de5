package io.hostready.cli;

import io.hostready.report.ReportFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Declarations of commands and of the options that several of them have. */
final class OptionSpecs {

  /** Nothing here is made by annotations; picocli's own factory would look for Groovy first. */
  static final CommandLine.IFactory FACTORY =
      new CommandLine.IFactory() {
        @Override
        public <K> K create(Class<K> type) throws Exception {
          return type == List.class
              ? type.cast(new ArrayList<>())
              : CommandLine.defaultFactory().create(type);
        }
      };

  /** When to use color. */
  static final List<String> COLORS = List.of("auto", "always", "never");

  private OptionSpecs() {}

  /** A command without options yet. */
  static CommandSpec command(String name) {
    return CommandSpec.wrapWithoutInspection(null, FACTORY).name(name);
  }

  /** An option that is there or not. */
  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).description(description).build();
  }

  /** An option with a value. */
  static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  /** An option whose value is one of a few words. */
  static OptionSpec choice(String name, String label, String description, List<String> words) {
    return text(name, label, description).toBuilder().completionCandidates(words).build();
  }

  /** An option with a value that can be given several times. */
  static OptionSpec repeated(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .description(description)
        .build();
  }

  /** Words that are no options, as many as the arity allows. */
  static PositionalParamSpec.Builder words(String label, String arity, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity(arity)
        .description(description);
  }

  /** The one word that is no option. */
  static PositionalParamSpec word(String label, String arity, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .type(String.class)
        .index("0")
        .arity(arity)
        .required(!arity.startsWith("0"))
        .description(description)
        .build();
  }

  /** The option -o, --output. */
  static OptionSpec output(String description) {
    return OptionSpec.builder("-o", "--output")
        .paramLabel("FILE")
        .type(String.class)
        .description(description)
        .build();
  }

  /** Declares what every command takes. */
  static void addHelp(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    spec.addOption(flag("Print a stack trace for internal errors.", "--stacktrace"));
  }

  /** Declares names of rules. */
  static void addRuleNames(CommandSpec spec) {
    spec.addPositional(
        words("RULE", "0..*", "Rules to run (default: all rules of the pack).")
            .parameterConsumer(OptionSpecs::takeNames)
            .build());
  }

  /**
   * Takes names up to the next option. By itself picocli asks of each whether it may be a number or
   * an option, which scripts/bench shows in a check of sixty rules.
   */
  private static void takeNames(Stack<String> words, ArgSpec names, CommandSpec command) {
    List<String> taken = new ArrayList<>(Arguments.strings(names));
    do {
      taken.add(words.pop());
    } while (!words.isEmpty() && !words.peek().startsWith("-"));
    names.setValue(taken);
  }

  /** Declares in which forms, and where, reports are written. */
  static void addReportFormats(CommandSpec spec) {
    addFormats(spec, ReportFormats.NAMES);
    spec.addOption(
        text(
            "--rules-url",
            "URL",
            "In html and sarif: link rules to the pages that 'hostready rules site' wrote,"
                + " published at URL (default: link to the references of the rules)."));
  }

  /** Declares in which form, and where, a document is written, and --color. */
  static void addPlainFormats(CommandSpec spec) {
    addFormats(spec, OutputTargets.PLAIN_FORMATS);
    addColor(spec);
  }

  private static void addFormats(CommandSpec spec, List<String> names) {
    String description =
        "Output format: %s; FILE instead of standard output; can be repeated (default: text)."
            .formatted(String.join(", ", names));
    spec.addOption(
        repeated("--format", "FORMAT[=FILE]", description).toBuilder()
            .completionCandidates(names)
            .build());
  }

  static void addColor(CommandSpec spec) {
    spec.addOption(
        choice("--color", "WHEN", "Use color: auto, always or never (default: auto).", COLORS));
  }
}
