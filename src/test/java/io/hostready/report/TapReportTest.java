package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** prove(1) makes of a report what the exit code says. */
class TapReportTest {

  static List<Path> hosts() {
    return Consumer.hosts();
  }

  private static Consumer.Said prove(String document) throws Exception {
    return Consumer.reads(document, "prove", "--norc", "-v", "-e", "cat", "/dev/stdin");
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void proveFailsWhereTheExitCodeIsNotZero(Path host) throws Exception {
    Project.ProgramRun ran =
        Project.hostready("check", "--host", host.toString(), "--format", "tap");
    Consumer.Said said = prove(ran.out());
    assertEquals(ran.exitCode() == 0, said.exitCode() == 0, said::text);
    assertTrue(said.text().contains("Parse errors") == false, said::text);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void proveFailsExactlyWhatCounts(Level failOn) throws Exception {
    HostReport report = Reports.everyVerdict(failOn, Reports.HOSTILE);
    Consumer.Said said = prove(Reports.document("tap", report));
    int counting = failOn.ordinal() + 1;
    assertTrue(said.text().contains("Tests: 15 Failed: " + 2 * counting), said::text);
    assertTrue(!said.text().contains("Parse errors"), said::text);
  }

  @Test
  void eachHostIsASubtest() throws Exception {
    HostReport bad = Reports.everyVerdict(Level.REQUIRED, "");
    HostReport good = bad.with(bad.results().subList(0, 1));
    String document = Reports.document("tap", good, bad, good);
    assertTrue(document.endsWith("ok 3 - web-1 (2)\n1..3\n"), document);
    Consumer.Said said = prove(document);
    assertTrue(said.text().contains("Tests: 3 Failed: 1"), said::text);
    assertTrue(said.text().contains("Failed test:  2\n"), said::text);
  }

  @Test
  void theDetailsAreYaml() {
    String document =
        Reports.document("tap", Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE));
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    int read = 0;
    for (String part : document.split("(?m)^  ---\n")) {
      int end = part.indexOf("  ...\n");
      if (end >= 0) {
        assertTrue(yaml.load(part.substring(0, end)) instanceof java.util.Map, part);
        read++;
      }
    }
    assertEquals(9, read);
  }

  @Test
  void aNumberSignInWhatAHostSaysIsNoDirective() {
    String document =
        Reports.document("tap", Reports.everyVerdict(Level.OPTIONAL, "x # SKIP all is well"));
    assertTrue(document.contains("found: \""), document);
    document
        .lines()
        .filter(line -> line.startsWith("ok ") || line.startsWith("not ok "))
        .filter(line -> line.contains("-fail") || line.contains("-pass"))
        .forEach(line -> assertTrue(line.indexOf('#') < 0, line));
    assertTrue(
        document.lines().anyMatch(line -> line.contains("x \\# SKIP all is well")), document);
  }
}
