package io.hostready.yaml;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  private final Problems problems = new Problems();

  private List<String> sorted() {
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  @Test
  void problemsAreSortedByFileThenPlaceTheWholeFileFirst() {
    problems.add(new Problem(new SourceSpan("b", 1, 1), "x"));
    problems.add(new Problem(new SourceSpan("a", 10, 1), "x"));
    problems.add(new Problem(new SourceSpan("a", 9, 20), "x"));
    problems.add(new Problem(new SourceSpan("a", 9, 3), "x"));
    problems.add(new Problem(SourceSpan.whole("a"), "x"));
    assertEquals(List.of("a: x", "a:9:3: x", "a:9:20: x", "a:10:1: x", "b:1:1: x"), sorted());
  }

  @Test
  void theSameProblemIsToldOnce() {
    problems.add(new Problem(new SourceSpan("a", 1, 1), "x"));
    problems.add(new Problem(new SourceSpan("a", 1, 1), "x"));
    assertEquals(List.of("a:1:1: x"), sorted());
    assertEquals(2, problems.count());
  }

  @Test
  void whatACauseExplainsIsNotToldToo() {
    SourceSpan place = new SourceSpan("a", 1, 1);
    problems.addCause(new Problem(place, "the cause"));
    problems.add(new Problem(place, "a consequence"));
    problems.add(new Problem(new SourceSpan("a", 1, 2), "another"));
    assertEquals(List.of("a:1:1: the cause", "a:1:2: another"), sorted());
  }

  @Test
  void aMessageSaysWhatIsWrongWhatIsValidAndAHint() {
    Problem problem = new Problem(new SourceSpan("a", 1, 1), "invalid key 'x'");
    assertEquals("invalid key 'x'", problem.message());
    assertEquals("invalid key 'x'", problem.advising("").message());
    assertEquals(
        "invalid key 'x': use y or z. Did you mean 'y'? See 'hostready rules kinds'.",
        problem
            .expecting("use y or z")
            .advising(" Did you mean 'y'?")
            .advising("See 'hostready rules kinds'.")
            .message());
  }

  @Test
  void withoutProblemsNothingIsThrown() {
    assertDoesNotThrow(problems::throwIfAny);
    problems.add(new Problem(SourceSpan.startOf("a"), "x"));
    InvalidInputException thrown = assertThrows(InvalidInputException.class, problems::throwIfAny);
    assertEquals("a:1:1: x", thrown.getMessage());
  }

  @Test
  void aPlaceIsWholeOrHasLineAndColumn() {
    assertThrows(IllegalArgumentException.class, () -> new SourceSpan("a", 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new SourceSpan("a", 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new SourceSpan("a", -1, -1));
  }
}
