package io.hostready.rule;

import io.hostready.host.Host;
import io.hostready.text.Quoted;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All rules and packs of some directories, read strictly: one error in any file is an error of the
 * book.
 */
public final class RuleBook {

  private final Map<RuleId, Rule> rules = new TreeMap<>();
  private final Map<String, RulePack> packs = new LinkedHashMap<>();
  private final Map<RuleId, String> hashes = new HashMap<>();
  private final List<RuleId> ownRules = new ArrayList<>();
  private final Problems problems = new Problems();

  private RuleBook() {}

  /**
   * Reads directories.
   *
   * @throws InvalidInputException with every error of every file
   */
  public static RuleBook read(Host files, List<RuleDirectory> directories) {
    RuleBook book = new RuleBook();
    book.addAll(files, directories);
    return book;
  }

  /**
   * The rules and packs of this book, and those of more directories.
   *
   * @throws InvalidInputException with every error of every file in these directories
   */
  public RuleBook with(Host files, List<RuleDirectory> directories) {
    if (directories.isEmpty()) {
      return this;
    }
    RuleBook more = new RuleBook();
    more.rules.putAll(rules);
    more.packs.putAll(packs);
    more.hashes.putAll(hashes);
    more.ownRules.addAll(ownRules);
    more.addAll(files, directories);
    return more;
  }

  private void addAll(Host files, List<RuleDirectory> directories) {
    List<RuleFile> all = new ArrayList<>();
    for (RuleDirectory directory : directories) {
      all.addAll(RuleFile.allIn(files, directory, problems));
    }
    List<RuleFile> packFiles = all.stream().filter(RuleFile::isPack).toList();
    List<RuleFile> ruleFiles = all.stream().filter(file -> !file.isPack()).toList();
    int before = problems.count();
    packFiles.forEach(file -> addPack(files, file));
    boolean allPacksRead = problems.count() == before;
    Parameters defaults = defaults();
    ruleFiles.forEach(file -> addRule(files, file, defaults, allPacksRead));
    checkNames(names(ruleFiles, ruleNames()), names(packFiles, packs.keySet()));
    checkOrder();
    problems.throwIfAny();
  }

  /** Every name that a file defines, so that an invalid file is reported once, by its own error. */
  private static Set<String> names(List<RuleFile> files, Collection<String> read) {
    Set<String> names = new TreeSet<>(read);
    files.forEach(file -> names.add(file.baseName()));
    return names;
  }

  private void addPack(Host files, RuleFile file) {
    file.read(files, problems)
        .flatMap(node -> new PackReader(problems).read(node, file.baseName()))
        .ifPresent(
            pack -> {
              RulePack earlier = packs.putIfAbsent(pack.name(), pack);
              if (earlier != null) {
                problems.add(
                    new Problem(
                        pack.definedAt(),
                        "duplicate pack '"
                            + pack.name()
                            + "' (also defined at "
                            + earlier.definedAt()
                            + ")"));
              }
            });
  }

  private void addRule(Host files, RuleFile file, Parameters defaults, boolean allPacksRead) {
    String topic = file.topic().isEmpty() ? "other" : file.topic();
    file.read(files, problems)
        .flatMap(
            node ->
                new RuleReader(defaults, allPacksRead, problems).read(node, topic, file.baseName()))
        .ifPresent(
            rule -> {
              Rule earlier = find(rule.id().value()).orElse(null);
              if (earlier != null) {
                problems.add(
                    new Problem(
                        rule.definedAt(),
                        "duplicate rule '"
                            + rule.id()
                            + "' (also defined at "
                            + earlier.definedAt()
                            + ")"));
                return;
              }
              rules.put(rule.id(), rule);
              hashes.put(rule.id(), file.hash(files));
              if (!file.directory().shipped()) {
                ownRules.add(rule.id());
              }
            });
  }

