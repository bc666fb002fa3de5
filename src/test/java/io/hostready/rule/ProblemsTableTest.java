package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.cli.Project;
import io.hostready.docker.KnownMessage;
import io.hostready.docker.MessageTable;
import io.hostready.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * src/docs/problems.md says what is so; that fixtures give their verdicts RuleFixtureTest tests.
 */
class ProblemsTableTest {

  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** A report (owner/repository#number) or a link to the documentation of the cause. */
  private static final Pattern SOURCE = Pattern.compile("[\\w.-]+/[\\w.-]+#\\d+|\\]\\(https://");

  private static final RuleBook BOOK =
      RuleBook.read(
          Host.localFiles(),
          List.of(new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));

  record Row(
      int number,
      String showsAs,
      List<String> rules,
      List<String> shownBy,
      String remedy,
      String source) {}

  /** A row of the section on errors of the log: its error and its source. */
  record LogRow(String error, String source) {}

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Project.DIRECTORY.resolve("src/docs/problems.md"));
  }

  private static Stream<List<String>> tableRows(String pattern, int columns) throws IOException {
    return lines().stream()
        .filter(line -> line.matches(pattern))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .peek(cells -> assertEquals(columns + 1, cells.size(), cells::toString));
  }

  static List<Row> rows() throws IOException {
    return tableRows("\\| \\d+ \\|.*", 7)
        .map(
            cells ->
                new Row(
                    Integer.parseInt(cells.get(1)),
                    cells.get(3),
                    quoted(cells.get(4)),
                    quoted(cells.get(5)),
                    cells.get(6),
                    cells.get(7)))
        .toList();
  }

  static List<LogRow> logRows() throws IOException {
    return tableRows("\\| [^|]+ \\| `[^`|]+` \\| [^|]+ \\|", 3)
        .map(cells -> new LogRow(quoted(cells.get(2)).getFirst(), cells.get(3)))
        .toList();
  }

  private static List<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  @Test
  void theTwentyFiveAndMoreAreNumberedOneByOne() throws IOException {
    List<Integer> numbers = rows().stream().map(Row::number).sorted().toList();
    assertEquals(IntStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
    assertTrue(numbers.size() >= 25, numbers::toString);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRuleThatARowNamesIsThereAndShownToFail(Row row) {
    assertTrue(!row.rules().isEmpty(), row::toString);
    for (String rule : row.rules()) {
      assertTrue(BOOK.rules().containsKey(new RuleId(rule)), () -> rule + " is no rule");
      assertTrue(
          row.shownBy().stream().anyMatch(shown -> shown.startsWith(rule + "/not-ready")),
          () -> "row " + row.number() + " shows no host where " + rule + " fails");
    }
    for (String shown : row.shownBy()) {
      String[] names = shown.split("/");
      assertTrue(Fixtures.rule(names[0]).situation(names[1]).isPresent(), shown);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowPromisesAFixExactlyWhereARuleDeclaresOne(Row row) {
    boolean promised = row.remedy().startsWith("`fix`");
    boolean declared =
        row.rules().stream().anyMatch(rule -> BOOK.rules().get(new RuleId(rule)).fix().isPresent());
    assertEquals(declared, promised, () -> "row " + row.number() + ": " + row.remedy());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whereNoFixIsDeclaredARuleTellsWhatToDo(Row row) {
    for (String name : row.rules()) {
      Rule rule = BOOK.rules().get(new RuleId(name));
      assertTrue(
          rule.fix().isPresent() || rule.text().advice().general().isPresent(),
          () -> name + " has neither fix nor advice");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowHasASymptomAndASource(Row row) {
    assertTrue(!row.showsAs().isEmpty(), row::toString);
    assertTrue(SOURCE.matcher(row.source()).find(), row::toString);
  }

  @ParameterizedTest
  @MethodSource("logRows")
  void theErrorOfALogIsExplained(LogRow row) {
    KnownMessage.Explanation known = MessageTable.STARTUP.explain(row.error()).orElseThrow();
    assertEquals(KnownMessage.Kind.ERROR, known.kind());
    assertTrue(!known.cause().startsWith("the daemon crashed"), known::toString);
    assertTrue(!known.remedy().isEmpty(), known::toString);
    assertTrue(SOURCE.matcher(row.source()).find(), row::toString);
  }

  @Test
  void anUndetectedProblemHasASource() throws IOException {
    List<String> items = lines().stream().filter(line -> line.startsWith("- ")).toList();
    assertTrue(!logRows().isEmpty() && !items.isEmpty());
    for (String item : items) {
      assertTrue(SOURCE.matcher(item).find(), item);
    }
  }
}
