package io.hostready.cli;

import io.hostready.host.AtomicFile;
import io.hostready.host.RootTrust;
import io.hostready.report.RuleSite;
import io.hostready.rule.RuleBook;
import io.hostready.run.RuleTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules site}: writes static pages about all rules into a directory. */
final class RulesSiteCommand extends Subcommand {

  private static final String INDEX = "index.html";

  RulesSiteCommand() {
    super(
        "site",
        "Write a page for each rule and an index with search",
        new Example("hostready rules site site", "Write site/index.html and the pages of rules."),
        new Example(
            "hostready rules site site --rules my-rules --tests tests",
            "Add own rules, and examples from their tests."));
  }

  @Override
  void declare(CommandSpec spec) {
    spec.addPositional(
        OptionSpecs.argument(
            "DIR",
            "1",
            "Directory to write; created if it does not exist. Pages of an earlier run are"
                + " replaced."));
    CommonOptions.addRules(spec);
    spec.addOption(
        OptionSpecs.text(
            "--tests",
            "PATH",
            "File or directory with fixture hosts, shown as examples (default: none)."));
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    RuleBook book = CommonOptions.of(arguments).book(InputFiles.ofAnyUser());
    List<RuleTests.Outcome> examples =
        arguments.text("--tests").map(path -> examples(book, path)).orElse(List.of());
    Map<String, String> pages = new RuleSite(book).pages(examples);
    Path directory = Path.of(arguments.id().orElseThrow());
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    int removed;
    try {
      Set<String> outdated = pagesInIndex(directory.resolve(INDEX));
      outdated.removeAll(pages.keySet());
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Path file = directory.resolve(page.getKey());
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(directory));
        byte[] bytes = page.getValue().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, bytes, AtomicFile.Access.AS_BEFORE, trust);
      }
      removed = delete(directory, outdated);
    } catch (IOException failed) {
      throw new UsageException(
          "cannot write the pages to '" + directory + "': " + failed.getMessage() + ".");
    }
    terminal.out().println(pages.size() + " pages in " + directory + ". Open " + INDEX + ".");
    if (removed > 0) {
      terminal.out().println(removed + (removed == 1 ? " old page" : " old pages") + " deleted.");
    }
    return ExitCode.READY;
  }

  /** The pages that the index of an earlier run lists. */
  private static Set<String> pagesInIndex(Path index) throws IOException {
    return Files.isRegularFile(index) ? RuleSite.pagesOf(Files.readString(index)) : new TreeSet<>();
  }

  /** Deletes pages of an earlier run, and no other file. */
  private static int delete(Path directory, Set<String> pages) throws IOException {
    int deleted = 0;
    for (String page : pages) {
      Path file = directory.resolve(page);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && RuleSite.isPage(Files.readString(file))) {
        Files.delete(file);
        deleted++;
      }
    }
    return deleted;
  }

  private static List<RuleTests.Outcome> examples(RuleBook book, String path) {
    RuleTests tests = RulesTestCommand.tests(book);
    return tests.situations(Path.of(path).toAbsolutePath().normalize().toString()).stream()
        .map(tests::run)
        .toList();
  }
}
