package io.hostready.fuzz;

import io.hostready.capture.Fixtures;
import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.cli.Project;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.ReadOnlyCommands;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.RuleFix;
import io.hostready.rule.Selection;
import io.hostready.run.HostSummary;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A host of test-fixtures, in which one file or one command's output can be replaced; all rules
 * that read it are then put to the host, and their fixes planned.
 */
final class FixtureHost {

  /** What a source's name starts with that is the output of a command. */
  private static final String COMMAND = "$ ";

  private final Host host;
  private final Selection selection;
  private final Map<String, Set<Rule>> readers = new TreeMap<>();

  private FixtureHost(Host host, Selection selection) {
    this.host = host;
    this.selection = selection;
  }

  /** Reads a fixture, and finds out which rule reads what of it. */
  static FixtureHost named(String name) {
    RuleBook book =
        RuleBook.read(
            Host.localFiles(),
            List.of(
                new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));
    Selection selection =
        Selection.of(book, List.copyOf(book.packs().keySet()), List.of(), Map.of());
    Host host = Fixtures.open(Fixtures.host(name));
    FixtureHost fixture = new FixtureHost(host, selection);
    Parameters parameters = selection.parametersFor(host);
    for (Rule rule : selection.rules()) {
      Set<String> sources = new TreeSet<>();
      Host asked =
          host.through(
              files -> new NotedFiles(files, sources),
              commands -> UnaryCommands.noted(commands, sources));
      judge(rule, asked, parameters);
      sources.forEach(
          source -> fixture.readers.computeIfAbsent(source, _ -> rulesById()).add(rule));
    }
    return fixture;
  }

  private static Set<Rule> rulesById() {
    return new TreeSet<>((one, two) -> one.id().value().compareTo(two.id().value()));
  }

  /** Files that rules read, whether the fixture has them or not, and commands after "$ ". */
  List<String> sources() {
    return List.copyOf(readers.keySet());
  }

  /** What the fixture has of a source; empty where it has nothing. */
  byte[] content(String source) {
    if (source.startsWith(COMMAND)) {
      List<String> argv = List.of(source.substring(COMMAND.length()).split(" "));
      return host.run(argv) instanceof CommandOutcome.Ended(_, String out, _)
          ? out.getBytes(StandardCharsets.UTF_8)
          : new byte[0];
    }
    return host.bytes(source) instanceof Present(var bytes, _) ? bytes : new byte[0];
  }

  /** Puts the rules that read a source to the host in which it has this content. */
  void judgeWith(String source, byte[] content) {
    Host changed =
        host.through(
            files -> new ReplacedFile(files, source, content),
            commands -> UnaryCommands.replaced(commands, source, content));
    HostSummary.of(changed);
    Parameters parameters;
    try {
      parameters = selection.parametersFor(changed);
    } catch (InvalidInputException misfit) {
      parameters = selection.defaults();
    }
    for (Rule rule : readers.getOrDefault(source, Set.of())) {
      judge(rule, changed, parameters);
    }
  }

  /** As the checker and the planner do, without catching what a probe or fix should not throw. */
  private static void judge(Rule rule, Host host, Parameters parameters) {
    try {
      rule.levels().of(host, parameters);
      rule.when().ifPresent(when -> when.bind(parameters).judge(host));
      rule.check().bind(parameters).judge(host);
      if (rule.fix().isPresent()) {
        RuleFix fix = rule.fix().get();
        PlanBuilder builder = new PlanBuilder(host);
        fix.steps().bind(parameters).stream()
            .filter(step -> step.isFor(host))
            .forEach(step -> step.plan(builder));
      }
    } catch (InvalidInputException | PlanningException documented) {
      // a parameter's value does not fit; a plan is not possible
    }
  }

  private static final class UnaryCommands {

    static ReadOnlyCommands noted(ReadOnlyCommands commands, Set<String> sources) {
      return (question, limit) -> {
        sources.add(COMMAND + question.text());
        return commands.answer(question, limit);
      };
    }

    static ReadOnlyCommands replaced(ReadOnlyCommands commands, String source, byte[] out) {
      return (question, limit) ->
          source.equals(COMMAND + question.text())
              ? new CommandOutcome.Ended(0, new String(out, StandardCharsets.UTF_8), "")
              : commands.answer(question, limit);
    }
  }

  /** Files of which it is noted which are read. */
  private record NotedFiles(HostFiles files, Set<String> sources) implements HostFiles {

    @Override
    public Reading<byte[]> read(String path) {
      sources.add(path);
      return files.read(path);
    }

    @Override
    public Reading<List<String>> list(String path) {
      return files.list(path);
    }

    @Override
    public Reading<FileStatus> status(String path, boolean follow) {
      return files.status(path, follow);
    }
  }

  /** Files of which one has another content. */
  private record ReplacedFile(HostFiles files, String replaced, byte[] content)
      implements HostFiles {

    @Override
    public Reading<byte[]> read(String path) {
      return path.equals(replaced) ? new Present<>(content, path) : files.read(path);
    }

    @Override
    public Reading<List<String>> list(String path) {
      return files.list(path);
    }

    @Override
    public Reading<FileStatus> status(String path, boolean follow) {
      return path.equals(replaced)
          ? new Present<>(
              new FileStatus(
                  FileStatus.Type.FILE,
                  0644,
                  "root",
                  "root",
                  content.length,
                  java.util.Optional.empty()),
              path)
          : files.status(path, follow);
    }
  }
}
