package io.hostready.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MapSchemaTest {

  private static final MapSchema SHAPE =
      MapSchema.of(
          MapSchema.required("name", ValueSchema.text(), "what it is called"),
          MapSchema.optional("size", ValueSchema.number(0, 9), "how large it is"),
          MapSchema.optional("tags", ValueSchema.listOf(ValueSchema.text(), 1), "words for it"),
          MapSchema.optional("words", ValueSchema.mapOf(ValueSchema.text()), "words by word"),
          MapSchema.optional("on", ValueSchema.flag(), "whether it is on"));

  private final Problems problems = new Problems();

  private Optional<Values> read(String yaml) {
    YamlNode node = YamlReader.read("f", yaml, problems).orElseThrow();
    assertEquals(List.of(), problems.sorted());
    return SHAPE.read(node, "thing", problems);
  }

  private List<String> complaints(String yaml) {
    assertTrue(read(yaml).isEmpty());
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  @Test
  void valuesHaveTheTypesOfTheirKeys() {
    Values values =
        read("{name: x, size: 3, tags: [a, b], words: {k: v, a: b}, on: true}").orElseThrow();
    assertEquals("x", values.text("name"));
    assertEquals(3, values.number("size", 7));
    assertEquals(List.of("a", "b"), values.texts("tags"));
    assertEquals(List.of("k", "a"), List.copyOf(values.textMap("words").keySet()));
    assertTrue(values.flag("on", false));
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    Values values = read("name: x").orElseThrow();
    assertEquals(7, values.number("size", 7));
    assertEquals(List.of(), values.texts("tags"));
    assertEquals(Map.of(), values.textMap("words"));
    assertTrue(values.flag("on", true));
    assertEquals(Optional.empty(), values.findText("size"));
    assertThrows(IllegalStateException.class, () -> values.text("tags"));
  }

  @Test
  void everyMistakeIsToldInTheOrderOfTheFile() {
    assertEquals(
        List.of(
            "f:1:1: missing key 'name' (what it is called) in thing: use a string",
            "f:1:1: unknown key 'nme' in thing. Did you mean 'name'?",
            "f:2:7: invalid size 'large': use a whole number from 0 to 9",
            "f:3:7: invalid tags (an empty list): use at least 1, each a string"),
        complaints("nme: x\nsize: large\ntags: []\n").stream().sorted().toList());
  }

  @Test
  void aRequiredKeyWithAWrongValueIsNotCalledMissing() {
    assertEquals(List.of("f:1:7: empty name: use a string"), complaints("name: ~"));
  }

  @Test
  void whatIsNoMapIsToldWithTheKeysOfAMap() {
    assertEquals(
        List.of(
            "f:1:1: invalid thing (a list): use a map with the keys name, size, tags, words, on"),
        complaints("- name: x"));
  }

  @Test
  void aMistakeFoundTwiceAtOnePlaceStillMakesTheMapUnread() {
    YamlNode node = YamlReader.read("f", "size: x", problems).orElseThrow();
    MapSchema shape =
        MapSchema.of(MapSchema.optional("size", ValueSchema.number(0, 9), "how large it is"));
    assertEquals(Optional.empty(), shape.read(node, "thing", problems));
    assertEquals(Optional.empty(), shape.read(node, "thing", problems));
    assertEquals(1, problems.sorted().size());
  }

  @Test
  void keysKeepTheirOrderInTheSchema() {
    Object properties =
        SHAPE.with(MapSchema.optional("more", ValueSchema.text(), "x")).schema().get("properties");
    assertEquals(
        List.of("name", "size", "tags", "words", "on", "more"),
        List.copyOf(((Map<?, ?>) properties).keySet()));
  }
}
