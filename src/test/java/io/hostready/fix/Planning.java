package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.change.Change;
import io.hostready.change.PlanningException;
import io.hostready.change.WriteFile;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.util.List;
import java.util.Map;

/** Plans a fix, written as in a rule, on a host. */
final class Planning {

  private Planning() {}

  /** The fix that a map with one kind stands for. */
  static Fix fix(String yaml) {
    Problems problems = new Problems();
    YamlNode node = YamlReader.read("fix", yaml, problems).orElseThrow();
    Map.Entry<String, YamlNode.Entry> only =
        ((YamlNode.Mapping) node).entries().entrySet().iterator().next();
    FixKind kind = FixKinds.find(only.getKey()).orElseThrow();
    Fix fix =
        kind.arguments()
            .read(only.getValue().value(), kind.name(), problems)
            .map(kind.make())
            .orElse(null);
    assertEquals(List.of(), problems.sorted());
    return java.util.Objects.requireNonNull(fix);
  }

  static List<Change> changes(Host host, String yaml) {
    PlanBuilder builder = new PlanBuilder(host);
    fix(yaml).plan(builder);
    return builder.changes();
  }

  /** What a file will hold once the fix is made. */
  static String written(Host host, String path, String yaml) {
    return changes(host, yaml).stream()
        .filter(change -> change instanceof WriteFile file && file.path().equals(path))
        .map(change -> ((WriteFile) change).content().text().orElseThrow())
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new AssertionError(path + " is not written"));
  }

  /** Why the fix is left for a person. */
  static String refusal(Host host, String yaml) {
    return assertThrows(PlanningException.class, () -> changes(host, yaml)).why();
  }

  /** Each change in a phrase. */
  static List<String> described(Host host, String yaml) {
    return changes(host, yaml).stream().map(Change::description).toList();
  }
}
