package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every claim of src/docs/trust.md names the tests that hold it, and they exist. */
class TrustPageTest {

  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  /** The items of the lists, without those of the section that only says who is who. */
  private static List<String> claims() throws IOException {
    String page = Files.readString(ScriptFiles.project().resolve("src/docs/trust.md"));
    List<String> claims = new ArrayList<>();
    for (String section : page.split("(?m)^## ")) {
      if (!section.startsWith("Who is trusted")) {
        String[] items = section.split("(?m)^- ");
        for (int i = 1; i < items.length; i++) {
          claims.add(items[i].split("\n\n", 2)[0]);
        }
      }
    }
    return claims;
  }

  @Test
  void everyClaimNamesATest() throws IOException {
    List<String> claims = claims();
    assertTrue(claims.size() > 20, () -> "few claims were found: " + claims);
    assertEquals(List.of(), claims.stream().filter(claim -> !TEST.matcher(claim).find()).toList());
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String claim : claims()) {
      for (MatchResult named : TEST.matcher(claim).results().toList()) {
        if (!isTest(named.group(1), named.group(2))) {
          missing.add(named.group());
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static boolean isTest(String type, String method) throws IOException {
    Path tests = ScriptFiles.project().resolve("src/test/java");
    try (Stream<Path> files = Files.walk(tests)) {
      Path file = files.filter(each -> each.endsWith(type + ".java")).findFirst().orElse(null);
      return file != null
          && Stream.of(Files.readString(file).split("\n\n"))
              .anyMatch(
                  part ->
                      part.contains("void " + method + "(")
                          && (part.contains("@Test") || part.contains("@ParameterizedTest")));
    }
  }
}
