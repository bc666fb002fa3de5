package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.expect.Criterion;
import io.hostready.host.Host;
import io.hostready.host.HostFolder;
import io.hostready.report.Reports;
import io.hostready.run.Checker;
import io.hostready.yaml.InvalidInput;
import io.hostready.yaml.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledRulesTest {

  private static final Path SHIPPED = Project.FOLDER.resolve("rules");

  private static final FileTime TIME = FileTime.from(Instant.parse("2026-11-23T20:36:00Z"));

  private static byte @Nullable [] compiled;

  @TempDir Path rules;

  /** A copy of the shipped rules, compiled as scripts/package does it. */
  @BeforeEach
  void compile() throws IOException {
    Path shipped = SHIPPED;
    try (Stream<Path> all = Files.walk(shipped)) {
      for (Path from : all.toList()) {
        Path to = rules.resolve(shipped.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
          Files.setLastModifiedTime(to, TIME);
        }
      }
    }
    if (compiled == null) {
      // Of any copy: names, sizes and times are the same in each.
      compiled = RuleCompiler.compile(files(), folder("rules"));
    }
    Files.write(rules.resolve(RuleCompiler.fileName()), compiled);
  }

  private static Host files() {
    return Host.localFiles();
  }

  private RuleFolder folder(String label) {
    return new RuleFolder(rules.toString(), label, true);
  }

  private RuleBook book() {
    return RuleBook.read(files(), List.of(folder("rules")));
  }

  @Test
  void theyAreTheRulesOfTheFiles() {
    RuleBook compiled = book();
    assertTrue(compiled.isVerified());
    RuleBook read = RuleBook.readFiles(files(), List.of(folder("rules")));
    assertEquals(read.rules().keySet(), compiled.rules().keySet());
    assertTrue(read.rules().size() > 90, () -> "only " + read.rules().size());
    read.rules().forEach((id, rule) -> assertSame(rule, compiled.rules().get(id)));
  }

  private static void assertSame(Rule expected, Rule rule) {
    assertEquals(expected.topic(), rule.topic());
    assertEquals(expected.text(), rule.text());
    assertEquals(expected.after(), rule.after());
    assertEquals(expected.definedAt(), rule.definedAt());
    assertEquals(
        expected.levels().cases().stream().map(Levels.Case::level).toList(),
        rule.levels().cases().stream().map(Levels.Case::level).toList());
    assertEquals(criteria(expected), criteria(rule));
    assertEquals(steps(expected), steps(rule));
    assertEquals(expected.parameters(), rule.parameters());
    assertEquals(expected.fix().map(RuleFix::summary), rule.fix().map(RuleFix::summary));
    assertEquals(expected.fix().map(RuleFix::risk), rule.fix().map(RuleFix::risk));
    assertEquals(expected.fix().flatMap(RuleFix::caution), rule.fix().flatMap(RuleFix::caution));
    assertEquals(expected.fix().flatMap(RuleFix::pending), rule.fix().flatMap(RuleFix::pending));
  }

  private static final Parameters PARAMETERS = parameters();

  private static Parameters parameters() {
    Map<String, String> values = new TreeMap<>();
    RuleBook.read(files(), List.of(new RuleFolder(SHIPPED.toString(), "rules", true)))
        .packs()
        .values()
        .forEach(pack -> pack.parameters().forEach(p -> values.put(p.name(), p.otherwise())));
    return new Parameters(values);
  }

  private static List<String> criteria(Rule rule) {
    List<Template<Criterion>> all = new ArrayList<>(List.of(rule.check()));
    rule.when().ifPresent(all::add);
    rule.levels().cases().forEach(one -> one.when().ifPresent(all::add));
    return all.stream().map(criterion -> criterion.bind(PARAMETERS).described()).toList();
  }

  private static List<String> steps(Rule rule) {
    return rule.fix().stream()
        .flatMap(fix -> fix.steps().bind(PARAMETERS).stream())
        .map(step -> step.getClass().getName())
        .toList();
  }

  @Test
  void theySayTheSameOfEveryHost() {
    RuleBook read = RuleBook.readFiles(files(), List.of(folder("rules")));
    RuleBook compiled = book();
    List<String> packs = List.copyOf(read.packs().keySet());
    List<Path> hosts = Project.foldersIn(Project.FIXTURES.resolve("hosts"));
    assertTrue(hosts.size() > 10, hosts::toString);
    for (Path host : hosts) {
      assertEquals(report(host, read, packs), report(host, compiled, packs));
    }
  }

  private static String report(Path host, RuleBook book, List<String> packs) {
    Clock clock = Clock.fixed(TIME.toInstant(), ZoneOffset.UTC);
    Selection selection = Selection.of(book, packs, List.of(), Map.of());
    return Reports.document(
        "json", new Checker(clock).check(HostFolder.open(host), selection, Level.REQUIRED));
  }

  @Test
  void theyAreThePacksOfTheFiles() {
    Map<String, RulePack> read = RuleBook.readFiles(files(), List.of(folder("rules"))).packs();
    Map<String, RulePack> compiled = book().packs();
    assertEquals(List.copyOf(read.keySet()), List.copyOf(compiled.keySet()));
    read.forEach(
        (name, pack) -> {
          RulePack other = compiled.get(name);
          assertEquals(pack.title(), other.title());
          assertEquals(pack.extended(), other.extended());
          assertEquals(pack.entries(), other.entries());
          assertEquals(pack.definedAt(), other.definedAt());
          assertEquals(described(pack), described(other));
        });
  }

  private static List<List<Object>> described(RulePack pack) {
    return pack.parameters().stream()
        .map(
            p ->
                List.<Object>of(
                    p.name(),
                    p.type(),
                    p.otherwise(),
                    p.meaning(),
                    p.words(),
                    p.detect().stream().map(taken -> taken.probe() + taken.facet()).toList()))
        .toList();
  }

  @Test
  void aValueThatDoesNotFitIsStillToldWithItsPlace() {
    RuleBook read = RuleBook.readFiles(files(), List.of(folder("rules")));
    Map<String, String> given = Map.of("docker-version", "no version");
    List<String> packs = List.of("docker-engine");
    assertEquals(
        assertThrows(InvalidInput.class, () -> Selection.of(read, packs, List.of(), given))
            .problems(),
        assertThrows(InvalidInput.class, () -> Selection.of(book(), packs, List.of(), given))
            .problems());
  }

  private Path rule() {
    return rules.resolve("kernel/namespaces-available.yaml");
  }

  @Test
  void aRuleOfAnotherSizeCounts() throws IOException {
    Files.writeString(rule(), Files.readString(rule()) + "# a remark\n");
    Files.setLastModifiedTime(rule(), TIME);
    assertFalse(book().isVerified());
  }

  @Test
  void aRuleOfTheSameSizeWithOtherTextCounts() throws IOException {
    String other = Files.readString(rule()).replace("title: P", "title: p");
    Files.writeString(rule(), other);
    assertEquals(
        "processes",
        book().rules().get(new RuleId("namespaces-available")).text().title().split(" ")[0]);
  }

  @Test
  void aCopyOfAnotherTimeIsTheSame() throws IOException {
    Files.setLastModifiedTime(rule(), FileTime.from(Instant.now()));
    assertTrue(book().isVerified());
  }

  @Test
  void aRuleThatWasAddedCounts() throws IOException {
    String text = Files.readString(rule()).replace("id: namespaces-available", "id: added");
    Files.writeString(rules.resolve("kernel/added.yaml"), text);
    assertTrue(book().rules().containsKey(new RuleId("added")));
  }

  @Test
  void aRuleThatWasRemovedIsMissed() throws IOException {
    Files.delete(rule());
    List<String> complaints =
        assertThrows(InvalidInput.class, this::book).problems().stream()
            .map(problem -> problem.message())
            .toList();
    assertTrue(
        complaints.getFirst().startsWith("the pack takes 'namespaces-available', and no rule"),
        complaints::toString);
  }

  @Test
  void anotherLabelReadsTheFiles() {
    RuleBook other = RuleBook.read(files(), List.of(folder("elsewhere")));
    assertEquals(
        "elsewhere/kernel/namespaces-available.yaml:1:1",
        other.rules().get(new RuleId("namespaces-available")).definedAt().toString());
  }

  @Test
  void aUsersOwnFolderIsReadThoughItHasSuchAFile() {
    RuleBook own =
        RuleBook.read(files(), List.of(new RuleFolder(rules.toString(), "rules", false)));
    assertFalse(own.isVerified());
  }

  @Test
  void foldersOfTheUserComeBesideThem(@TempDir Path own) throws IOException {
    RuleBook both = withOwn(own, "mine", "id: mine\nafter: [namespaces-available]");
    assertEquals(List.of(new RuleId("mine")), both.rulesInNoPack());
    assertEquals(
        "own/mine/mine.yaml:1:1", both.rules().get(new RuleId("mine")).definedAt().toString());
    assertEquals("mine", both.find("mine").orElseThrow().topic());
    assertEquals(book().rules().size() + 1, both.rules().size());
  }

  @Test
  void aRuleOfTheUserCannotTakeTheNameOfOneOfThem(@TempDir Path own) {
    assertEquals(
        List.of(
            "the rule 'namespaces-available' is also defined at"
                + " rules/kernel/namespaces-available.yaml:1:1; each id may be used once. Rename"
                + " one of the two."),
        complaints(own, "namespaces-available", "id: namespaces-available"));
  }

  @Test
  void aRuleOfTheUserThatComesAfterNoneOfThemIsRefused(@TempDir Path own) {
    List<String> complaints = complaints(own, "mine", "id: mine\nafter: [namespace-available]");
    assertEquals(1, complaints.size());
    assertTrue(
        complaints.getFirst().contains("no rule is called so. Did you mean 'namespaces-available'"),
        complaints::toString);
  }

  private List<String> complaints(Path own, String name, String id) {
    return assertThrows(InvalidInput.class, () -> withOwn(own, name, id)).problems().stream()
        .map(problem -> problem.message())
        .toList();
  }

  /** The book of the rules and of a folder with one like one of them. */
  private RuleBook withOwn(Path own, String name, String id) throws IOException {
    Path topic = Files.createDirectory(own.resolve("mine"));
    Files.writeString(
        topic.resolve(name + ".yaml"),
        Files.readString(rule()).replace("id: namespaces-available", id));
    return RuleBook.read(
        files(), List.of(folder("rules"), new RuleFolder(own.toString(), "own", false)));
  }

  @Test
  void aRuleIsAlwaysTheSameOne() {
    RuleBook book = book();
    Rule found = book.find("namespaces-available").orElseThrow();
    assertSame(found, book.find("namespaces-available").orElseThrow());
    assertSame(found, book.rules().get(found.id()));
    assertEquals(Optional.empty(), book.find("namespaces-available-not"));
    assertEquals(Optional.empty(), book.find("No Name"));
    assertEquals(Optional.empty(), book.find("a" + "-1".repeat(20_000)));
  }
}
