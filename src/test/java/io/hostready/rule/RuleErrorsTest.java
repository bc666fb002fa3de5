package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.host.Host;
import io.hostready.yaml.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folders of rules with mistakes, each with the messages that an operator must get. {@code
 * -Dhostready.accept=true} writes the messages anew, for review.
 */
class RuleErrorsTest {

  static List<Path> mistakes() {
    return Project.foldersIn(Project.FIXTURES.resolve("rule-errors"));
  }

  static InvalidInput read(Path folder) {
    Host files = Host.localFiles();
    return assertThrows(
        InvalidInput.class,
        () -> RuleBook.read(files, List.of(new RuleFolder(folder.toString(), "rules", false))),
        folder + " was read without complaint");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theMistakeGetsItsMessage(Path folder) throws IOException {
    String messages = read(folder).getMessage() + "\n";
    Path expected = folder.resolve("expected.txt");
    if (Project.ACCEPTS) {
      Files.writeString(expected, messages);
    }
    assertTrue(
        Files.exists(expected), () -> expected + " is not written yet; it would be " + messages);
    assertEquals(Files.readString(expected), messages);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void everyMessageIsOneLineThatSaysWhereAndEndsASentence(Path folder) {
    for (var problem : read(folder).problems()) {
      String line = problem.toString();
      assertTrue(line.startsWith("rules"), line);
      assertTrue(line.matches(".*[.?]"), line);
      assertTrue(line.chars().noneMatch(Character::isISOControl), line);
      assertTrue(line.length() < 700, line);
    }
  }

  @Test
  void thereAreFixturesForThem() {
    assertTrue(mistakes().size() >= 60, () -> "only " + mistakes());
  }
}
