package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.capture.HostText;
import io.hostready.cli.Golden;
import io.hostready.cli.Project;
import io.hostready.host.Host;
import io.hostready.yaml.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules with errors, each with the messages that an operator must get: the situations of {@code
 * test-fixtures/rule-errors}. {@code -Dhostready.accept=true} writes the messages anew, for review.
 */
class RuleErrorsTest {

  private static final String EXPECTED = "/expected.txt";

  /** A hint after what is wrong: then the message is of sentences. */
  private static final Pattern SENTENCES = Pattern.compile("[^.]\\. [A-Z]");

  /** What an error says of itself instead of what is wrong and what is valid. */
  private static final Pattern PARAPHRASE =
      Pattern.compile("stands? (here|there)|; expected|Write (that|one)|Correct it|lacks the key");

  /** A situation of a text; its rules are in /rules. */
  record Mistake(Path file, String name) {

    Host host() {
      return Fixtures.host(Fixtures.text(file), name);
    }

    String expected() {
      return host().text(EXPECTED).orElse("");
    }

    @Override
    public String toString() {
      return file.getFileName() + "/" + name;
    }
  }

  static List<Mistake> mistakes() {
    List<Mistake> mistakes = new ArrayList<>();
    for (Path file : Fixtures.files("rule-errors", ".hosts")) {
      Fixtures.text(file)
          .situations()
          .forEach(each -> mistakes.add(new Mistake(file, each.name())));
    }
    return mistakes;
  }

  private static InvalidInputException read(Mistake mistake) {
    return assertThrows(
        InvalidInputException.class,
        () -> RuleBook.read(mistake.host(), List.of(new RuleDirectory("/rules", "rules", false))),
        mistake + " was read without complaint");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theMistakeGetsItsMessage(Mistake mistake) throws IOException {
    String messages = read(mistake).getMessage() + "\n";
    if (Project.ACCEPTS) {
      HostText text = Fixtures.text(mistake.file());
      Files.write(mistake.file(), Fixtures.with(text, mistake.name(), EXPECTED, messages).bytes());
    } else {
      Golden.compare(mistake.toString(), mistake.expected(), messages);
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void everyMessageIsOneLineThatSaysWhereAndWhatIsWrong(Mistake mistake) {
    for (var problem : read(mistake).problems()) {
      String line = problem.toString();
      assertTrue(line.startsWith("rules"), line);
      assertEquals(SENTENCES.matcher(line).find(), line.matches(".*[.?]"), line);
      assertFalse(PARAPHRASE.matcher(line).find(), line);
      assertTrue(line.chars().noneMatch(Character::isISOControl), line);
      assertTrue(line.length() < 700, line);
    }
  }

  @Test
  void thereAreFixturesForThem() {
    assertTrue(mistakes().size() >= 60, () -> "only " + mistakes());
  }
}
