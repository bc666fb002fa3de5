package io.hostready.yaml;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an editor sees of a rule file: JSON, with values without quotes typed by YAML 1.2's core
 * schema (chapter 10.3 of its specification), judged by a JSON Schema validator.
 */
public final class EditorView {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Schema schema;

  public EditorView(Map<String, Object> schema) {
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new ObjectMapper().valueToTree(schema));
  }

  /** The validator's complaints; empty when the document is as the schema says. */
  public List<String> complaints(YamlNode document) {
    return schema.validate(json(document)).stream().map(Object::toString).sorted().toList();
  }

  private static JsonNode json(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar.plain() ? typed(scalar.text()) : text(scalar.text());
      case YamlNode.Sequence sequence -> {
        ArrayNode array = JSON.arrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case YamlNode.Mapping mapping -> {
        ObjectNode object = JSON.objectNode();
        mapping.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
        yield object;
      }
    };
  }

  private static JsonNode text(String text) {
    return JSON.stringNode(text);
  }

  private static JsonNode typed(String text) {
    if (text.matches("|~|null|Null|NULL")) {
      return JSON.nullNode();
    }
    if (text.matches("true|True|TRUE")) {
      return JSON.booleanNode(true);
    }
    if (text.matches("false|False|FALSE")) {
      return JSON.booleanNode(false);
    }
    if (text.matches("[-+]?[0-9]+")) {
      return JSON.numberNode(new BigInteger(text.replaceFirst("^\\+", "")));
    }
    if (text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")) {
      return JSON.numberNode(new BigDecimal(text));
    }
    return text(text);
  }
}
