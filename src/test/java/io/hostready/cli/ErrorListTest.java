package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.yaml.Problem;
import io.hostready.yaml.SourceSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorListTest {

  private static final ErrorList ERRORS =
      new ErrorList(
          List.of(
              new Problem(new SourceSpan("a.yaml", 1, 5), "invalid id"),
              new Problem(new SourceSpan("a.yaml", 20, 49), "invalid state"),
              new Problem(new SourceSpan("b.yaml", 2, 1), "unknown key")));

  @Test
  void aPersonReadsTheErrorsOfAFileBelowItsName() {
    assertEquals(
        List.of(
            "a.yaml",
            "   1:5    invalid id",
            "   20:49  invalid state",
            "b.yaml",
            "   2:1  unknown key"),
        ERRORS.grouped());
  }

  @Test
  void anEditorReadsTheFileAtTheStartOfEachLine() {
    assertEquals("a.yaml:1:5: invalid id", ERRORS.lines().getFirst());
  }

  @Test
  void filesAreCounted() {
    assertEquals("3 errors in 2 files", ERRORS.count());
    assertEquals("1 error in 1 file", new ErrorList(ERRORS.errors().subList(2, 3)).count());
  }

  @Test
  void anOptionIsNoFile() {
    ErrorList option =
        new ErrorList(List.of(new Problem(SourceSpan.whole("--set"), "unknown parameter 'x'")));
    assertEquals("1 error", option.count());
    assertEquals(option.lines(), option.grouped());
  }
}
