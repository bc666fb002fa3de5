package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesSiteCommandTest {

  private static final String RULE =
      """
      id: %s
      title: A rule
      why: To have one.
      level: optional
      check: {mount: {path: /srv, expect: {present: true}}}
      advice: Mount it.
      """;

  @TempDir private Path directory;

  private Path rule(String id) throws IOException {
    Path file = directory.resolve("rules/own/" + id + ".yaml");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, RULE.formatted(id));
  }

  private String site() {
    Project.ProgramRun ran =
        Project.hostready(
            "rules",
            "site",
            directory.resolve("site").toString(),
            "--rules",
            directory.resolve("rules").toString());
    assertEquals("", ran.err());
    assertEquals(0, ran.exitCode());
    return ran.out();
  }

  @Test
  void thePageOfARemovedRuleIsDeletedAndNoOtherFile() throws IOException {
    rule("srv-mounted");
    Path removed = rule("srv-present");
    assertFalse(site().contains("deleted"));
    Path pages = directory.resolve("site/rule");
    Path note = Files.writeString(pages.resolve("note.html"), "my own");
    Files.delete(removed);
    assertTrue(site().endsWith("\n1 old page deleted.\n"));
    assertFalse(Files.exists(pages.resolve("srv-present.html")));
    assertTrue(Files.exists(pages.resolve("srv-mounted.html")));
    assertTrue(Files.exists(note));
  }

  @Test
  void aFileThatIsNoPageIsKeptEvenIfTheIndexListsIt() throws IOException {
    Path pages = Files.createDirectories(directory.resolve("site/rule"));
    Files.writeString(directory.resolve("site/index.html"), "<a href=\"rule/note.html\">note</a>");
    Path note = Files.writeString(pages.resolve("note.html"), "my own");
    rule("srv-mounted");
    site();
    assertTrue(Files.exists(note));
  }
}
