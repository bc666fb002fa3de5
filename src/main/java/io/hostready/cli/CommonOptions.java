package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.Selection;
import io.hostready.rule.ShippedRules;
import io.hostready.yaml.Ordered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The options of most commands: packs, additional rules, parameters, and rules by name. */
record CommonOptions(
    List<String> packs,
    List<String> ruleDirectories,
    Map<String, String> parameters,
    List<String> rules) {

  static final String DEFAULT_PACK = "docker-engine";

  CommonOptions {
    packs = List.copyOf(packs);
    ruleDirectories = List.copyOf(ruleDirectories);
    parameters = Ordered.copyOf(parameters);
    rules = List.copyOf(rules);
  }

  /** Declares --pack, --rules and --set. */
  static void addTo(CommandSpec spec) {
    addPacks(spec, "Rule pack; can be repeated (default: " + DEFAULT_PACK + ").");
    addRules(spec);
    spec.addOption(
        OptionSpecs.repeated(
            "--set",
            "NAME=VALUE",
            "Parameter of the pack, such as docker-version=24 (default: what the host has, else the"
                + " default of the pack)."));
  }

  /** Declares --pack. */
  static void addPacks(CommandSpec spec, String description) {
    spec.addOption(OptionSpecs.repeated("--pack", "NAME", description));
  }

  /** Declares --rules. */
  static void addRules(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.repeated(
            "--rules",
            "DIR",
            "Directory with additional rules; can be repeated (default: the shipped rules only)."));
  }

  static CommonOptions of(Arguments arguments) {
    List<String> packs = arguments.texts("--pack");
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String setting : arguments.texts("--set")) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "invalid --set '" + setting + "': use NAME=VALUE, such as docker-version=24");
      }
      parameters.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new CommonOptions(
        packs.isEmpty() ? List.of(DEFAULT_PACK) : packs,
        arguments.texts("--rules"),
        parameters,
        arguments.words());
  }

  /**
   * The packs and rules of a plan, with the rule directories of this command line; the parameters
   * of this command line come before the plan's.
   */
  CommonOptions with(List<String> planPacks, Map<String, String> planned, List<String> planRules) {
    Map<String, String> all = new LinkedHashMap<>(planned);
    all.putAll(parameters);
    return new CommonOptions(planPacks, ruleDirectories, all, planRules);
  }

  /** All rules in the directories of these options, the shipped ones first. */
  RuleBook book(Host files) {
    List<RuleDirectory> own = new ArrayList<>();
    for (String directory : ruleDirectories) {
      String absolute = Path.of(directory).toAbsolutePath().normalize().toString();
      own.add(new RuleDirectory(absolute, directory.replaceAll("/+$", ""), false));
    }
    Optional<Path> edited = Installation.rules();
    if (edited.isEmpty()) {
      return ShippedRules.book().with(files, own);
    }
    own.addFirst(new RuleDirectory(edited.get().toString(), ShippedRules.LABEL, true));
    return RuleBook.read(files, own);
  }

  Selection selection(RuleBook book) {
    return Selection.of(book, packs, rules, parameters);
  }

  /** The same with proofs. */
  Selection proving(RuleBook book) {
    return Selection.proving(book, packs, rules, parameters);
  }
}
