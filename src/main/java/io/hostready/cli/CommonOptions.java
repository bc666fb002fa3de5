package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.report.ReportFormats;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleFolder;
import io.hostready.rule.Selection;
import io.hostready.rule.ShippedRules;
import io.hostready.rule.Waivers;
import io.hostready.yaml.Ordered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What most commands take: packs, more rules, parameters, and rules by name. */
record CommonOptions(
    List<String> packs,
    List<String> ruleFolders,
    Map<String, String> parameters,
    List<String> rules) {

  static final String DEFAULT_PACK = "docker-engine";

  CommonOptions {
    packs = List.copyOf(packs);
    ruleFolders = List.copyOf(ruleFolders);
    parameters = Ordered.copyOf(parameters);
    rules = List.copyOf(rules);
  }

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

  /** A command without options yet. */
  static CommandSpec spec(String name) {
    return CommandSpec.wrapWithoutInspection(null, FACTORY).name(name);
  }

  /** Declares the options. */
  static void addTo(CommandSpec spec) {
    spec.addOption(
        repeated("--pack", "NAME", "The rule pack; " + DEFAULT_PACK + " where none is named."));
    spec.addOption(repeated("--rules", "DIR", "More rules, beside the shipped ones."));
    spec.addOption(
        repeated("--set", "NAME=VALUE", "A parameter of the pack, such as docker-version=24."));
    addEveryday(spec);
  }

  /** Declares what every command takes. */
  static void addEveryday(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this.").build());
    spec.addOption(
        OptionSpec.builder("--stacktrace").description("Shows where a failure came from.").build());
  }

  static void addRuleNames(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("RULE")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .parameterConsumer(CommonOptions::takeNames)
            .description("Only these rules; all of the pack where none is named.")
            .build());
  }

  /**
   * Takes names up to the next option. By itself picocli asks of each whether it may be a number or
   * an option, which scripts/bench shows in a check of sixty rules.
   */
  private static void takeNames(Stack<String> words, ArgSpec names, CommandSpec command) {
    List<String> taken = new ArrayList<>(valuesOf(names));
    do {
      taken.add(words.pop());
    } while (!words.isEmpty() && !words.peek().startsWith("-"));
    names.setValue(taken);
  }

  static OptionSpec repeated(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .description(description)
        .build();
  }

  /** --format of the commands that write reports; read by {@link OutputTargets}. */
  static void addReportFormats(CommandSpec spec) {
    spec.addOption(
        repeated(
            "--format",
            "FORMAT[=FILE]",
            "One of "
                + String.join(", ", ReportFormats.NAMES)
                + "; without FILE: standard output."));
  }

  static void addColor(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--color")
            .paramLabel("WHEN")
            .type(String.class)
            .description("auto, always or never.")
            .build());
  }

  /** Whether to colour a text: auto, always or never. */
  static String color(ParseResult options) {
    return CheckCommand.word(options, "--color", List.of("auto", "always", "never"));
  }

  static CommonOptions of(ParseResult options) {
    List<String> packs = texts(options, "--pack");
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String setting : texts(options, "--set")) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "--set '"
                + setting
                + "' has no value; expected NAME=VALUE, such as docker-version=24.");
      }
      parameters.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new CommonOptions(
        packs.isEmpty() ? List.of(DEFAULT_PACK) : packs,
        texts(options, "--rules"),
        parameters,
        positionals(options));
  }

  /**
   * The packs and rules of a plan, with the rule directories of this command line, whose parameters
   * come before the plan's.
   */
  CommonOptions with(List<String> planPacks, Map<String, String> planned, List<String> planRules) {
    Map<String, String> all = new LinkedHashMap<>(planned);
    all.putAll(parameters);
    return new CommonOptions(planPacks, ruleFolders, all, planRules);
  }

  /** The words that are no options. */
  static List<String> positionals(ParseResult options) {
    List<PositionalParamSpec> declared = options.commandSpec().positionalParameters();
    return declared.isEmpty() ? List.of() : valuesOf(declared.getFirst());
  }

  private static List<String> valuesOf(ArgSpec argument) {
    List<?> values = argument.getValue();
    return values == null ? List.of() : strings(values);
  }

  static List<String> texts(ParseResult options, String name) {
    return options.hasMatchedOption(name)
        ? strings(options.matchedOption(name).getValue())
        : List.of();
  }

  private static List<String> strings(Object value) {
    return ((List<?>) value).stream().map(String.class::cast).toList();
  }

  /** All rules that these options name folders of, the shipped ones first. */
  RuleBook book(Host files) {
    List<RuleFolder> own = new ArrayList<>();
    for (String folder : ruleFolders) {
      String absolute = Path.of(folder).toAbsolutePath().normalize().toString();
      own.add(new RuleFolder(absolute, folder.replaceAll("/+$", ""), false));
    }
    Optional<Path> edited = Installation.rules();
    if (edited.isEmpty()) {
      return ShippedRules.book().with(files, own);
    }
    own.addFirst(new RuleFolder(edited.get().toString(), ShippedRules.LABEL, true));
    return RuleBook.read(files, own);
  }

  /** The waivers of a file that the user names. */
  static Waivers waivers(String file, RuleBook book, Host files) {
    return Waivers.read(files, Path.of(file).toAbsolutePath().toString(), file, book);
  }

  Selection selection(RuleBook book) {
    return Selection.of(book, packs, rules, parameters);
  }

  /** The same with proofs. */
  Selection proving(RuleBook book) {
    return Selection.proving(book, packs, rules, parameters);
  }
}
