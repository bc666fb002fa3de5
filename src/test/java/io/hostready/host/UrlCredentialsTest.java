package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlCredentialsTest {

  @ParameterizedTest
  @CsvSource({
    "https://ann:s3cret@a.example/x, https://***@a.example/x",
    "https://token@a.example, https://***@a.example",
    "deb http://u:p@a/x y z # http://v:q@b, deb http://***@a/x y z # http://***@b",
    "https://ann:p@ss@a.example/x, https://***@a.example/x",
    "https://a.example/@scope/x, https://a.example/@scope/x",
    "see https://a.example or ann@a.example, see https://a.example or ann@a.example",
  })
  void userAndPasswordAreBlanked(String text, String shown) {
    assertEquals(shown, UrlCredentials.blanked(text));
    assertEquals(shown, UrlCredentials.blanked(shown));
    assertEquals(!text.equals(shown), UrlCredentials.isIn(text));
  }

  @Test
  void blankedTextIsWholeAgainWithTheFileThatItReplaces() {
    String before = "deb http://u:$1@a/x y\ndeb http://v:q@b/x y\ndeb http://c/x y\n";
    String after = "# deb http://u:$1@a/x y\ndeb http://v:q@b/x y\n";
    String blanked = UrlCredentials.blanked(after);
    assertFalse(blanked.contains("u:$1"));
    assertEquals(Optional.of(after), UrlCredentials.restored(blanked, before));
  }

  @Test
  void nothingIsGuessed() {
    String blanked = "http://***@a/x";
    assertEquals(Optional.empty(), UrlCredentials.restored(blanked, "http://u:p@b/x"));
    assertEquals(
        Optional.empty(), UrlCredentials.restored(blanked, "http://u:p@a/x http://v:q@a/x"));
    assertTrue(UrlCredentials.restored(blanked, "http://u:p@a/x http://u:p@a/x").isPresent());
  }
}
