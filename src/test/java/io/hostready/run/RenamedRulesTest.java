package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.rule.RuleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RenamedRulesTest {

  @Test
  void currentIdsAreRulesAndOldOnesAreNot() throws IOException {
    Path rules = Path.of(System.getProperty("hostready.project"), "rules");
    try (Stream<Path> files = Files.walk(rules)) {
      Set<String> current =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .map(name -> name.replaceFirst("\\.yaml$", ""))
              .collect(Collectors.toSet());
      RenamedRules.currentByOld()
          .forEach(
              (old, now) -> {
                assertTrue(current.contains(now.value()), now::value);
                assertTrue(!current.contains(old.value()), old::value);
              });
    }
  }

  @Test
  void aRuleHasEveryIdThatItHad() {
    RuleId first = new RuleId("bridge-netfilter-loaded");
    RuleId second = new RuleId("bridge-netfilter-loadable");
    RuleId third = new RuleId("br-netfilter-loadable");
    assertEquals(List.of(second, first), RenamedRules.otherIds(third));
    assertEquals(List.of(third, second), RenamedRules.otherIds(first));
    assertEquals(List.of(), RenamedRules.otherIds(new RuleId("swap-off")));
  }
}
