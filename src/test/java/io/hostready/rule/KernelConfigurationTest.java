package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.host.DirectoryFiles;
import io.hostready.host.Host;
import io.hostready.host.HostFolder;
import io.hostready.host.RecordedCommands;
import io.hostready.probe.Evidence;
import io.hostready.run.Checker;
import io.hostready.run.HostReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On real kernel configurations the packs read all that check-config.sh reads, and agree. */
class KernelConfigurationTest {

  static List<Path> configurations() {
    return Project.foldersIn(Project.FIXTURES.resolve("kernel-configs"));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void optionsAreReadAsCheckConfigReadsThem(Path tree) throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String line : Files.readAllLines(tree.resolve("expected"))) {
      String[] words = line.split(" ");
      expected.put(words[0], words[1]);
    }
    List<String> differing = new ArrayList<>();
    Set<String> notRead = new TreeSet<>(expected.keySet());
    for (Evidence evidence : evidence(tree)) {
      String wanted = expected.get(evidence.subject());
      if (evidence.subject().startsWith("CONFIG_") && wanted != null) {
        notRead.remove(evidence.subject());
        if (!wanted.equals(evidence.value())) {
          differing.add(evidence + " but " + wanted);
        }
      }
    }
    assertEquals(List.of(), differing);
    assertEquals(Set.of(), notRead);
    assertTrue(expected.size() >= 80, "only " + expected.size() + " options were compared");
  }

  private static List<Evidence> evidence(Path tree) {
    RuleBook book =
        RuleBook.read(
            new Host("rules", new DirectoryFiles(), RecordedCommands.none()),
            List.of(new RuleFolder(Project.FOLDER.resolve("rules").toString(), "rules", true)));
    List<String> packs = List.copyOf(book.packs().keySet());
    HostReport report =
        new Checker(Clock.systemUTC())
            .check(
                HostFolder.open(tree),
                Selection.of(book, packs, List.of(), Map.of()),
                Level.REQUIRED);
    return report.results().stream().flatMap(r -> r.finding().evidence().stream()).toList();
  }
}
