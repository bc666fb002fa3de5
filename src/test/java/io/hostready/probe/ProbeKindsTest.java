package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.hostready.expect.CriterionReader;
import io.hostready.host.FakeHost;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeKindsTest {

  static List<ProbeKind> kinds() {
    return ProbeKinds.ALL;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindsExampleIsACriterionThatReads(ProbeKind kind) {
    Problems problems = new Problems();
    Parameters parameters = new Parameters(Map.of("docker-version", "29"));
    YamlReader.read(kind.name(), kind.example(), problems)
        .flatMap(node -> new CriterionReader(parameters, problems).read(node));
    assertEquals(List.of(), problems.sorted());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anEmptyHostIsAnsweredWithoutAnException(ProbeKind kind) {
    Problems problems = new Problems();
    Parameters parameters = new Parameters(Map.of("docker-version", "29"));
    var criterion =
        YamlReader.read(kind.name(), kind.example(), problems)
            .flatMap(node -> new CriterionReader(parameters, problems).read(node))
            .orElseThrow();
    assertNotNull(criterion.judge(FakeHost.empty().host()).verdict());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void namesOfAKindAndItsFacetsAreUnique(ProbeKind kind) {
    List<String> facets = kind.facets().stream().map(Facet::name).toList();
    assertEquals(facets.size(), new HashSet<>(facets).size());
    assertEquals(1, ProbeKinds.names().stream().filter(kind.name()::equals).count());
  }
}
