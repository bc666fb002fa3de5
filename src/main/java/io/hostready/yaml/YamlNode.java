package io.hostready.yaml;

import io.hostready.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part of a YAML document with its position. */
public sealed interface YamlNode {

  SourceSpan at();

  /** The name of this node in a message: "a map with 'a'", "a list", "'x'". */
  String description();

  /**
   * A single value. Plain is true for an unquoted value; written is the text in the file, which
   * differs from the text if a parameter was replaced.
   */
  record Scalar(SourceSpan at, String text, boolean plain, String written) implements YamlNode {

    public Scalar(SourceSpan at, String text, boolean plain) {
      this(at, text, plain, text);
    }

    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    /** True for a plain empty value, {@code ~} or {@code null}: a key without a value. */
    public boolean isNothing() {
      return plain && NOTHING.contains(text);
    }

    @Override
    public String description() {
      if (isNothing()) {
        return "nothing";
      }
      return Quoted.of(text) + (written.equals(text) ? "" : " (for " + Quoted.of(written) + ")");
    }
  }

  /** A list of nodes in the order of the file. */
  record Sequence(SourceSpan at, List<YamlNode> items) implements YamlNode {

    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String description() {
      return items.isEmpty() ? "an empty list" : "a list";
    }
  }

  /** Named nodes in the order of the file. */
  record Mapping(SourceSpan at, Map<String, Entry> entries) implements YamlNode {

    public Mapping {
      entries = Ordered.copyOf(entries);
    }

    @Override
    public String description() {
      return entries.isEmpty()
          ? "an empty map"
          : "a map with " + Quoted.listed(List.copyOf(entries.keySet()));
    }
  }

  /** A key's own position and its value. */
  record Entry(SourceSpan keyAt, YamlNode value) {}
}
