package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.FakeHost;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What lies in the directories of rules; the mistakes in files are in test-fixtures/rule-errors.
 */
class RuleBookTest {

  private static final RuleDirectory SHIPPED = new RuleDirectory("/rules", "rules", true);
  private static final RuleDirectory OWN = new RuleDirectory("/home/me/own", "own", false);

  private static String rule(String id) {
    return "id: "
        + id
        + "\ntitle: A\nwhy: x\nlevel: required\n"
        + "check: {path: {path: /x, expect: {present: true}}}\n";
  }

  private static FakeHost good() {
    return FakeHost.with("/rules/topic/a.yaml", rule("a"));
  }

  private static List<String> complaints(FakeHost files, RuleDirectory... directories) {
    return assertThrows(
            InvalidInputException.class, () -> RuleBook.read(files.host(), List.of(directories)))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void theTopicIsTheDirectoryOfTheFile() {
    RuleBook book =
        RuleBook.read(good().file("/home/me/own/b.yaml", rule("b")).host(), List.of(SHIPPED, OWN));
    assertEquals("topic", book.rules().get(new RuleId("a")).topic());
    assertEquals("other", book.rules().get(new RuleId("b")).topic());
    assertEquals("own/b.yaml:1:1", book.rules().get(new RuleId("b")).definedAt().toString());
  }

  @Test
  void whatIsNoRuleFileIsLeftAlone() {
    FakeHost files =
        good()
            .file("/rules/README.md", "x")
            .file("/rules/topic/notes.txt", "x")
            .file("/rules/topic/.a.yaml.swp", "x")
            .file("/rules/.git/config.yaml", "x")
            .file("/rules/topic/pictures/a.png", "x");
    assertEquals(
        Set.of(new RuleId("a")), RuleBook.read(files.host(), List.of(SHIPPED)).rules().keySet());
  }

  @Test
  void whatCannotBeLookedAtIsAMistakeAndNotPassedOver() {
    assertEquals(
        List.of("rules/closed: cannot list the directory: Permission denied"),
        complaints(
            good().directory("/rules/closed").attributes("---- - - denied /rules/closed"),
            SHIPPED));
    assertEquals(
        List.of("rules/topic/b.yaml: cannot read the file: Permission denied"),
        complaints(good().denied("/rules/topic/b.yaml"), SHIPPED));
    assertEquals(
        List.of("own: cannot list the directory: Permission denied"),
        complaints(good().denied("/home/me/own"), SHIPPED, OWN));
    assertEquals(List.of("own: directory not found (--rules)"), complaints(good(), SHIPPED, OWN));
  }

  @Test
  void aUserCannotReplaceAShippedRuleOrPackByAccident() {
    FakeHost files =
        good()
            .file("/home/me/own/other/a.yaml", rule("a"))
            .file("/rules/packs/p.yaml", "name: p\ntitle: P\nrules: [a]\n")
            .file("/home/me/own/packs/p.yaml", "name: p\ntitle: P\nrules: [a]\n");
    assertEquals(
        List.of(
            "own/other/a.yaml:1:1: duplicate rule 'a' (also defined at rules/topic/a.yaml:1:1)",
            "own/packs/p.yaml:1:1: duplicate pack 'p' (also defined at rules/packs/p.yaml:1:1)"),
        complaints(files, SHIPPED, OWN));
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() {
    String large = rule("b") + "#".repeat(300_000);
    assertEquals(
        List.of(
            "rules/topic/b.yaml: the file has "
                + large.getBytes(StandardCharsets.UTF_8).length
                + " bytes, the limit is 262144: split it"),
        complaints(good().file("/rules/topic/b.yaml", large), SHIPPED));
  }

  @Test
  void ruleIdsAreTheHealthyStateInLowerCase() {
    for (String id : List.of("a", "kernel-3.8-or-newer", "ipv4-forwarding-on", "0")) {
      assertEquals(id, new RuleId(id).toString());
    }
    for (String id : List.of("", "A", "a_b", "a--b", "-a", "a-", "a b", "../a", ".a", "a\n")) {
      assertThrows(IllegalArgumentException.class, () -> new RuleId(id), id);
    }
  }
}
