package io.hostready.report;

import io.hostready.expect.Criterion;
import io.hostready.probe.ProofProbe;
import io.hostready.rule.ConditionalLevel;
import io.hostready.rule.Proof;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleId;
import io.hostready.rule.TextByHost;
import io.hostready.text.SafeText;
import io.hostready.yaml.Parameters;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One rule as a page for people. */
public final class RuleDescription {

  private static final int WIDTH = 80;

  private final StringBuilder out = new StringBuilder();

  private RuleDescription() {}

  /** Describes a rule with these values of its parameters. */
  public static String of(Rule rule, Parameters parameters) {
    RuleDescription page = new RuleDescription();
    page.write(rule, parameters);
    return page.out.toString();
  }

  private void write(Rule rule, Parameters parameters) {
    out.append(rule.id().value()).append(": ").append(rule.text().title()).append("\n\n");
    paragraph("", rule.text().why());
    out.append('\n');
    byHost("problem", rule.text().problem(), parameters);
    labelled("level", level(rule.levels(), parameters));
    rule.when()
        .ifPresent(when -> labelled("applies", "where " + when.bind(parameters).description()));
    labelled("expected", rule.check().bind(parameters).description());
    rule.proof().ifPresent(this::proof);
    if (rule.isProof()) {
      scripts(rule.check().bind(parameters));
    } else {
      byHand(rule.check().bind(parameters));
    }
    rule.fix().ifPresent(fix -> fix(fix, parameters));
    byHost("advice", rule.text().advice(), parameters);
    named("after", rule.after());
    named("cause", rule.causedBy());
    rule.text().feature().ifPresent(feature -> labelled("feature", feature));
    labelled("defined", rule.definedAt().file());
    rule.text().references().forEach(reference -> labelled("see", reference));
  }

  private void byHost(String label, TextByHost text, Parameters parameters) {
    for (TextByHost.Case one : text.cases()) {
      labelled(label, one.text());
      one.when().ifPresent(when -> labelled("", "where " + when.bind(parameters).description()));
    }
    text.general().ifPresent(general -> labelled(label, general));
  }

  /** Commands to copy, so no line of them is broken. */
  private void byHand(Criterion check) {
    String head = "by hand  ";
    for (String command : RulePage.commandsOf(check)) {
      out.append(head).append(SafeText.line(command)).append('\n');
      head = " ".repeat(head.length());
    }
  }

  private void proof(Proof proof) {
    labelled("proof", "it tries the thing, and runs only with --prove");
    named("proves", proof.readings());
    named("needs", proof.needs());
  }

  /** What is run is shown whole: it runs as root. What several proofs run is shown once. */
  private void scripts(Criterion criterion) {
    Set<List<String>> told = new HashSet<>();
    criterion
        .probes()
        .filter(ProofProbe.class::isInstance)
        .map(ProofProbe.class::cast)
        .filter(proof -> told.add(List.of(proof.script(), proof.cleanup().orElse(""))))
        .forEach(this::scripts);
  }

  private void scripts(ProofProbe proof) {
    labelled("runs", "as root, in temporary namespaces:");
    script(proof.script());
    proof
        .cleanup()
        .ifPresent(
            lines -> {
              labelled("runs", "afterwards, on the host:");
              script(lines);
            });
  }

  private void script(String lines) {
    lines
        .lines()
        .forEach(line -> out.append("           ").append(SafeText.line(line)).append('\n'));
  }

  private void named(String label, List<RuleId> rules) {
    if (!rules.isEmpty()) {
      labelled(label, String.join(", ", rules.stream().map(RuleId::value).toList()));
    }
  }

  private void fix(RuleFix fix, Parameters parameters) {
    labelled("fix", fix.summary() + " (risk " + fix.risk().id() + ")");
    fix.steps().bind(parameters).forEach(step -> labelled("", "- " + step.description()));
    fix.caution().ifPresent(caution -> labelled("caution", caution));
    fix.pending().ifPresent(pending -> labelled("then", "a " + pending.id() + " is needed"));
  }

  static String level(ConditionalLevel levels, Parameters parameters) {
    List<String> cases =
        levels.cases().stream()
            .map(
                one ->
                    one.level().id()
                        + one.when()
                            .map(when -> " where " + when.bind(parameters).description())
                            .orElse(levels.cases().size() > 1 ? " elsewhere" : ""))
            .toList();
    return String.join("; ", cases);
  }

  private void labelled(String label, String text) {
    String head = String.format(Locale.ROOT, "%-8s ", label);
    boolean first = true;
    for (String line : Paragraph.lines(text, WIDTH - head.length())) {
      out.append(first ? head : " ".repeat(head.length())).append(line).append('\n');
      first = false;
    }
  }

  private void paragraph(String indent, String text) {
    Paragraph.lines(text, WIDTH - indent.length())
        .forEach(line -> out.append(indent).append(line).append('\n'));
  }
}
