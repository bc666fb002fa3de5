package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.report.ReportFormats;
import io.hostready.testbed.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages of src/docs show works, and their links and README's lead somewhere. */
class PagesTest {

  @TempDir Path scratch;

  @Test
  void everyLinkLeadsToAFileAndHeading() {
    Stream<MarkdownPage> pages =
        Stream.concat(
            Stream.of(MarkdownPage.of("README.md"), MarkdownPage.of("CONTRIBUTING.md")),
            MarkdownPage.in(ScriptFiles.project().resolve("src/docs")).stream());
    assertEquals(List.of(), pages.flatMap(page -> page.brokenLinks().stream()).toList());
  }

  /** The package has the pages in one directory, and nothing of the repository beside them. */
  @Test
  void pagesLinkToPagesOnly() {
    for (MarkdownPage page : MarkdownPage.in(ScriptFiles.project().resolve("src/docs"))) {
      assertTrue(!page.text().contains("](../"), page.file().toString());
    }
  }

  @Test
  void linkToAMissingFileOrHeadingIsBroken() throws IOException {
    Path page = scratch.resolve("page.md");
    Files.writeString(
        page, "# A `b` C\n\n[1](page.md#a-b-c) [2](#a-b-c) [3](#d) [4](other.md) `[5](code.md)`\n");
    assertEquals(
        List.of("page.md: #d", "page.md: other.md"),
        MarkdownPage.in(scratch).getFirst().brokenLinks());
  }

  @Test
  void ruleOfRulesPageIsARule() throws IOException {
    String rule = MarkdownPage.of("src/docs/rules.md").block("id: ");
    String id = rule.lines().findFirst().orElseThrow().substring("id: ".length());
    StandInProject.write(scratch.resolve("kernel/" + id + ".yaml"), rule);
    Project.ProgramRun ran = Project.hostready("rules", "lint", "--rules", scratch.toString());
    assertEquals("", ran.err());
    assertEquals(0, ran.exitCode());
    assertEquals(
        0, Project.hostready("rules", "show", "--rules", scratch.toString(), id).exitCode());
  }

  @Test
  void packOfRulesPageHasTheRuleOfRulesPage() throws IOException {
    MarkdownPage page = MarkdownPage.of("src/docs/rules.md");
    String id = page.block("id: ").lines().findFirst().orElseThrow().substring("id: ".length());
    StandInProject.write(scratch.resolve("search/" + id + ".yaml"), page.block("id: "));
    StandInProject.write(
        scratch.resolve("packs/search-host.yaml"), page.block("name: search-host"));
    Project.ProgramRun ran =
        Project.hostready("rules", "list", "--rules", scratch + "", "--pack", "search-host");
    assertEquals("", ran.err());
    assertTrue(ran.out().contains("\n" + id + " "), ran.out());
  }

  @Test
  void situationsOfRulesPageGiveTheirVerdicts() throws IOException {
    String rule = MarkdownPage.of("src/docs/rules.md").block("id: ");
    String id = rule.lines().findFirst().orElseThrow().substring("id: ".length());
    StandInProject.write(scratch.resolve("rules/kernel/" + id + ".yaml"), rule);
    StandInProject.write(
        scratch.resolve("tests/" + id + ".hosts"),
        MarkdownPage.of("src/docs/rules.md").block("-- /etc/sysctl.d"));
    String rules = scratch.resolve("rules").toString();
    String tests = scratch.resolve("tests").toString();
    Project.ProgramRun ran = Project.hostready("rules", "test", tests, "--rules", rules);
    assertEquals("3 situations of 1 rule: all passed\n", ran.out());
  }

  @Test
  void waiversOfReportsPageAreWaivers() throws IOException {
    Path waivers = scratch.resolve("waivers.yaml");
    Files.writeString(waivers, MarkdownPage.of("src/docs/reports.md").block("waivers:"));
    Path host = Files.createDirectories(scratch.resolve("host/etc")).getParent();
    Project.ProgramRun ran =
        Project.hostready("check", "--waivers", waivers.toString(), "--host", host.toString());
    assertEquals("", ran.err());
  }

  @Test
  void everyReportFormatIsListed() throws IOException {
    for (String page : List.of("README.md", "src/docs/reports.md")) {
      String line =
          MarkdownPage.of(page)
              .text()
              .lines()
              .filter(each -> each.matches(" +hostready check --format .* also .*"))
              .findFirst()
              .orElseThrow();
      List<String> words = List.of(line.split("[ ,=]+"));
      for (String format : ReportFormats.NAMES) {
        assertTrue(words.contains(format), () -> format + " is missing in " + page + ": " + line);
      }
    }
  }

  @Test
  void proofsOfProofsPageAreThoseOfTheRules() throws IOException {
    try (Stream<Path> files = Files.list(ScriptFiles.project().resolve("rules/proofs"))) {
      Set<String> shipped =
          files
              .map(file -> file.getFileName().toString().replace(".yaml", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> listed =
          MarkdownPage.of("src/docs/proofs.md")
              .text()
              .lines()
              .filter(line -> line.startsWith("|"))
              .flatMap(line -> Pattern.compile("`([a-z-]+)`").matcher(line).results())
              .map(found -> found.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(shipped, listed);
    }
  }
}
