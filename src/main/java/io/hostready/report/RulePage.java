package io.hostready.report;

import io.hostready.expect.Criterion;
import io.hostready.probe.ProofProbe;
import io.hostready.rule.ParameterDeclaration;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleId;
import io.hostready.rule.RulePack;
import io.hostready.rule.TextByHost;
import io.hostready.run.RuleTests;
import io.hostready.yaml.Parameters;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The page of one rule in a site: what it checks, why, how to check it manually, how to fix it, its
 * level in each pack, its parameters, and its results on example hosts.
 */
final class RulePage {

  private final RuleBook book;
  private final Parameters parameters;
  private final Rule rule;
  private final SitePage page;
  private final Html html;

  private RulePage(RuleBook book, Parameters parameters, Rule rule) {
    this.book = book;
    this.parameters = parameters;
    this.rule = rule;
    page = new SitePage(rule.id().value() + " - hostready", Optional.of(rule.topic()));
    html = page.html();
  }

  /**
   * The document.
   *
   * @param parameters values for the text of checks, without a host
   * @param examples the rule's results on example hosts
   */
  static String document(
      RuleBook book, Parameters parameters, Rule rule, List<RuleTests.Outcome> examples) {
    RulePage page = new RulePage(book, parameters, rule);
    page.write(examples);
    return page.page.document();
  }

  private void write(List<RuleTests.Outcome> examples) {
    html.element("h1", rule.id().value()).element("p class=\"lead\"", rule.text().title());
    html.markup("\n<dl class=\"facts\">\n");
    fact("Level", RuleDescription.level(rule.levels(), parameters));
    rule.when()
        .ifPresent(
            when -> fact("Applies to", RuleDescription.hosts(Outline.of(when.bind(parameters)))));
    fact("Packs", packs());
    fact("Fix", rule.fix().map(fix -> "hostready fix, risk " + fix.risk().id()).orElse("by hand"));
    html.markup("</dl>\n");
    page.section("why", "Why");
    html.element("p", rule.text().why()).markup("\n");
    page.endSection();
    check();
    byHand();
    byHost("problem", "When it fails", rule.text().problem());
    fix();
    byHost("advice", "What to do", rule.text().advice());
    parameters();
    related();
    examples(examples);
    references();
  }

  private void fact(String term, String meaning) {
    if (!meaning.isEmpty()) {
      html.markup("<div>").element("dt", term).element("dd", meaning).markup("</div>\n");
    }
  }

  private void fact(String term, Outline outline) {
    html.markup("<div>").element("dt", term).markup("<dd>").text(outline.text());
    if (!outline.parts().isEmpty()) {
      html.markup("\n<ul class=\"criteria\">\n");
      outline.parts().forEach(part -> part.write(html));
      html.markup("</ul>");
    }
    html.markup("</dd></div>\n");
  }

  /** The packs that name the rule, each with the level that it gives, if not the rule's own. */
  private String packs() {
    List<String> packs =
        new TreeMap<>(book.packs())
            .values().stream()
                .flatMap(
                    pack ->
                        pack.entries().stream()
                            .filter(entry -> entry.rule().equals(rule.id()))
                            .map(entry -> named(pack, entry)))
                .toList();
    return String.join(", ", packs);
  }

  private static String named(RulePack pack, RulePack.Entry entry) {
    return pack.name() + entry.level().map(level -> " (" + level.id() + ")").orElse("");
  }

  private void check() {
    page.section("check", "What it checks");
    html.markup("<ul class=\"criteria\">\n");
    Outline.of(rule.check().bind(parameters)).write(html);
    html.markup("</ul>\n");
    page.endSection();
  }

  /** Commands that show a person what the probes read, and the check itself. */
  private void byHand() {
    page.section("by-hand", "Check by hand");
    Criterion check = rule.check().bind(parameters);
    Set<String> commands = commandsOf(check);
    commands.add("hostready check " + (rule.isProof() ? "--prove " : "") + rule.id().value());
    commands(commands);
    page.endSection();
    List<ProofProbe> proofs = proofsOf(check);
    if (!proofs.isEmpty()) {
      page.section("runs", "What the proof runs");
      html.element(
          "p", "As root, in temporary namespaces. Do not run these lines on the host itself.");
      proofs.forEach(proof -> script(proof.script()));
      List<String> cleanups =
          proofs.stream().flatMap(proof -> proof.cleanup().stream()).distinct().toList();
      if (!cleanups.isEmpty()) {
        html.element("p", "Afterwards, as root on the host:");
        cleanups.forEach(this::script);
      }
      page.endSection();
    }
  }

  private void script(String lines) {
    html.markup("<div class=\"commands\"><code>").lines(lines).markup("</code></div>\n");
  }

