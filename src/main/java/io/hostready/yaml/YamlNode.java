package io.hostready.yaml;

import java.util.List;
import java.util.Map;

/** A part of a YAML document that still knows where it stands. */
public sealed interface YamlNode {

  SourceSpan at();

  /** What a reader would call this node in a message: "a map", "a list", "the text 'x'". */
  String described();

  /** A single value. Plain is true where the value stands without quotes. */
  record Scalar(SourceSpan at, String text, boolean plain) implements YamlNode {

    /** True for a plain empty value, {@code ~} or {@code null}: a key with nothing behind it. */
    public boolean isNothing() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    public String described() {
      return isNothing() ? "nothing" : "'" + text + "'";
    }
  }

  /** A list of nodes in the order of the file. */
  record Sequence(SourceSpan at, List<YamlNode> items) implements YamlNode {

    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /** Named nodes in the order of the file. */
  record Mapping(SourceSpan at, Map<String, Entry> entries) implements YamlNode {

    public Mapping {
      entries = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(entries));
    }

    @Override
    public String described() {
      return "a map";
    }
  }

  /** A key's own position and the value behind it. */
  record Entry(SourceSpan keyAt, YamlNode value) {}
}
