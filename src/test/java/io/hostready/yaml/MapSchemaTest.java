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
    return SHAPE.read(node, "a thing", problems);
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
            "f:1:1: a thing lacks the key 'name' (what it is called); expected some text. Add it.",
            "f:1:1: the key 'nme' is unknown in a thing. Did you mean 'name'?",
            "f:2:7: 'large' stands here; expected a whole number from 0 to 9. Write that instead.",
            "f:3:7: an empty list stands here; expected at least 1 (some text). Fill it, or remove"
                + " the key."),
        complaints("nme: x\nsize: large\ntags: []\n").stream().sorted().toList());
  }

  @Test
  void aRequiredKeyWithAWrongValueIsNotCalledMissing() {
    assertEquals(
        List.of("f:1:7: nothing stands here; expected some text. Write that instead."),
        complaints("name: ~"));
  }

  @Test
  void whatIsNoMapIsToldWithTheKeysOfAMap() {
    assertEquals(
        List.of(
            "f:1:1: a list stands here; expected a map with keys of a thing (name, size, tags,"
                + " words, on). Write one."),
        complaints("- name: x"));
  }

  @Test
  void aMistakeFoundTwiceAtOnePlaceStillMakesTheMapUnread() {
    YamlNode node = YamlReader.read("f", "size: x", problems).orElseThrow();
    MapSchema shape =
        MapSchema.of(MapSchema.optional("size", ValueSchema.number(0, 9), "how large it is"));
    assertEquals(Optional.empty(), shape.read(node, "a thing", problems));
    assertEquals(Optional.empty(), shape.read(node, "a thing", problems));
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
