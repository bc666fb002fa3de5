package io.hostready.rule;

import io.hostready.host.FileStatus;
import io.hostready.host.FileText;
import io.hostready.host.Host;
import io.hostready.host.Listing;
import io.hostready.yaml.InvalidInput;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.Suggestion;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All rules and packs of some folders, read strictly: with one mistake anywhere there is no book.
 */
public final class RuleBook {

  private final Map<RuleId, Rule> rules = new TreeMap<>();
  private final Map<String, RulePack> packs = new LinkedHashMap<>();
  private final List<RuleId> ownRules = new ArrayList<>();
  private final Problems problems = new Problems();

  private RuleBook() {}

  /**
   * Reads folders.
   *
   * @throws InvalidInput with every mistake of every file
   */
  public static RuleBook read(Host files, List<RuleFolder> folders) {
    RuleBook book = new RuleBook();
    List<RuleFile> all = new ArrayList<>();
    for (RuleFolder folder : folders) {
      all.addAll(RuleFile.allIn(files, folder, book.problems));
    }
    all.stream().filter(RuleFile::isPack).forEach(file -> book.addPack(files, file));
    Parameters defaults = book.defaults();
    all.stream().filter(f -> !f.isPack()).forEach(file -> book.addRule(files, file, defaults));
    book.checkNames();
    book.problems.throwIfAny();
    return book;
  }

  /** A rule or pack file: where it is, how it is called, and what the folders say of it. */
  private record RuleFile(RuleFolder folder, String topic, String name) {

    static List<RuleFile> allIn(Host files, RuleFolder folder, Problems problems) {
      List<RuleFile> found = new ArrayList<>();
      switch (files.list(folder.path())) {
        case Listing.Names(List<String> names) -> {
          for (String name : names) {
            if (name.endsWith(".yaml")) {
              found.add(new RuleFile(folder, "", name));
            } else if (!name.startsWith(".") && isFolder(files, folder.path() + "/" + name)) {
              addTopic(files, folder, name, found);
            }
          }
        }
        case Listing.Missing() ->
            problems.add(
                SourceSpan.startOf(folder.label()),
                "there is no such folder; expected rules in it. Check --rules.");
        case Listing.Unreadable(String why) ->
            problems.add(
                SourceSpan.startOf(folder.label()), "the folder could not be listed: " + why + ".");
      }
      if (found.isEmpty() && problems.isEmpty()) {
        problems.add(
            SourceSpan.startOf(folder.label()),
            "no rule is in this folder; expected <topic>/<rule-id>.yaml or packs/<pack>.yaml.");
      }
      return found;
    }

    private static boolean isFolder(Host files, String path) {
      return files.status(path) instanceof FileStatus.Present present
          && present.type() == FileStatus.Type.DIRECTORY;
    }

    private static void addTopic(
        Host files, RuleFolder folder, String topic, List<RuleFile> found) {
      if (files.list(folder.path() + "/" + topic) instanceof Listing.Names(List<String> names)) {
        names.stream()
            .filter(name -> name.endsWith(".yaml"))
            .forEach(name -> found.add(new RuleFile(folder, topic, name)));
      }
    }

    boolean isPack() {
      return topic.equals("packs");
    }

    String label() {
      return folder.label() + "/" + (topic.isEmpty() ? "" : topic + "/") + name;
    }

    String path() {
      return folder.path() + "/" + (topic.isEmpty() ? "" : topic + "/") + name;
    }

    String baseName() {
      return name.substring(0, name.length() - ".yaml".length());
    }
  }

  private Optional<YamlNode> parse(Host files, RuleFile file) {
    return switch (files.text(file.path())) {
      case FileText.Text(_, String content) -> YamlReader.read(file.label(), content, problems);
      case FileText.Missing _ -> Optional.empty();
      case FileText.Unreadable(_, String why) -> {
        problems.add(SourceSpan.startOf(file.label()), "the file could not be read: " + why + ".");
        yield Optional.empty();
      }
    };
  }

  private void addPack(Host files, RuleFile file) {
    parse(files, file)
        .flatMap(node -> new PackReader(problems).read(node, file.baseName()))
        .ifPresent(
            pack -> {
              RulePack earlier = packs.putIfAbsent(pack.name(), pack);
              if (earlier != null) {
                problems.add(
                    pack.definedAt(),
                    "the pack '"
                        + pack.name()
                        + "' is also defined at "
                        + earlier.definedAt()
                        + "; each name may be used once. Rename one of the two.");
              }
            });
  }

  private void addRule(Host files, RuleFile file, Parameters defaults) {
    String topic = file.topic().isEmpty() ? "other" : file.topic();
    parse(files, file)
        .flatMap(node -> new RuleReader(defaults, problems).read(node, topic, file.baseName()))
        .ifPresent(
            rule -> {
              Rule earlier = rules.putIfAbsent(rule.id(), rule);
              if (earlier != null) {
                problems.add(
                    rule.definedAt(),
                    "the rule '"
                        + rule.id()
                        + "' is also defined at "
                        + earlier.definedAt()
                        + "; each id may be used once. Rename one of the two.");
              } else if (!file.folder().shipped()) {
                ownRules.add(rule.id());
              }
            });
  }

  private Parameters defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    packs
        .values()
        .forEach(
            pack -> pack.parameters().forEach(p -> defaults.putIfAbsent(p.name(), p.otherwise())));
    return new Parameters(defaults);
  }

  private void checkNames() {
    List<String> known = rules.keySet().stream().map(RuleId::value).toList();
    boolean allRulesRead = problems.isEmpty(); // a broken rule is reported once, as itself
    for (RulePack pack : packs.values()) {
      for (String name : pack.extended()) {
        if (!packs.containsKey(name)) {
          problems.add(
              pack.definedAt(),
              "the pack extends '"
                  + name
                  + "', which is unknown."
                  + Suggestion.sentence(name, packs.keySet()));
        }
      }
      for (RulePack.Entry entry : pack.entries()) {
        if (allRulesRead && !rules.containsKey(entry.rule())) {
          problems.add(
              entry.at(),
              "the rule '"
                  + entry.rule()
                  + "' is unknown."
                  + Suggestion.sentence(entry.rule().value(), known)
                  + " Run 'hostready rules list' for the list.");
        }
      }
    }
    for (Rule rule : rules.values()) {
      for (RuleId other : rule.after()) {
        if (allRulesRead && !rules.containsKey(other)) {
          problems.add(
              rule.definedAt(),
              "'after' names the rule '"
                  + other
                  + "', which is unknown."
                  + Suggestion.sentence(other.value(), known));
        }
      }
    }
  }

  public Map<RuleId, Rule> rules() {
    return java.util.Collections.unmodifiableMap(rules);
  }

  public Map<String, RulePack> packs() {
    return java.util.Collections.unmodifiableMap(packs);
  }

  /** Rules of the user's own folders that no pack takes: they go with every selection. */
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
