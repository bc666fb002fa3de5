package io.hostready.probe;

import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.expect.Finding;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.util.Map;

/** Puts a question, written as a rule would write it, to a host made for a test. */
final class RuleResult {

  private RuleResult() {}

  /** The verdict's word. */
  static String word(Host host, String criterion) {
    return finding(host, criterion).verdict().id();
  }

  static Finding finding(Host host, String criterion) {
    Problems problems = new Problems();
    Criterion read =
        YamlReader.read("test", criterion, problems)
            .flatMap(node -> new CriterionReader(Parameters.NONE, problems).read(node))
            .orElseThrow(() -> new IllegalArgumentException(problems.sorted().toString()));
    return read.judge(host);
  }

  /** What a probe sees: the kind's name and its arguments as YAML. */
  static Observation observe(Host host, String kindAndArguments) {
    Problems problems = new Problems();
    YamlNode node = YamlReader.read("test", kindAndArguments, problems).orElseThrow();
    Map.Entry<String, YamlNode.Entry> only =
        ((YamlNode.Mapping) node).entries().entrySet().iterator().next();
    ProbeKind kind = ProbeKinds.find(only.getKey()).orElseThrow();
    MapSchema shape = kind.arguments();
    Values values =
        shape
            .read(only.getValue().value(), kind.name(), problems)
            .orElseThrow(() -> new IllegalArgumentException(problems.sorted().toString()));
    return kind.make().apply(values).observe(host);
  }

  /** What a facet shows of something that is there. */
  static String facet(Host host, String kindAndArguments, String facet) {
    return switch (observe(host, kindAndArguments)) {
      case Observation.Found(Map<String, Value> facets, _) -> facets.get(facet).preview();
      case Observation.Absent(String where, _) -> "absent: " + where;
      case Observation.Unreadable(String where, String why) -> "unreadable: " + where + ": " + why;
    };
  }
}
