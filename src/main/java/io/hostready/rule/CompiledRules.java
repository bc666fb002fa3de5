package io.hostready.rule;

import io.hostready.expect.CompiledCriterion;
import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.host.FileContent;
import io.hostready.host.FolderState;
import io.hostready.host.Host;
import io.hostready.yaml.PackedReader;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
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
  static final String FORMAT = "hostready rules 7";

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
    Rule rule = new CompiledRule(reader.get()).read(new RuleId(id));
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
              id,
              level == 0 ? Optional.empty() : Optional.of(CompiledRule.LEVELS[level - 1]),
              in.span(file)));
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
    Optional<Criterion> detectOn = Optional.empty();
    if (in.number() == 1) {
      Problems problems = new Problems();
      detectOn = CompiledCriterion.read(in.later().get(), file, Parameters.NONE, problems);
      problems.throwIfAny();
    }
    return new ParameterDeclaration(name, type, otherwise, meaning, words, detect, detectOn);
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
