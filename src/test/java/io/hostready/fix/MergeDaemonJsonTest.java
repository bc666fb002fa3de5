package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.change.PlanningException;
import io.hostready.change.WriteFile;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.FakeHost;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeDaemonJsonTest {

  private static final String FILE = "/etc/docker/daemon.json";

  private static String merged(String text, String yaml) {
    YamlNode wanted = YamlReader.read("test", yaml, new Problems()).orElseThrow();
    PlanBuilder builder = new PlanBuilder(FakeHost.with(FILE, text).host());
    new MergeDaemonJson((YamlNode.Mapping) wanted).plan(builder);
    return builder.changes().stream()
        .filter(WriteFile.class::isInstance)
        .map(change -> ((WriteFile) change).content().text().orElseThrow())
        .findFirst()
        .orElse(text);
  }

  @Test
  void scalarsOfYamlAreThoseOfJson() {
    assertEquals(
        """
        {
          "a": true,
          "b": "true",
          "c": [
            -1.5,
            "1.5.0",
            "010",
            null,
            "10m"
          ],
          "d": {}
        }
        """,
        merged("{}\n", "{a: true, b: 'true', c: [-1.5, 1.5.0, 010, null, 10m], d: {}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": 1,}|it is not JSON: line 1, column 9: unexpected character '}',"
            + " expected double-quote to start field name",
        "[1]|it is not a JSON object: use { ... }",
      })
  void whatIsNoJsonObjectIsLeftForAPerson(String text, String why) {
    PlanningException refusal = assertThrows(PlanningException.class, () -> merged(text, "b: 2"));
    assertEquals(FILE + ": " + why + ". Correct it first.", refusal.why());
  }
}
