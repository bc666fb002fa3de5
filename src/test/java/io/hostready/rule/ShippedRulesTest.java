package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.host.Bytes;
import io.hostready.host.Host;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedRulesTest {

  private static final Path RULES = Project.DIRECTORY.resolve("rules");

  @TempDir Path scratch;

  /** Each rule's name with the hash of its file, by the name of the file. */
  private static Map<String, String> rules(RuleBook book) {
    Map<String, String> files = new TreeMap<>();
    book.rules()
        .values()
        .forEach(rule -> files.put(rule.definedAt().file(), rule.id() + " " + book.hash(rule)));
    return files;
  }

  private static Map<String, String> rulesOfTheProject() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(RULES)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        String name = file.getFileName().toString();
        if (!file.getParent().endsWith("packs")) {
          files.put(
              "rules/" + RULES.relativize(file),
              name.substring(0, name.length() - ".yaml".length())
                  + " "
                  + Bytes.of(Files.readAllBytes(file)).sha256());
        }
      }
    }
    assertTrue(files.size() > 90, () -> "only " + files.size());
    return files;
  }

  private static Set<String> packsOfTheProject() throws IOException {
    try (Stream<Path> all = Files.list(RULES.resolve("packs"))) {
      return all.map(file -> file.getFileName().toString().replace(".yaml", ""))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void theClassPathHasEveryRuleAndPackOfTheProject() throws IOException {
    assertEquals(rulesOfTheProject(), rules(ShippedRules.book()));
    assertEquals(packsOfTheProject(), ShippedRules.book().packs().keySet());
  }

  /** The shipped rules with a directory that has one like one of them. */
  private RuleBook withOwn(String name, String id) throws IOException {
    Path topic = Files.createDirectories(scratch.resolve("mine"));
    String rule = Files.readString(RULES.resolve("kernel/namespaces-available.yaml"));
    Files.writeString(topic.resolve(name + ".yaml"), rule.replace("id: namespaces-available", id));
    RuleDirectory own = new RuleDirectory(scratch.toString(), "own", false);
    return ShippedRules.book().with(Host.localFiles(), List.of(own));
  }

  private List<String> complaints(String name, String id) {
    return assertThrows(InvalidInputException.class, () -> withOwn(name, id)).problems().stream()
        .map(Problem::message)
        .toList();
  }

  @Test
  void directoriesOfTheUserComeBesideThem() throws IOException {
    RuleBook shipped = ShippedRules.book();
    RuleBook both = withOwn("mine", "id: mine\nafter: [namespaces-available]");
    assertEquals(List.of(new RuleId("mine")), both.rulesInNoPack());
    Rule mine = both.find("mine").orElseThrow();
    assertEquals("own/mine/mine.yaml:1:1", mine.definedAt().toString());
    assertEquals("mine", mine.topic());
    assertEquals(shipped.rules().size() + 1, both.rules().size());
    assertEquals(Optional.empty(), shipped.find("mine"));
    assertSame(shipped, shipped.with(Host.localFiles(), List.of()));
  }

  @Test
  void aRuleOfTheUserCannotTakeTheNameOfOneOfThem() {
    assertEquals(
        List.of(
            "duplicate rule 'namespaces-available' (also defined at"
                + " rules/kernel/namespaces-available.yaml:1:1)"),
        complaints("namespaces-available", "id: namespaces-available"));
  }

  @Test
  void aRuleOfTheUserThatComesAfterNoneOfThemIsRefused() {
    List<String> complaints = complaints("mine", "id: mine\nafter: [namespace-available]");
    assertEquals(1, complaints.size());
    assertTrue(
        complaints.getFirst().contains("in 'after'. Did you mean 'namespaces-available'"),
        complaints::toString);
  }

  @Test
  void aCauseThatIsNoRuleIsRefused() {
    List<String> complaints = complaints("mine", "id: mine\ncaused-by: [namespace-available]");
    assertEquals(1, complaints.size());
    assertTrue(
        complaints.getFirst().contains(" in 'caused-by'. Did you mean 'namespaces-available'?"),
        complaints::toString);
  }

  @Test
  void everyRuleThatCanBeOptionalNamesItsFeature() {
    assertEquals(
        List.of(),
        ShippedRules.book().rules().values().stream()
            .filter(
                rule ->
                    rule.levels().cases().stream().anyMatch(one -> one.level() == Level.OPTIONAL))
            .filter(rule -> rule.text().feature().isEmpty())
            .map(rule -> rule.id().value())
            .toList());
  }

  @Test
  void aNameThatIsNoneIsFoundNowhere() {
    RuleBook book = ShippedRules.book();
    assertTrue(book.find("namespaces-available").isPresent());
    assertEquals(Optional.empty(), book.find("namespaces-available-not"));
    assertEquals(Optional.empty(), book.find("No Name"));
    assertEquals(Optional.empty(), book.find("a" + "-1".repeat(20_000)));
  }
}
