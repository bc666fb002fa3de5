package io.hostready.report;

import io.hostready.expect.CriterionReference;
import io.hostready.fix.FixKind;
import io.hostready.fix.FixKinds;
import io.hostready.probe.Facet;
import io.hostready.probe.ProbeKind;
import io.hostready.probe.ProbeKinds;
import io.hostready.yaml.MapSchema;

/** The reference of all kinds of probe and fix, printed from the kinds themselves. */
public final class KindsReference {

  private static final int WIDTH = 80;
  private static final int INDENT = 23;

  private final StringBuilder out = new StringBuilder();

  private KindsReference() {}

  public static String text() {
    KindsReference reference = new KindsReference();
    reference.write();
    return reference.out.toString();
  }

  private void write() {
    out.append("Kinds of probe, for 'check' and 'when'\n\n");
    ProbeKinds.ALL.forEach(this::probe);
    out.append("Combinations of criteria\n\n");
    entry("all, any, none", "each takes a list of criteria");
    entry("where", "takes 'if' and 'then' (criteria): checks 'then' only on hosts that meet 'if'");
    out.append('\n');
    out.append("Kinds of fix, for 'fix: steps:'\n\n");
    entry(
        "where",
        "takes 'if' (a criterion) and 'then' (steps): runs the steps only on hosts"
            + " that meet 'if'");
    out.append('\n');
    FixKinds.ALL.forEach(this::fix);
  }

  private void probe(ProbeKind kind) {
    heading(kind.name() + " - " + kind.summary());
    arguments(kind.arguments());
    for (Facet facet : CriterionReference.facets(kind)) {
      entry("expect." + facet.name(), facet.meaning(), CriterionReference.matchers(facet));
    }
    entry("reads", kind.sources());
    example(kind.example());
  }

  private void fix(FixKind kind) {
    heading(kind.name() + " - " + kind.summary());
    arguments(kind.arguments());
    entry("source", kind.sources());
    example(kind.example());
  }

  private void heading(String text) {
    Paragraph.lines(text, WIDTH).forEach(line -> out.append(line).append('\n'));
  }

  private void arguments(MapSchema shape) {
    for (MapSchema.Key key : shape.keys()) {
      entry(
          key.name(),
          key.meaning(),
          (key.required() ? "" : "optional; ") + key.type().description());
    }
  }

  /** A name, its meaning, and on the next lines the valid values. */
  private void entry(String name, String meaning, String values) {
    entry(name, meaning);
    Paragraph.lines("value: " + values, WIDTH - INDENT)
        .forEach(line -> out.append(" ".repeat(INDENT)).append(line).append('\n'));
  }

  private void entry(String name, String text) {
    String head = "  " + String.format(java.util.Locale.ROOT, "%-20s ", name);
    String indent = " ".repeat(INDENT);
    if (head.length() > indent.length()) {
      out.append(head.stripTrailing()).append('\n');
      head = indent;
    }
    boolean first = true;
    for (String line : Paragraph.lines(text, WIDTH - indent.length())) {
      out.append(first ? head : indent).append(line).append('\n');
      first = false;
    }
  }

  private void example(String yaml) {
    out.append('\n');
    yaml.lines().forEach(line -> out.append("    ").append(line).append('\n'));
    out.append('\n');
  }
}
