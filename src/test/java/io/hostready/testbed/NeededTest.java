package io.hostready.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.cli.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class NeededTest {

  @Test
  void whatIsMissingSkipsTheTestAndFailsInCi() {
    assertThrows(TestAbortedException.class, () -> Needed.isMissing("no ACLs", false));
    assertEquals(
        "no ACLs. With CI=true nothing is skipped.",
        assertThrows(IllegalStateException.class, () -> Needed.isMissing("no ACLs", true))
            .getMessage());
  }

  /** An assumption of JUnit skips a test in continuous integration too, where nobody looks. */
  @Test
  void noOtherTestSkipsItself() throws IOException {
    Path tests = Project.DIRECTORY.resolve("src/test/java");
    try (Stream<Path> files = Files.walk(tests)) {
      List<String> skipping =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(NeededTest::skips)
              .map(file -> file.getFileName().toString())
              .toList();
      assertEquals(List.of("Needed.java"), skipping);
    }
  }

  private static boolean skips(Path file) {
    try {
      String text = Files.readString(file);
      return !file.endsWith("NeededTest.java")
          && Stream.of("jupiter.api.Assumptions", "@Disabled", "@Enabled").anyMatch(text::contains);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