  private Parameters defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    packs
        .values()
        .forEach(
            pack ->
                pack.parameters().forEach(p -> defaults.putIfAbsent(p.name(), p.defaultValue())));
    return new Parameters(defaults);
  }

  private void checkNames(Set<String> ruleNames, Set<String> packNames) {
    for (RulePack pack : packs.values()) {
      for (String name : pack.extended()) {
        if (!packNames.contains(name)) {
          problems.add(
              new Problem(pack.definedAt(), "unknown pack " + Quoted.of(name) + " in 'extends'")
                  .advising(
                      Suggestion.sentence(
                          name, packNames.stream().filter(n -> !n.equals(pack.name())).toList())));
        }
      }
      for (RulePack.Entry entry : pack.entries()) {
        if (!ruleNames.contains(entry.rule().value())) {
          problems.add(
              new Problem(
                      entry.at(),
                      "unknown rule " + Quoted.of(entry.rule().value()) + " in the pack")
                  .advising(Suggestion.sentence(entry.rule().value(), ruleNames)));
        }
      }
    }
    for (Rule rule : rules.values()) {
      checkNames(rule, "after", rule.after(), ruleNames);
      checkNames(rule, "caused-by", rule.causedBy().named(), ruleNames);
      rule.proof()
          .ifPresent(
              proof -> {
                checkNames(rule, "proves", proof.readings(), ruleNames);
                checkNames(rule, "needs", proof.needs(), ruleNames);
              });
    }
  }

  private void checkNames(Rule rule, String key, List<RuleId> named, Set<String> ruleNames) {
    for (RuleId other : named) {
      if (!ruleNames.contains(other.value())) {
        problems.add(
            new Problem(
                    rule.definedAt(),
                    "unknown rule " + Quoted.of(other.value()) + " in '" + key + "'")
                .advising(Suggestion.sentence(other.value(), ruleNames)));
      }
    }
  }

  /** Reports rules that must come after each other: their fixes would have no order. */
  private void checkOrder() {
    Set<RuleId> settled = new HashSet<>();
    for (Rule rule : rules.values()) {
      follow(rule, new ArrayList<>(), settled);
    }
  }

  private void follow(Rule rule, List<RuleId> path, Set<RuleId> settled) {
    int circle = path.indexOf(rule.id());
    if (circle >= 0) {
      List<RuleId> around = new ArrayList<>(path.subList(circle, path.size()));
      around.add(rule.id());
      problems.add(
          new Problem(
              rule.definedAt(),
              "circular 'after': "
                  + String.join(" after ", around.stream().map(RuleId::value).toList())));
      return;
    }
    if (settled.contains(rule.id())) {
      return;
    }
    path.add(rule.id());
    for (RuleId other : rule.after()) {
      Rule earlier = rules.get(other);
      if (earlier != null) {
        follow(earlier, path, settled);
      }
    }
    path.removeLast();
    settled.add(rule.id());
  }

  /** All rules, sorted by name. */
  public Map<RuleId, Rule> rules() {
    return Collections.unmodifiableMap(rules);
  }

  /** The names of all rules, sorted. */
  public Set<String> ruleNames() {
    return rules.keySet().stream()
        .map(RuleId::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The rule of that name. */
  public Optional<Rule> find(String name) {
    return RuleId.isOne(name) ? Optional.ofNullable(rules.get(new RuleId(name))) : Optional.empty();
  }

  public Map<String, RulePack> packs() {
    return Collections.unmodifiableMap(packs);
  }

  /** SHA-256 of the file of one of the rules, in lower-case hexadecimal digits. */
  public String hash(Rule rule) {
    return Optional.ofNullable(hashes.get(rule.id())).orElseThrow();
  }

  /** Rules of the user's own directories that are in no pack: they are part of every selection. */
  List<RuleId> rulesInNoPack() {
    return ownRules.stream()
        .filter(
            id ->
                packs.values().stream()
                    .flatMap(pack -> pack.entries().stream())
                    .noneMatch(entry -> entry.rule().equals(id)))
        .toList();
  }
}
