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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One rule as a page for people. */
public final class RuleDescription {

  private static final int WIDTH = 80;

  /** The width of the longest label. */
  private static final int LABEL = "applies to".length();

  private final StringBuilder out = new StringBuilder();
  private final Rule rule;
  private final Parameters parameters;

  private RuleDescription(Rule rule, Parameters parameters) {
    this.rule = rule;
    this.parameters = parameters;
  }

  /** Describes a rule with these values of its parameters. */
  public static String of(Rule rule, Parameters parameters) {
    RuleDescription page = new RuleDescription(rule, parameters);
    page.write();
    return page.out.toString();
  }

  private void write() {
    out.append(rule.id().value()).append(": ").append(rule.text().title()).append("\n\n");
    Paragraph.lines(rule.text().why(), WIDTH).forEach(line -> out.append(line).append('\n'));
    out.append('\n');
    byHost("problem", rule.text().problem());
    labelled("level", level(rule.levels(), parameters));
    rule.when().ifPresent(when -> labelled("applies to", hosts(Outline.of(when.bind(parameters)))));
    Criterion check = rule.check().bind(parameters);
    labelled("expected", Outline.of(check));
    rule.proof().ifPresent(this::proof);
    if (rule.isProof()) {
      scripts(check);
    } else {
      byHand(check);
    }
    rule.fix().ifPresent(this::fix);
    byHost("advice", rule.text().advice());
    values();
    named("fix after", rule.after());
    named("caused by", rule.causedBy().named());
    rule.text().feature().ifPresent(feature -> labelled("short name", feature));
    labelled("file", rule.definedAt().file());
    String label = "see";
    for (String reference : rule.text().references()) {
      labelled(label, reference);
      label = "";
    }
  }

  /** The hosts that meet a condition. */
  static Outline hosts(Outline condition) {
    return condition.parts().isEmpty()
        ? new Outline("hosts with: " + condition.text(), List.of())
        : new Outline("hosts with " + condition.text(), condition.parts());
  }

  private void byHost(String label, TextByHost text) {
    List<String> texts = texts(text, parameters);
    if (texts.size() == 1) {
      labelled(label, texts.getFirst());
      return;
    }
    String head = label;
    for (String each : texts) {
      item(head, new Outline(each, List.of()));
      head = "";
    }
  }

  /** The text of each case, with its condition. */
  static List<String> texts(TextByHost text, Parameters parameters) {
    List<String> texts = new ArrayList<>();
    for (TextByHost.Case one : text.cases()) {
      texts.add(
          one.when().map(when -> "if " + when.bind(parameters).description() + ": ").orElse("")
              + one.generic());
    }
    String otherwise = texts.isEmpty() ? "" : "otherwise: ";
    text.general().ifPresent(general -> texts.add(otherwise + general));
    return texts;
  }

  /** What the names in angle brackets stand for. */
  private void values() {
    Map<String, String> meanings =
        new LinkedHashMap<>(rule.text().problem().valueDescriptions(parameters));
    meanings.putAll(rule.text().advice().valueDescriptions(parameters));
    String label = "values";
    for (Map.Entry<String, String> each : meanings.entrySet()) {
      labelled(label, each.getKey() + ": " + each.getValue());
      label = "";
    }
  }

  /** Commands to copy, so no line of them is broken. */
  private void byHand(Criterion check) {
    String label = "by hand";
    for (String command : RulePage.commandsOf(check)) {
      line(label, SafeText.line(command));
      label = "";
    }
  }

  private void proof(Proof proof) {
    labelled("proof", "a functional test: runs only with --prove");
    named("tests", proof.readings());
    named("requires", proof.needs());
  }

  /** The complete scripts, because they run as root. */
  private void scripts(Criterion criterion) {
    for (ProofProbe proof : RulePage.proofsOf(criterion)) {
      labelled("runs", "as root, in temporary namespaces:");
      script(proof.script());
      proof
          .cleanup()
          .ifPresent(
              lines -> {
                labelled("", "afterwards, as root on the host:");
                script(lines);
              });
    }
  }

  private void script(String lines) {
    lines.lines().forEach(each -> line("", "  " + SafeText.line(each)));
  }

  private void named(String label, List<RuleId> rules) {
    if (!rules.isEmpty()) {
      labelled(label, String.join(", ", rules.stream().map(RuleId::value).toList()));
    }
  }

  private void fix(RuleFix fix) {
    labelled("fix", fix.summary() + " (risk " + fix.risk().id() + ")");
    fix.steps().bind(parameters).forEach(step -> item("", Outline.of(step)));
    fix.caution().ifPresent(caution -> labelled("warning", caution));
    fix.pending().ifPresent(pending -> labelled("", "Requires a " + pending(pending) + "."));
  }

  /** What must happen after a fix, as a noun. */
  static String pending(RuleFix.Pending pending) {
    return switch (pending) {
      case REBOOT -> "reboot";
      case RELOGIN -> "new login";
    };
  }

  /** The level, with the conditions of its cases. */
  static String level(ConditionalLevel levels, Parameters parameters) {
    List<String> cases = new ArrayList<>();
    for (ConditionalLevel.Case one : levels.cases()) {
      String condition =
          one.when().map(when -> " if " + when.bind(parameters).description()).orElse("");
      boolean isOther = condition.isEmpty() && levels.cases().size() > 1;
      cases.add((isOther ? "otherwise " : "") + one.level().id() + condition);
    }
    return String.join("; ", cases);
  }

  private void labelled(String label, String text) {
    labelled(label, new Outline(text, List.of()));
  }

  private void labelled(String label, Outline outline) {
    String head = label;
    for (String line : outline.lines(WIDTH - LABEL - 1)) {
      line(head, line);
      head = "";
    }
  }

  /** The same as an item of a list. */
  private void item(String label, Outline item) {
    labelled(label, new Outline("", List.of(item)));
  }

  private void line(String label, String text) {
    String head = label + " ".repeat(LABEL + 1 - label.length());
    out.append(head).append(text).append('\n');
  }
}
