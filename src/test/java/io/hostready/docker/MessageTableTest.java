package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTableTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  @Test
  void theIdsOfAnImageAreReadWithAndWithoutTheHint() {
    for (String hint : List.of(" (try increasing the number of subordinate IDs in ...)", "")) {
      String message =
          "failed to Lchown \"/a\" for UID 110779, GID 100"
              + hint
              + ": lchown /a: invalid argument";
      assertEquals(
          "an image has a file with UID 110779 and GID 100, which are outside of the subordinate ID"
              + " range (userns-remap or rootless)",
          MessageTable.DAEMON.explain(message).orElseThrow().cause(),
          message);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRuleExists(MessageTable table) throws IOException {
    Set<String> rules;
    try (Stream<Path> files =
        Files.walk(Path.of(System.getProperty("hostready.project"), "rules"))) {
      rules =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .map(name -> name.replace(".yaml", ""))
              .collect(Collectors.toSet());
    }
    List<String> unknown =
        table.all().stream()
            .flatMap(error -> error.rules().stream())
            .filter(rule -> !rules.contains(rule))
            .toList();
    assertEquals(List.of(), unknown);
  }

  @ParameterizedTest
  @EnumSource
  void everyErrorHasCauseRemedyAndSource(MessageTable table) {
    for (KnownMessage error : table.all()) {
      String name = error.patterns().toString();
      assertFalse(error.cause().isEmpty() || error.cause().endsWith("."), name);
      assertTrue(error.remedy().endsWith("."), name);
      assertFalse(error.source().isEmpty(), name);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPlaceholderOfATextIsInAPattern(MessageTable table) {
    List<String> unknown = new ArrayList<>();
    for (KnownMessage error : table.all()) {
      Set<String> known =
          error.patterns().stream().flatMap(p -> p.names().stream()).collect(Collectors.toSet());
      Matcher used = PLACEHOLDER.matcher(error.cause() + error.remedy());
      while (used.find()) {
        if (!known.contains(used.group(1))) {
          unknown.add(used.group() + " of " + error.patterns());
        }
      }
    }
    assertEquals(List.of(), unknown);
  }

  /** The first entry that matches explains a line: a later one of the same text never does. */
  @ParameterizedTest
  @EnumSource
  void noPatternIsHiddenByAnEarlierOne(MessageTable table) {
    List<String> hidden = new ArrayList<>();
    List<KnownMessage> all = table.all();
    for (KnownMessage error : all) {
      for (LogPattern pattern : error.patterns()) {
        String line = String.join("x", pattern.texts());
        for (KnownMessage earlier : all.subList(0, all.indexOf(error))) {
          earlier.patterns().stream()
              .filter(other -> other.match(line).isPresent())
              .forEach(other -> hidden.add(pattern + " by " + other));
        }
      }
    }
    assertEquals(List.of(), hidden);
  }

  @Test
  void aValueOfTheLineIsInCauseAndRemedy() {
    KnownMessage.Explanation known =
        MessageTable.STARTUP
            .explain("failed to load listeners: group wheel not found")
            .orElseThrow();
    assertEquals("the group wheel of the Docker socket does not exist", known.cause());
    assertEquals("Run 'groupadd --system wheel', then 'systemctl restart docker'.", known.remedy());
  }

  @Test
  void aMissingValueLeavesNoParentheses() {
    assertEquals(
        "x is {} and y", LogPattern.filled("x ({why}) is {} and y: {why}", java.util.Map.of()));
  }
}
