package io.hostready.yaml;

import io.hostready.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part of a YAML document that still knows where it stands. */
public sealed interface YamlNode {

  SourceSpan at();

  /** What a reader would call this node in a message: "a map with 'a'", "a list", "'x'". */
  String description();

  /**
   * A single value. Plain is true where the value stands without quotes; written is what the file
   * has, which differs from the text where a parameter was filled in.
   */
  record Scalar(SourceSpan at, String text, boolean plain, String written) implements YamlNode {

    public Scalar(SourceSpan at, String text, boolean plain) {
      this(at, text, plain, text);
    }

    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    /** True for a plain empty value, {@code ~} or {@code null}: a key with nothing behind it. */
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

  /** A key's own position and the value behind it. */
  record Entry(SourceSpan keyAt, YamlNode value) {}
}
