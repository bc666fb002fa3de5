package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GoldenTest {

  @Test
  void aDifferenceIsShownWithTheWayToAcceptIt() {
    assertEquals(
        """
        x.txt is not what is printed now:
        @@ -1,2 +1,2 @@
         a
        -b
        +c
        If it should be so, run scripts/accept-goldens and read what git diff shows.\
        """,
        Golden.difference("x.txt", "a\nb\n", "a\nc\n"));
  }

  @Test
  void aLargeDifferenceIsShort() {
    String shown = Golden.difference("x.txt", "", "line\n".repeat(10_000));
    assertEquals(Golden.MOST_LINES, shown.lines().count());
    assertTrue(shown.contains("\n... 9964 lines more\n"), shown);
  }
}
