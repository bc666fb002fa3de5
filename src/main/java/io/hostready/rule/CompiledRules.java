package io.hostready.rule;

import io.hostready.expect.CompiledCriterion;
import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.fix.Fix;
import io.hostready.host.FileContent;
import io.hostready.host.FolderState;
import io.hostready.host.Host;
import io.hostready.yaml.PackedReader;
import io.hostready.yaml.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The shipped rules as they were read when the package was made, in the hidden file {@value #FILE}
 * of their folder: reading YAML costs a check half of its time. It counts only as long as no file
 * of the folder is another than it was then; otherwise the files themselves are read.
 */
public final class CompiledRules {

  static final String FILE = ".compiled";

  /** Changes with the layout. */
  static final String FORMAT = "hostready rules 5";

  private final PackedReader in;
  private final Map<String, Supplier<PackedReader>> packed = new LinkedHashMap<>();
  private final Map<String, Rule> made = new HashMap<>();
  private final List<RulePack> packs = new ArrayList<>();

  private CompiledRules(PackedReader in) {
    this.in = in;
  }

  Set<String> ruleNames() {
    return packed.keySet();
  }

  /** All rules, sorted by their ids. */
  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (String id : packed.keySet()) {
      rules.add(rule(id).orElseThrow());
    }
    return rules;
  }

  /** The rule called so: always the same one, made when it is first asked for. */
  synchronized Optional<Rule> rule(String id) {
    Rule known = made.get(id);
    Supplier<PackedReader> reader = packed.get(id);
    if (known != null || reader == null) {
      return Optional.ofNullable(known);
    }
    Rule rule = new CompiledRules(reader.get()).rule(new RuleId(id));
    made.put(id, rule);
    return Optional.of(rule);
  }

  List<RulePack> packs() {
    return packs;
  }

  /** What was made of the folder before; empty where that is missing or no longer true. */
  static Optional<CompiledRules> of(Host files, RuleFolder folder) {
    if (!(files.bytes(folder.path() + "/" + FILE) instanceof FileContent.Bytes(byte[] content))) {
      return Optional.empty();
    }
    PackedReader in = new PackedReader(content);
    if (!in.text().equals(FORMAT)
        || !in.text().equals(folder.label())
        || !state(in).isThatOf(folder.path())) {
      return Optional.empty();
    }
    CompiledRules compiled = new CompiledRules(in);
    compiled.read();
    return Optional.of(compiled);
  }

  private void read() {
    for (int left = in.number(); left > 0; left--) {
      packs.add(pack());
    }
    for (int left = in.number(); left > 0; left--) {
      packed.put(in.text(), in.later());
    }
  }

  private RulePack pack() {
    String file = in.text();
    String name = in.text();
    String title = in.text();
    List<String> extended = in.texts();
    List<ParameterDeclaration> parameters = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      parameters.add(parameter(file));
    }
    List<RulePack.Entry> entries = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      RuleId id = new RuleId(in.text());
      int level = in.number();
      entries.add(
          new RulePack.Entry(
              id, level == 0 ? Optional.empty() : Optional.of(LEVELS[level - 1]), in.span(file)));
    }
    return new RulePack(name, title, extended, parameters, entries, in.span(file));
  }

  private ParameterDeclaration parameter(String file) {
    String name = in.text();
    ParameterDeclaration.Type type = ParameterDeclaration.Type.values()[in.number()];
    String otherwise = in.text();
    String meaning = in.text();
    List<String> words = in.texts();
    List<CriterionReader.Taken> detect = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      detect.add(CompiledCriterion.readTaken(in, file));
    }
    return new ParameterDeclaration(name, type, otherwise, meaning, words, detect);
  }

  private static final Level[] LEVELS = Level.values();
  private static final RuleFix.Risk[] RISKS = RuleFix.Risk.values();
  private static final RuleFix.Pending[] PENDING = RuleFix.Pending.values();

  private Rule rule(RuleId id) {
    String file = in.text();
    String topic = in.text();
    RuleText text = new RuleText(in.text(), in.text(), in.optionalText(), in.texts());
    List<Levels.Case> cases = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      cases.add(new Levels.Case(LEVELS[in.number()], optionalCriterion(file)));
    }
    Optional<Template<Criterion>> when = optionalCriterion(file);
    Template<Criterion> check = criterion(file);
    Optional<RuleFix> fix = in.number() == 0 ? Optional.empty() : Optional.of(fix(file));
    List<RuleId> after = ids();
    Optional<Proof> proof = in.number() == 0 ? Optional.empty() : Optional.of(proof());
    return new Rule(
        id,
        topic,
        text,
        new Levels(cases),
        when,
        check,
        fix,
        after,
        proof,
        SourceSpan.startOf(file));
  }

  private Proof proof() {
    List<RuleId> readings = ids();
    return new Proof(readings, ids());
  }

  private List<RuleId> ids() {
    List<RuleId> ids = new ArrayList<>();
    for (String id : in.texts()) {
      ids.add(new RuleId(id));
    }
    return ids;
  }

  private RuleFix fix(String file) {
    String summary = in.text();
    RuleFix.Risk risk = RISKS[in.number()];
    Optional<String> caution = in.optionalText();
    int pending = in.number();
    return new RuleFix(
        summary,
        risk,
        caution,
        steps(file),
        pending == 0 ? Optional.empty() : Optional.of(PENDING[pending - 1]));
  }

  private Optional<Template<Criterion>> optionalCriterion(String file) {
    return in.number() == 0 ? Optional.empty() : Optional.of(criterion(file));
  }

  private Template<Criterion> criterion(String file) {
    Set<String> names = names();
    Supplier<PackedReader> packed = in.later();
    return Template.verified(
        names,
        (parameters, problems) -> CompiledCriterion.read(packed.get(), file, parameters, problems));
  }

  private Template<List<Fix>> steps(String file) {
    Set<String> names = names();
    Supplier<PackedReader> packed = in.later();
    return Template.verified(
        names,
        (parameters, problems) ->
            new StepReader(parameters, problems).read(packed.get().node(file)));
  }

  private Set<String> names() {
    List<String> names = in.texts();
    return names.isEmpty() ? Set.of() : Set.copyOf(names);
  }

  private static FolderState state(PackedReader in) {
    List<FolderState.Part> parts = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      String name = in.text();
      List<FolderState.Entry> entries = new ArrayList<>();
      for (int files = in.number(); files > 0; files--) {
        entries.add(new FolderState.Entry(in.text(), in.number(), in.number(), in.signedNumber()));
      }
      parts.add(new FolderState.Part(name, entries));
    }
    return new FolderState(parts);
  }
}
