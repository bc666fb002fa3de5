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

/** Declarations of commands and of their common options. */
final class OptionSpecs {

  /** No annotations are used; picocli's own factory would search for Groovy first. */
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

  /** An option without a value. */
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

  /** An option with one of a few values. */
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

  /** Positional arguments, up to a maximum number. */
  static PositionalParamSpec.Builder words(String label, String arity, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity(arity)
        .description(description);
  }

  /** One positional argument. */
  static PositionalParamSpec argument(String label, String arity, String description) {
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

  /** Declares the options of every command. */
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
   * Consumes names up to the next option. By default picocli checks for each whether it is a number
   * or an option, which scripts/bench shows in a check of sixty rules.
   */
  private static void takeNames(Stack<String> words, ArgSpec names, CommandSpec command) {
    List<String> taken = new ArrayList<>(Arguments.strings(names));
    do {
      taken.add(words.pop());
    } while (!words.isEmpty() && !words.peek().startsWith("-"));
    names.setValue(taken);
  }

  /** Declares the formats of reports and their files. */
  static void addReportFormats(CommandSpec spec) {
    addFormats(spec, ReportFormats.NAMES);
    spec.addOption(
        text(
            "--rules-url",
            "URL",
            "In html and sarif: link rules to the pages that 'hostready rules site' wrote,"
                + " published at URL (default: link to the references of the rules)."));
  }

  /** Declares the formats of a document and their files, and --color. */
  static void addPlainFormats(CommandSpec spec) {
    addFormats(spec, OutputTargets.PLAIN_FORMATS);
    addColor(spec);
  }

  /** Declares the formats of a document and their files. */
  static void addFormats(CommandSpec spec, List<String> names) {
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
