package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.cli.Golden;
import io.hostready.cli.Project;
import io.hostready.host.Host;
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
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On real kernel configurations the packs read all that check-config.sh reads, and agree; and they
 * say of each kernel what is in the file beside it that ends in {@code .verdicts}, read over by
 * hand: {@code -Dhostready.accept=true} writes it anew, for review.
 */
class KernelConfigurationTest {

  static List<Path> configurations() {
    return Fixtures.files("kernel-configs", ".host");
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void optionsAreReadAsCheckConfigReadsThem(Path file) throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Fixtures.beside(file, ".options"))) {
      String[] words = line.split(" ");
      expected.put(words[0], words[1]);
    }
    List<String> differing = new ArrayList<>();
    Set<String> notRead = new TreeSet<>(expected.keySet());
    for (Evidence evidence :
        report(file).results().stream().flatMap(r -> r.finding().evidence().stream()).toList()) {
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

  @ParameterizedTest
  @MethodSource("configurations")
  void kernelsGetTheVerdictsThatTheyWereFoundToDeserve(Path file) throws IOException {
    String verdicts =
        report(file).results().stream()
            .filter(result -> result.finding().evidence().stream().anyMatch(this::isOfOption))
            .map(result -> result.rule().id().value() + " " + result.verdict().id() + "\n")
            .sorted()
            .collect(Collectors.joining());
    Golden.compare(Fixtures.beside(file, ".verdicts"), verdicts);
  }

  private boolean isOfOption(Evidence evidence) {
    return evidence.subject().startsWith("CONFIG_");
  }

  private static HostReport report(Path file) {
    RuleBook book =
        RuleBook.read(
            Host.localFiles(),
            List.of(
                new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));
    List<String> packs = List.copyOf(book.packs().keySet());
    return new Checker(Clock.systemUTC(), "0.1.0")
        .check(Fixtures.open(file), Selection.of(book, packs, List.of(), Map.of()), Level.REQUIRED);
  }
}
