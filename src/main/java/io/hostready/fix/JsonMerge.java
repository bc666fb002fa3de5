package io.hostready.fix;

import io.hostready.change.NotPossible;
import io.hostready.facts.JsonDocument;
import io.hostready.facts.JsonDocument.Json;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a JSON object into which keys are merged: objects member by member, everything else
 * replaced. What is not touched keeps its order, its indentation and every byte. Source: RFC 8259.
 */
record JsonMerge(String text) {

  private static final String NUMBER = "-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?";

  /**
   * Checks that it is one JSON object.
   *
   * @throws NotPossible with line and column when it is not
   */
  JsonMerge {
    try {
      if (!isBlank(text) && !(JsonDocument.parse(text).root() instanceof Json.Members)) {
        throw new NotPossible("it holds no JSON object; expected { ... }. Correct it first.");
      }
    } catch (IllegalArgumentException broken) {
      throw new NotPossible("it is not JSON: " + broken.getMessage() + ". Correct it first.");
    }
  }

  private static boolean isBlank(String text) {
    return text.replace("\ufeff", "").isBlank();
  }

  /** This text with the keys of a YAML map merged in. */
  JsonMerge merged(YamlNode.Mapping wanted) {
    JsonMerge changed = this;
    if (isBlank(text)) {
      changed = new JsonMerge("{}\n");
    }
    return changed.merged(List.of(), wanted);
  }

  private JsonMerge merged(List<String> way, YamlNode.Mapping wanted) {
    JsonMerge changed = this;
    for (Map.Entry<String, YamlNode.Entry> entry : wanted.entries().entrySet()) {
      List<String> longer = new ArrayList<>(way);
      longer.add(entry.getKey());
      changed = changed.with(longer, entry.getValue().value());
    }
    return changed;
  }

  private JsonMerge with(List<String> way, YamlNode value) {
    JsonObjectText object = object(way.subList(0, way.size() - 1));
    Optional<JsonObjectText.Member> member = object.find(way.getLast());
    if (member.isEmpty()) {
      return new JsonMerge(
          object.withNew(way.getLast(), rendered(value, object.indent(), object.unit())));
    }
    String old = text.substring(member.get().start(), member.get().end());
    if (value instanceof YamlNode.Mapping mapping && old.startsWith("{")) {
      return merged(way, mapping);
    }
    String written = rendered(value, object.indent(), object.unit());
    boolean isSame = sameValue(JsonDocument.parse(old).root(), JsonDocument.parse(written).root());
    return isSame
        ? this
        : new JsonMerge(
            text.substring(0, member.get().start()) + written + text.substring(member.get().end()));
  }

  private JsonObjectText object(List<String> way) {
    JsonObjectText object = JsonObjectText.outermost(text);
    for (String name : way) {
      object = object.inside(object.find(name).orElseThrow());
    }
    return object;
  }

  /** Equal wherever they stand and however they are written; objects whatever their order. */
  private static boolean sameValue(Json one, Json two) {
    return switch (one) {
      case Json.Scalar(String kind, String value, _) ->
          two instanceof Json.Scalar other
              && kind.equals(other.kind())
              && value.equals(other.text());
      case Json.Items(List<Json> items, _) -> {
        if (!(two instanceof Json.Items other) || other.items().size() != items.size()) {
          yield false;
        }
        for (int i = 0; i < items.size(); i++) {
          if (!sameValue(items.get(i), other.items().get(i))) {
            yield false;
          }
        }
        yield true;
      }
      case Json.Members(Map<String, Json> members, _) ->
          two instanceof Json.Members other
              && members.keySet().equals(other.members().keySet())
              && members.entrySet().stream()
                  .allMatch(e -> sameValue(e.getValue(), other.members().get(e.getKey())));
    };
  }

  /** A YAML value as JSON, its further lines indented; without an indent all in one line. */
  private static String rendered(YamlNode node, Optional<String> indent, String unit) {
    Optional<String> inner = indent.map(outer -> outer + unit);
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar(scalar);
      case YamlNode.Sequence sequence ->
          enclosed(
              "[",
              sequence.items().stream().map(item -> rendered(item, inner, unit)).toList(),
              "]",
              indent,
              unit);
      case YamlNode.Mapping mapping ->
          enclosed(
              "{",
              mapping.entries().entrySet().stream()
                  .map(e -> quoted(e.getKey()) + ": " + rendered(e.getValue().value(), inner, unit))
                  .toList(),
              "}",
              indent,
              unit);
    };
  }

  private static String enclosed(
      String open, List<String> parts, String close, Optional<String> indent, String unit) {
    if (parts.isEmpty()) {
      return open + close;
    }
    return indent
        .map(outer -> open + outer + unit + String.join("," + outer + unit, parts) + outer + close)
        .orElse(open + String.join(", ", parts) + close);
  }

  private static String scalar(YamlNode.Scalar scalar) {
    boolean isLiteral = scalar.plain() && scalar.text().matches("true|false|null|" + NUMBER);
    return isLiteral ? scalar.text() : quoted(scalar.text());
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c < ' ') {
            quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
