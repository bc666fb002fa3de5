package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.Bytes;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

  private static String diff(String before, String after) {
    return String.join(
        "\n",
        UnifiedDiff.of(
            "/etc/x",
            new FileState.Regular(Bytes.of(before), 0644, "0", "0"),
            new FileState.Regular(Bytes.of(after), 0644, "", "")));
  }

  @Test
  void changedLineHasThreeLinesOfContext() {
    assertEquals(
        """
        --- /etc/x
        +++ /etc/x
        @@ -2,7 +2,7 @@
         b
         c
         d
        -e
        +E
         f
         g
         h\
        """,
        diff("a\nb\nc\nd\ne\nf\ng\nh\ni\n", "a\nb\nc\nd\nE\nf\ng\nh\ni\n"));
  }

  @Test
  void changesFarApartAreHunksOfTheirOwn() {
    assertEquals(
        """
        --- /etc/x
        +++ /etc/x
        @@ -1,4 +1,3 @@
        -1
         2
         3
         4
        @@ -7,3 +6,4 @@
         7
         8
         9
        +10\
        """,
        diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "2\n3\n4\n5\n6\n7\n8\n9\n10\n"));
  }

  @Test
  void changesNearByShareAHunk() {
    assertEquals(
        """
        --- /etc/x
        +++ /etc/x
        @@ -1,8 +1,8 @@
        -1
        +a
         2
         3
         4
         5
         6
         7
        -8
        +b\
        """,
        diff("1\n2\n3\n4\n5\n6\n7\n8\n", "a\n2\n3\n4\n5\n6\n7\nb\n"));
  }

  @Test
  void missingLineEndIsSaid() {
    assertEquals(
        """
        --- /etc/x
        +++ /etc/x
        @@ -1 +1 @@
        -a
        \\ No newline at end of file
        +a\
        """,
        diff("a", "a\n"));
  }

  @Test
  void newFileComesFromNothing() {
    assertEquals(
        """
        --- /dev/null
        +++ /etc/x
        new file mode 0644
        @@ -0,0 +1,2 @@
        +a
        +b\
        """,
        String.join(
            "\n",
            UnifiedDiff.of(
                "/etc/x",
                new FileState.Missing(),
                new FileState.Regular(Bytes.of("a\nb\n"), 0644, "", ""))));
  }

  @Test
  void modeAloneIsAChange() {
    assertEquals(
        """
        --- /etc/x
        +++ /etc/x
        old mode 0600
        new mode 0644\
        """,
        String.join(
            "\n",
            UnifiedDiff.of(
                "/etc/x",
                new FileState.Regular(Bytes.of("a\n"), 0600, "0", "0"),
                new FileState.Regular(Bytes.of("a\n"), 0644, "", ""))));
  }

  @Test
  void bytesThatAreNoTextAreNotShown() {
    assertEquals(
        "--- /etc/x\n+++ /dev/null\nthe file is not text",
        String.join(
            "\n",
            UnifiedDiff.of(
                "/etc/x",
                new FileState.Regular(Bytes.of(new byte[] {0, 1}), 0644, "0", "0"),
                new FileState.Missing())));
  }
}