  /** The proofs of a criterion; one of several that run the same scripts. */
  static List<ProofProbe> proofsOf(Criterion criterion) {
    Set<List<String>> scripts = new HashSet<>();
    return criterion
        .probes()
        .filter(ProofProbe.class::isInstance)
        .map(ProofProbe.class::cast)
        .filter(proof -> scripts.add(List.of(proof.script(), proof.cleanup().orElse(""))))
        .toList();
  }

  private void commands(Set<String> commands) {
    html.markup("<ul class=\"commands\">\n");
    for (String command : commands) {
      html.markup("<li>").element("code", command).markup("</li>\n");
    }
    html.markup("</ul>\n");
  }

  /**
   * Commands that print what the probes of a criterion read. A proof has none: its script is safe
   * in the namespaces of the proof alone.
   */
  static Set<String> commandsOf(Criterion criterion) {
    return criterion
        .probes()
        .flatMap(probe -> probe.commands().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void byHost(String id, String heading, TextByHost text) {
    List<String> texts = RuleDescription.texts(text, parameters);
    if (texts.isEmpty()) {
      return;
    }
    page.section(id, heading);
    texts.forEach(each -> html.element("p", each).markup("\n"));
    Map<String, String> values = text.valueDescriptions(parameters);
    if (!values.isEmpty()) {
      html.markup("<ul>\n");
      values.forEach((name, meaning) -> html.element("li", name + ": " + meaning).markup("\n"));
      html.markup("</ul>\n");
    }
    page.endSection();
  }

  private void fix() {
    if (rule.fix().isEmpty()) {
      return;
    }
    RuleFix fix = rule.fix().get();
    page.section("fix", "Fix");
    html.element("p", fix.summary() + ".").markup("\n<ul class=\"criteria\">\n");
    fix.steps().bind(parameters).forEach(step -> Outline.of(step).write(html));
    html.markup("</ul>\n");
    html.element("p", fix.caution()).markup("\n");
    html.element(
        "p", fix.pending().map(pending -> "Requires a " + RuleDescription.pending(pending) + "."));
    commands(
        new LinkedHashSet<>(
            List.of("hostready plan " + rule.id(), "sudo hostready fix " + rule.id())));
    page.endSection();
  }

  /** The parameters that the check, its level or the fix depend on. */
  private void parameters() {
    Map<String, ParameterDeclaration> declared = new TreeMap<>();
    book.packs().values().stream()
        .flatMap(pack -> pack.parameters().stream())
        .filter(parameter -> rule.parameters().contains(parameter.name()))
        .forEach(parameter -> declared.put(parameter.name(), parameter));
    if (declared.isEmpty()) {
      return;
    }
    page.section("parameters", "Parameters");
    html.markup("<dl>\n");
    declared.values().forEach(parameter -> RuleSite.write(html, parameter));
    html.markup("</dl>\n");
    page.endSection();
  }

  private void related() {
    Set<RuleId> related = new LinkedHashSet<>(rule.after());
    rule.proof().ifPresent(proof -> related.addAll(proof.related()));
    for (Rule other : book.rules().values()) {
      if (other.proof().filter(proof -> proof.related().contains(rule.id())).isPresent()) {
        related.add(other.id());
      }
    }
    if (related.isEmpty()) {
      return;
    }
    page.section("related", "Related rules");
    html.markup("<ul class=\"rules\">\n");
    for (RuleId id : related) {
      Rule other = book.rules().get(id);
      page.item(other, other.levels().strongest().id(), "../", "");
    }
    html.markup("</ul>\n");
    page.endSection();
  }

  private void examples(List<RuleTests.Outcome> examples) {
    if (examples.isEmpty()) {
      return;
    }
    page.section("examples", "Examples");
    for (RuleTests.Outcome example : examples) {
      String verdict = example.finding().verdict().id();
      html.markup("<details class=\"example\"><summary>");
      html.element("span class=\"badge " + verdict + "\"", Verdicts.label(verdict)).markup(" ");
      html.element("span", example.situation().name()).markup("</summary>\n<dl>\n");
      fact("Expected", example.finding().expected());
      fact("Found", example.reason());
      html.markup("</dl>\n");
      HtmlResult.read(html, example.finding().evidence());
      html.markup("</details>\n");
    }
    page.endSection();
  }

  private void references() {
    page.section("references", "References");
    html.markup("<ul>\n");
    for (String reference : rule.text().references()) {
      html.markup("<li>").reference(reference).markup("</li>\n");
    }
    html.markup("<li>").text("Rule file: " + rule.definedAt().file()).markup("</li>\n</ul>\n");
    page.endSection();
  }
}
