package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.capture.HostSection;
import io.hostready.capture.HostText;
import io.hostready.capture.HostTextException;
import io.hostready.cli.Project;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.Selection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Healthy hosts that are set up in an unusual way, in test-fixtures/healthy: each file has the name
 * of a whole host, and each situation changes that host. No required or recommended rule fails
 * there or is unknown, except those that the line {@code fails:} of its comment names, with which
 * its operator would agree. A line {@code pack:} names another pack than docker-engine.
 */
class HealthyHostsTest {

  private record Situation(HostText text, HostSection section, String base) {

    @Override
    public String toString() {
      return base + "/" + section.name();
    }

    List<String> about(String field) {
      return section.about().stream()
          .filter(line -> line.startsWith(field + ": "))
          .flatMap(line -> List.of(line.substring(field.length() + 2).split(", *")).stream())
          .toList();
    }
  }

  static List<Situation> situations() {
    List<Situation> all = new ArrayList<>();
    for (Path file : Fixtures.files("healthy", ".hosts")) {
      String base = String.valueOf(file.getFileName()).replace(".hosts", "");
      HostText text = Fixtures.changes(file);
      text.situations().forEach(section -> all.add(new Situation(text, section, base)));
    }
    return all;
  }

  @Test
  void thereAreAtLeastForty() {
    assertTrue(situations().size() >= 40, () -> situations().size() + " situations");
  }

  @ParameterizedTest
  @MethodSource("situations")
  void noRuleRaisesAFalseAlarm(Situation situation) throws HostTextException {
    Host host = situation.text().host(situation.base(), situation.section());
    HostReport report =
        new Checker(Clock.systemUTC(), "0.1.0")
            .direct()
            .check(host, selection(situation), Level.REQUIRED);
    Map<String, String> alarms = new LinkedHashMap<>();
    for (CheckResult result : report.results()) {
      boolean isAlarm = result.fails() || result.isUnknown();
      if (isAlarm && result.level() != Level.OPTIONAL) {
        alarms.put(result.rule().id().value(), result.level() + ": " + result.finding());
      }
    }
    assertEquals(
        new TreeSet<>(situation.about("fails")), new TreeSet<>(alarms.keySet()), alarms::toString);
  }

  private static Selection selection(Situation situation) {
    List<String> packs = situation.about("pack");
    return Selection.of(
        RuleBook.read(
            Host.localFiles(),
            List.of(
                new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true))),
        packs.isEmpty() ? List.of("docker-engine") : packs,
        List.of(),
        situation.text().parameters(situation.section()));
  }
}
