package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.capture.HostSection;
import io.hostready.capture.HostText;
import io.hostready.cli.Golden;
import io.hostready.cli.Project;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.run.CheckResult;
import io.hostready.run.Checker;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.run.Planner;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hosts whose packages dpkg does not manage, with and without a Docker that runs. */
class OtherSystemsTest {

  /** Those with dnf 4 and packages of Docker. */
  private static final Set<String> WITH_FIX =
      Set.of(
          "rhel-8", "rhel-9", "rhel-10", "rocky-9", "almalinux-9", "centos-stream-10", "oracle-9");

  private static final RuleBook BOOK =
      RuleBook.read(
          Host.localFiles(),
          List.of(new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));

  private static final HostText SYSTEMS = Fixtures.text(Project.FIXTURES.resolve("systems.hosts"));

  private static final Pattern APT = Pattern.compile("\\b(apt|apt-get|apt-mark|dpkg)\\b");

  private static final String DOCKER = "-docker";

  private static final RuleId INSTALLED = new RuleId("docker-package-installed");

  private static Host host(String system) {
    return Fixtures.host(SYSTEMS, system);
  }

  private static final Selection ALL =
      Selection.of(BOOK, List.of("docker-engine"), List.of(), Map.of());

  private static HostReport check(Host host) {
    return new Checker(Clock.systemUTC(), "0.1.0").check(host, ALL, Level.OPTIONAL);
  }

  private static FixPlan plan(Host host, Set<RuleId> named) {
    return Planner.plan(
        host, check(host), ALL, new Planner.Wishes(named, Level.OPTIONAL, true), List.of());
  }

  private static CheckResult result(HostReport report, RuleId id) {
    return report.results().stream()
        .filter(result -> result.rule().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static List<String> systems() {
    return SYSTEMS.situations().stream()
        .map(HostSection::name)
        .filter(n -> !n.endsWith(DOCKER))
        .toList();
  }

  static List<String> hosts() {
    return SYSTEMS.situations().stream().map(HostSection::name).toList();
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void noPlanHasAnAptCommand(String system) {
    FixPlan plan = plan(host(system), Set.of());
    List<String> apt =
        plan.fixes().stream()
            .flatMap(fix -> fix.changes().stream())
            .flatMap(change -> change.preview().stream())
            .filter(line -> APT.matcher(line).find())
            .toList();
    assertEquals(List.of(), apt);
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void noAdviceHasAnAptCommand(String system) {
    List<String> apt =
        check(host(system)).results().stream()
            .filter(result -> result.fails() || result.isUnknown())
            .flatMap(result -> result.rule().text().advice().general().stream())
            .filter(text -> text.contains("apt-get"))
            .toList();
    assertEquals(List.of(), apt);
  }

  @ParameterizedTest
  @MethodSource("systems")
  void missingPackageIsPlannedOrLeftWithTheReason(String system) {
    FixPlan plan = plan(host(system), Set.of());
    if (WITH_FIX.contains(system)) {
      assertTrue(plan.rules().stream().anyMatch(rule -> rule.id().equals(INSTALLED)));
      return;
    }
    String left = why(plan, INSTALLED);
    String reason =
        switch (system) {
          case "fedora-43" -> "with dnf 5";
          case "amazon-2023" -> "Docker has no packages for Amazon Linux 2023";
          default -> "without dpkg (no /var/lib/dpkg/status)";
        };
    assertTrue(left.contains(reason), left);
  }

  private static String why(FixPlan plan, RuleId id) {
    return plan.left().stream()
        .filter(left -> left.rule().id().equals(id))
        .findFirst()
        .orElseThrow()
        .why();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amazon-2023 | no packages for Amazon Linux 2023 | dnf install docker",
        "fedora-43 | this host is Fedora Linux 43 | linux/fedora/docker-ce.repo",
        "alpine-3.22 | this host is Alpine Linux v3.22 | apk add docker",
        "arch | this host is Arch Linux | pacman -S docker",
        "opensuse-leap-15.6 | this host is openSUSE Leap 15.6 | zypper install docker",
      })
  void fixRefusesWithTheKindOfSystemAndTheCommandsThere(
      String system, String name, String command) {
    FixPlan plan = plan(host(system), Set.of(INSTALLED));
    assertFalse(plan.rules().stream().anyMatch(rule -> rule.id().equals(INSTALLED)));
    String why = why(plan, INSTALLED);
    assertTrue(why.contains(name), why);
    assertTrue(why.contains(command), why);
  }

  @ParameterizedTest
  @MethodSource("systems")
  void dockerThatRunsAndAnswersIsInstalled(String system) {
    HostReport with = check(host(system + DOCKER));
    assertInstanceOf(Verdict.Pass.class, result(with, INSTALLED).verdict());
    assertFalse(with.run().parameters().find("docker-version").orElseThrow().equals("29"));
    assertEquals(Outcome.READY, with.with(Level.REQUIRED).outcome());
    HostReport without = check(host(system));
    assertInstanceOf(Verdict.Fail.class, result(without, INSTALLED).verdict());
    assertEquals(WITH_FIX.contains(system), result(without, INSTALLED).rule().fix().isPresent());
    assertEquals(Outcome.NOT_READY, without.with(Level.REQUIRED).outcome());
  }

  @Test
  void verdictsAreThoseOfTheGolden() throws IOException {
    StringBuilder printed = new StringBuilder();
    for (String system : hosts()) {
      HostReport report = check(host(system)).with(Level.REQUIRED);
      printed.append(system).append(": ").append(report.outcome().id()).append('\n');
      report.results().stream()
          .filter(result -> result.fails() || result.isUnknown())
          .filter(result -> result.level() != Level.OPTIONAL)
          .forEach(result -> printed.append(line(result)));
    }
    Golden.compare(Project.FIXTURES.resolve("systems.txt"), printed.toString());
  }

  private static String line(CheckResult result) {
    return "  "
        + (result.fails() ? "FAIL " : "UNKNOWN ")
        + result.rule().id()
        + " ("
        + result.level().id()
        + "): "
        + (result.fails()
            ? result.rule().text().problem().general().orElse("")
            : result.finding().found())
        + "\n    "
        + result.rule().text().advice().general().orElse("").strip()
        + "\n";
  }
}
