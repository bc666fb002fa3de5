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

  @TempDir private Path directory;

  private void file(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Project.ProgramRun test() {
    return Project.hostready(
        "rules",
        "test",
        directory.resolve("tests").toString(),
        "--rules",
        directory.resolve("rules").toString());
  }

  @Test
  void testsThatHoldEndWithZero() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polite.hosts", "== ready\n-- /etc/motd\nhello\n\n== not-ready-rude\n");
    file("tests/README.md", "What these tests are about.\n");
    Project.ProgramRun ran = test();
    assertEquals(
        "WARN  motd-polite: no situation for unreadable\n" + "2 situations of 1 rule: all passed\n",
        ran.out());
    assertEquals(0, ran.exitCode());
  }

  @Test
  void directoriesAndTextsOfOneHostAreSituations() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polite/ready/root/etc/motd", "hello\n");
    file("tests/motd-polite/not-ready-rude/root/etc/motd", "what?\n");
    file("tests/motd-polite/unreadable.host", "-- /etc/motd denied\n");
    Project.ProgramRun ran = test();
    assertEquals("3 situations of 1 rule: all passed\n", ran.out());
    assertEquals(0, ran.exitCode());
  }

  @Test
  void oneTextCanBeTestedAndACapture() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polite.hosts", "== ready\n-- /etc/motd\nhello\n");
    Path host = directory.resolve("tests/motd-polite.hosts/ready");
    Path capture = directory.resolve("tests/motd-polite/ready-captured.host.gz");
    Files.createDirectories(capture.getParent());
    String rules = directory.resolve("rules").toString();
    Project.ProgramRun captured =
        Project.hostready(
            "capture", "--host", host.toString(), "--rules", rules, "--all", "-o", capture + "");
    assertEquals(0, captured.exitCode(), captured.err());
    assertEquals(0, test().exitCode());
    Project.ProgramRun one =
        Project.hostready("rules", "test", host.getParent().toString(), "--rules", rules);
    assertTrue(one.out().endsWith("1 situation of 1 rule: all passed\n"), one.out());
  }

  @Test
  void aVerdictOtherThanTheSituationsNameFailsAndSaysWhy() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polite.hosts", "== ready\n-- /etc/motd\nwhat?\n");
    Project.ProgramRun ran = test();
    assertEquals(1, ran.exitCode());
    assertTrue(
        ran.out().startsWith("FAIL  motd-polite/ready: expected pass, got fail\n      expected  "),
        ran.out());
    String host = ran.out().replaceAll("(?s).* host +(\\S+).*", "$1");
    Project.ProgramRun check =
        Project.hostready(
            "check", "motd-polite", "--host", host, "--rules", rules(), "--fail-on", "optional");
    assertEquals(1, check.exitCode(), check.out());
    assertTrue(ran.out().endsWith("1 situation of 1 rule: 1 failed\n"), ran.out());
  }

  private String rules() {
    return directory.resolve("rules").toString();
  }

  @Test
  void whatIsNoTestIsToldAndNothingIsRun() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polte/ready/root/etc/motd", "hello\n");
    file("tests/motd-polit.hosts", "== ready\n");
    file("tests/motd-polite/good/root/etc/motd", "hello\n");
    file("tests/motd-polite/ready.host", "-- etc\n");
    Project.ProgramRun ran = test();
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("motd-polte: unknown rule 'motd-polte'."), ran.err());
    assertTrue(ran.err().contains("motd-polit.hosts: unknown rule 'motd-polit'."), ran.err());
    assertTrue(ran.err().contains("Did you mean 'motd-polite'?"), ran.err());
    assertTrue(ran.err().contains("good: invalid situation name"), ran.err());
    assertTrue(
        ran.err().contains("ready.host: invalid text of hosts: line 1: expected '-- /PATH'"),
        ran.err());
  }

  @Test
  void aParameterThatNobodyDeclaresIsAMistakeOfTheTest() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    file("tests/motd-polite/ready/root/etc/motd", "hello\n");
    file("tests/motd-polite/ready/parameters", "colour=red\n");
    Project.ProgramRun ran = test();
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("/ready/parameters: unknown parameter 'colour'"), ran.err());
    file("tests/motd-polite/ready/parameters", "");
    file("tests/motd-polite.hosts", "== ready\nparameter: colour=red\n");
    ran = test();
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains(".hosts/ready: unknown parameter 'colour'"), ran.err());
  }

  @Test
  void aDirectoryWithoutTestsIsAMistake() throws IOException {
    file("rules/other/motd-polite.yaml", RULE);
    Files.createDirectories(directory.resolve("tests"));
    Project.ProgramRun ran = test();
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("no tests in this directory"), ran.err());
  }

  @Test
  void withoutAPathTheCommandSaysWhatItTakes() {
    Project.ProgramRun ran = Project.hostready("rules", "test");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("missing required parameter: 'PATH'"), ran.err());
  }
}
