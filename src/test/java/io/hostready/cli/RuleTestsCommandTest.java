package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hostready rules test}: an author's own rule, tested without Java. */
@Tag("acceptance")
class RuleTestsCommandTest {

  private static final String RULE =
      """
      id: motd-polite
      title: The message of the day says hello
      why: People like it.
      level: optional
      check:
        file-text:
          path: /etc/motd
          matches: ^hello
          expect: {present: true}
      """;

  @TempDir private Path folder;

  private void file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Project.Ran test() {
    return Project.hostready(
        "rules",
        "test",
        folder.resolve("tests").toString(),
        "--rules",
        folder.resolve("rules").toString());
  }

  @Test
  void testsThatHoldEndWithZero() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polite/ready/root/etc/motd", "hello\n");
    file("tests/motd-polite/not-ready-rude/root/etc/motd", "what?\n");
    Project.Ran ran = test();
    assertEquals(
        "not tested: motd-polite where it is unreadable\n"
            + "2 situations of 1 rule: all as expected\n",
        ran.out());
    assertEquals(0, ran.exitCode());
  }

  @Test
  void aVerdictOtherThanTheFoldersNameFailsAndSaysWhy() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polite/ready/root/etc/motd", "what?\n");
    Project.Ran ran = test();
    assertEquals(1, ran.exitCode());
    assertTrue(
        ran.out().startsWith("FAIL motd-polite/ready\n      expected pass\n      got      fail: "),
        ran.out());
    assertTrue(ran.out().endsWith("1 situation of 1 rule: 1 not as expected\n"), ran.out());
  }

  @Test
  void foldersThatAreNoTestsAreAllToldAndNothingIsRun() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polte/ready/root/etc/motd", "hello\n");
    file("tests/motd-polite/good/root/etc/motd", "hello\n");
    Project.Ran ran = test();
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("motd-polte: the folder is called after no rule."), ran.err());
    assertTrue(ran.err().contains("Did you mean 'motd-polite'?"), ran.err());
    assertTrue(ran.err().contains("good: the folder is called after no verdict"), ran.err());
  }

  @Test
  void aParameterThatNobodyDeclaresIsAMistakeOfTheTest() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polite/ready/root/etc/motd", "hello\n");
    file("tests/motd-polite/ready/parameters", "colour=red\n");
    Project.Ran ran = test();
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("/ready/parameters: the parameter 'colour'"), ran.err());
  }

  @Test
  void aFolderWithoutTestsIsAMistake() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    Files.createDirectories(folder.resolve("tests"));
    Project.Ran ran = test();
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("no test is in this folder"), ran.err());
  }

  @Test
  void withoutAFolderTheCommandSaysWhatItTakes() {
    Project.Ran ran = Project.hostready("rules", "test");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("test DIR"), ran.err());
  }
}
