package io.hostready.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JSON Schema (draft 2020-12) as a document, which is the same in each run. */
public final class SchemaDocument {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private SchemaDocument() {}

  /** The document of a schema. */
  public static Map<String, Object> of(String title, Map<String, Object> schema) {
    Map<String, Object> document = new LinkedHashMap<>(schema);
    document.put("$schema", DIALECT);
    document.put("title", title);
    return inOneOrder(document);
  }

  /** Map.of has another order in each run, and builds must be reproducible: keywords are sorted. */
  private static Map<String, Object> inOneOrder(Map<?, ?> schema) {
    Map<String, Object> ordered = new TreeMap<>();
    schema.forEach((key, value) -> ordered.put((String) key, inOneOrder((String) key, value)));
    return ordered;
  }

  /** Names of properties and definitions keep their order, and so do examples. */
  private static Object inOneOrder(String keyword, Object value) {
    return switch (value) {
      case Map<?, ?> named when List.of("properties", "$defs").contains(keyword) -> {
        Map<String, Object> ordered = new LinkedHashMap<>();
        named.forEach((name, each) -> ordered.put((String) name, inOneOrder("", each)));
        yield ordered;
      }
      case Map<?, ?> map -> inOneOrder(map);
      case List<?> list when !keyword.equals("defaultSnippets") ->
          list.stream().map(each -> inOneOrder("", each)).toList();
      default -> value;
    };
  }
}
