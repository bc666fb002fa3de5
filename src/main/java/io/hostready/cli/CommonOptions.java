package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.Selection;
import io.hostready.rule.ShippedRules;
import io.hostready.run.CaptureRun;
import io.hostready.yaml.Ordered;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The options of most commands: packs, additional rules, parameters, and rules by name. */
record CommonOptions(
    List<String> packs,
    List<String> rulePaths,
    Optional<String> rulesKey,
    Map<String, String> parameters,
    List<String> rules) {

  static final String DEFAULT_PACK = "docker-engine";

  CommonOptions {
    packs = List.copyOf(packs);
    rulePaths = List.copyOf(rulePaths);
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

  /** Declares --rules and --rules-key. */
  static void addRules(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.repeated(
            "--rules",
            "PATH",
            "Directory with additional rules, or pack archive that a trusted key signed; can be"
                + " repeated (default: the shipped rules only)."));
    addRulesKey(spec);
  }

  /** Declares --rules-key. */
  static void addRulesKey(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.text(
            "--rules-key",
            "FILE",
            "Keys that are trusted to sign pack archives: allowed signers of ssh-keygen, or public"
                + " keys (default: "
                + PackFiles.SIGNERS
                + ")."));
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
        arguments.text("--rules-key"),
        parameters,
        arguments.words());
  }

  /**
   * The packs and rules of a plan, with the rules of this command line; the parameters of this
   * command line come before the plan's.
   */
  CommonOptions with(List<String> planPacks, Map<String, String> planned, List<String> planRules) {
    Map<String, String> all = new LinkedHashMap<>(planned);
    all.putAll(parameters);
    return new CommonOptions(planPacks, rulePaths, rulesKey, all, planRules);
  }

  /** The pack archives that these options can name. */
  PackFiles packFiles(Host instructions) {
    return new PackFiles(instructions, rulesKey);
  }

  /**
   * The capture of what the selected rules read.
   *
   * @param isOfAll whether it has everything that any rule of the book may read
   */
  CaptureRun capture(RuleBook book, Clock clock, boolean isOfAll) {
    return new CaptureRun(
        clock, Installation.version(), book, selection(book), parameters, isOfAll);
  }

  /** The shipped rules, then those of pack archives in their order, then those of directories. */
  RuleBook book(Host files) {
    PackFiles archives = packFiles(files);
    RuleBook book = shipped(files);
    List<RuleDirectory> own = new ArrayList<>();
    for (String named : rulePaths) {
      if (archives.isFile(named)) {
        book = archives.open(named).archive().addTo(book);
      } else {
        String absolute = Path.of(named).toAbsolutePath().normalize().toString();
        own.add(new RuleDirectory(absolute, named.replaceAll("/+$", ""), false));
      }
    }
    return book.with(files, own);
  }

  /** The shipped rules, or those of the project that the program is started from. */
  static RuleBook shipped(Host files) {
    return Installation.rules()
        .map(Path::toString)
        .map(
            edited ->
                RuleBook.read(files, List.of(new RuleDirectory(edited, ShippedRules.LABEL, true))))
        .orElseGet(ShippedRules::book);
  }

  Selection selection(RuleBook book) {
    return Selection.of(book, packs, rules, parameters);
  }

  /** The same with proofs. */
  Selection proving(RuleBook book) {
    return Selection.proving(book, packs, rules, parameters);
  }
}
