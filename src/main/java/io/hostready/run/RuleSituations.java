package io.hostready.run;

import io.hostready.capture.HostSection;
import io.hostready.capture.HostText;
import io.hostready.capture.HostTextException;
import io.hostready.capture.HostTextFile;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleId;
import io.hostready.run.RuleTests.Situation;
import io.hostready.text.Joined;
import io.hostready.text.Quoted;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds the situations of rules in directories and texts, and opens their hosts. */
final class RuleSituations {

  private static final String SITUATIONS = ".hosts";
  private static final String HOST = ".host";
  private static final String GZIP = ".gz";

  private final RuleBook book;
  private final Host files;
  private final Function<String, Host> open;

  /** Texts of hosts that were read, by path. */
  private final Map<String, HostText> texts = new HashMap<>();

  RuleSituations(RuleBook book, Host files, Function<String, Host> open) {
    this.book = book;
    this.files = files;
    this.open = open;
  }

  /**
   * The situations in a directory or text, by rule and by name.
   *
   * @throws InvalidInputException with everything that is not a test of a known rule
   */
  List<Situation> find(String path) {
    Problems problems = new Problems();
    List<Situation> found = new ArrayList<>();
    if (files.list(path) instanceof Present(List<String> names, _)) {
      names.stream()
          .filter(name -> !name.startsWith("."))
          .forEach(name -> addRule(path + "/" + name, found, problems));
    } else if (stem(path, SITUATIONS).isPresent()) {
      addRule(path, found, problems);
    } else {
      problems.add(
          new Problem(SourceSpan.whole(path), "not found")
              .expecting("use a directory of tests, or a file RULE.hosts"));
    }
    if (found.isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(SourceSpan.whole(path), "no tests in this directory")
              .expecting("put them into RULE.hosts or RULE/SITUATION"));
    }
    problems.throwIfAny();
    return found;
  }

  /** The name of a file without its suffix, which may be that of gzip. */
  private static Optional<String> stem(String path, String ending) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    name = name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name;
    return name.endsWith(ending)
        ? Optional.of(name.substring(0, name.length() - ending.length()))
        : Optional.empty();
  }

  private void addRule(String path, List<Situation> found, Problems problems) {
    Optional<String> ofText = stem(path, SITUATIONS);
    boolean isDirectory = isDirectory(path);
    if (ofText.isEmpty() && !isDirectory) {
      return; // such as a file that describes the tests
    }
    String name = ofText.orElseGet(() -> path.substring(path.lastIndexOf('/') + 1));
    Optional<RuleId> rule = book.find(name).map(Rule::id);
    if (rule.isEmpty()) {
      problems.add(
          new Problem(SourceSpan.whole(path), "unknown rule '" + name + "'")
              .advising(Suggestion.sentence(name, book.ruleNames()))
              .advising("Use --rules DIR for your own rules."));
    } else if (isDirectory) {
      names(path, problems)
          .forEach(each -> addHost(rule.get(), path + "/" + each, found, problems));
    } else {
      read(path, problems)
          .ifPresent(
              text ->
                  text.situations()
                      .forEach(
                          each ->
                              add(
                                  rule.get(),
                                  each.name(),
                                  path + "/" + each.name(),
                                  found,
                                  problems)));
    }
  }

  private void addHost(RuleId rule, String path, List<Situation> found, Problems problems) {
    Optional<String> ofText = stem(path, HOST);
    if (ofText.isPresent() && read(path, problems).isPresent()) {
      add(rule, ofText.get(), path, found, problems);
    } else if (ofText.isEmpty() && isDirectory(path)) {
      add(rule, path.substring(path.lastIndexOf('/') + 1), path, found, problems);
    }
  }

  private static void add(
      RuleId rule, String name, String path, List<Situation> found, Problems problems) {
    RuleTests.VERDICTS.entrySet().stream()
        .filter(each -> name.equals(each.getKey()) || name.startsWith(each.getKey() + "-"))
        .findFirst()
        .ifPresentOrElse(
            verdict -> found.add(new Situation(rule, name, path, verdict.getValue())),
            () ->
                problems.add(
                    new Problem(SourceSpan.whole(path), "invalid situation name")
                        .expecting(
                            "start it with "
                                + Joined.or(List.copyOf(RuleTests.VERDICTS.keySet())))));
  }

  private boolean isDirectory(String path) {
    return files.status(path) instanceof Present(FileStatus status, _)
        && status.type() == FileStatus.Type.DIRECTORY;
  }

  private List<String> names(String directory, Problems problems) {
    return switch (files.list(directory)) {
      case Present(List<String> names, _) ->
          names.stream().filter(name -> !name.startsWith(".")).toList();
      case Absent(_) -> List.of();
      case Unreadable(_, String why) -> {
        problems.add(new Problem(SourceSpan.whole(directory), "cannot list the directory: " + why));
        yield List.of();
      }
    };
  }

  private Optional<HostText> read(String path, Problems problems) {
    String why =
        switch (files.bytes(path)) {
          case Present(byte[] content, _) -> {
            try {
              texts.put(path, HostTextFile.read(content));
              yield "";
            } catch (HostTextException wrong) {
              yield String.valueOf(wrong.getMessage());
            }
          }
          case Absent(_) -> "file not found";
          case Unreadable(_, String reason) -> reason;
        };
    if (!why.isEmpty()) {
      problems.add(new Problem(SourceSpan.whole(path), "invalid text of hosts: " + why));
    }
    return Optional.ofNullable(texts.get(path));
  }

  /** The host of a situation. */
  Host host(Situation situation) {
    Optional<Described> described = described(situation);
    if (described.isEmpty()) {
      return open.apply(situation.path());
    }
    try {
      return described.get().text().host(situation.path(), described.get().section());
    } catch (HostTextException wrong) {
      throw new IllegalArgumentException(
          "'" + situation.path() + "' is not a valid host: " + wrong.getMessage(), wrong);
    }
  }

  private record Described(HostText text, HostSection section) {}

  /** The position of a situation in a text, if it is in one. */
  private Optional<Described> described(Situation situation) {
    HostText own = texts.get(situation.path());
    if (own != null) {
      return Optional.of(new Described(own, own.common()));
    }
    String file = situation.path().substring(0, situation.path().lastIndexOf('/'));
    return Optional.ofNullable(texts.get(file))
        .flatMap(
            text -> text.situation(situation.name()).map(section -> new Described(text, section)));
  }

  /** The position of the parameters of a situation. */
  String parametersFile(Situation situation) {
    return situation.path() + (described(situation).isPresent() ? "" : "/parameters");
  }

  /**
   * The parameters that a situation sets.
   *
   * @throws InvalidInputException if a line of its file is invalid
   */
  Map<String, String> parameters(Situation situation) {
    return described(situation)
        .map(described -> described.text().parameters(described.section()))
        .orElseGet(() -> parameters(situation.path()));
  }

  private Map<String, String> parameters(String directory) {
    Problems problems = new Problems();
    Map<String, String> parameters = new LinkedHashMap<>();
    if (files.text(directory + "/parameters") instanceof Present(String content, String path)) {
      int number = 0;
      for (String line : content.lines().toList()) {
        number++;
        int equals = line.indexOf('=');
        if (equals > 0) {
          parameters.put(line.substring(0, equals), line.substring(equals + 1));
        } else if (!line.isBlank()) {
          problems.add(
              new Problem(new SourceSpan(path, number, 1), "invalid parameter " + Quoted.of(line))
                  .expecting("use NAME=VALUE"));
        }
      }
    }
    problems.throwIfAny();
    return parameters;
  }
}
