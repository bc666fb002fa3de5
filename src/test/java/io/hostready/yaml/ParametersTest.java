package io.hostready.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

  private static final Parameters PARAMETERS =
      new Parameters(Map.of("data-root", "/srv/docker", "price", "$5 \\1 ${data-root}", "no", ""));

  private final Problems problems = new Problems();

  private YamlNode filled(String yaml) {
    YamlNode node = YamlReader.read("f", yaml, problems).orElseThrow();
    return PARAMETERS.fillInto(node, problems);
  }

  @ParameterizedTest
  @CsvSource({
    "'${data-root}', /srv/docker",
    "'${data-root}/overlay2', /srv/docker/overlay2",
    "'a${data-root}b${data-root}', a/srv/dockerb/srv/docker",
    "'${price}', '$5 \\1 ${data-root}'", // what is filled in is not filled again
    "'$data-root', '$data-root'",
    "'{data-root}', '{data-root}'",
    "'$ {data-root}', '$ {data-root}'",
    "'x${no}y', xy",
  })
  void placesAreFilledAndNothingElse(String text, String filled) {
    YamlNode.Scalar scalar =
        (YamlNode.Scalar)
            PARAMETERS.fillInto(
                new YamlNode.Scalar(SourceSpan.startOf("f"), text, false), problems);
    assertEquals(filled, scalar.text());
    assertEquals(text, scalar.written());
    assertTrue(problems.isEmpty());
  }

  @Test
  void listsAndMapsAreFilledAtEveryDepthAndKeysAreNot() {
    YamlNode.Mapping map = (YamlNode.Mapping) filled("${data-root}: [{a: '${data-root}'}]");
    assertEquals(Set.of("${data-root}"), map.entries().keySet());
    YamlNode.Sequence list = (YamlNode.Sequence) map.entries().get("${data-root}").value();
    YamlNode.Mapping inner = (YamlNode.Mapping) list.items().getFirst();
    assertEquals("/srv/docker", ((YamlNode.Scalar) inner.entries().get("a").value()).text());
  }

  @Test
  void anUnknownNameIsToldOnceAndExplainsWhatIsWrongThere() {
    YamlNode.Mapping map = (YamlNode.Mapping) filled("a: '${data-rot}'\nb: '${x}${}'\n");
    ValueSchema.path().read(map.entries().get("a").value(), problems);
    assertEquals(
        List.of(
            "f:1:4: unknown parameter 'data-rot'. Did you mean 'data-root'?",
            "f:2:4: unknown parameter 'x'. Declare it under 'parameters' of a pack."),
        problems.sorted().stream().map(Problem::toString).toList());
  }

  @Test
  void aMistakeInWhatWasFilledInSaysWhatStandsInTheFile() {
    YamlNode.Mapping map = (YamlNode.Mapping) filled("a: '${data-root}'");
    ValueSchema.number(0, 9).read(map.entries().get("a").value(), problems);
    assertEquals(
        "f:1:4: invalid value '/srv/docker' (for '${data-root}'): use a whole number from 0 to 9",
        problems.sorted().getFirst().toString());
  }

  @Test
  void theNamesOfANodeAreFoundAtEveryDepth() {
    YamlNode node =
        YamlReader.read("f", "a: [{b: '${x}${y}'}, c]\n${k}: '${x}'\n", problems).orElseThrow();
    assertEquals(Set.of("x", "y"), Parameters.namesIn(node));
  }
}
