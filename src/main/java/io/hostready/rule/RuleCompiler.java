package io.hostready.rule;

import io.hostready.expect.CompiledCriterion;
import io.hostready.expect.Criterion;
import io.hostready.host.FolderState;
import io.hostready.host.Host;
import io.hostready.yaml.PackedWriter;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what {@link CompiledRules} reads: a folder's rules and packs, all found right. */
public final class RuleCompiler {

  private final PackedWriter out = new PackedWriter();
  private final Host files;
  private final RuleFolder folder;

  private RuleCompiler(Host files, RuleFolder folder) {
    this.files = files;
    this.folder = folder;
  }

  /** The name of the file in the folder that the result belongs into. */
  public static String fileName() {
    return CompiledRules.FILE;
  }

  /**
   * Compiles a folder that needs no other.
   *
   * @throws io.hostready.yaml.InvalidInput with every mistake in it
   */
  public static byte[] compile(Host files, RuleFolder folder) {
    RuleBook book = RuleBook.readFiles(files, List.of(folder));
    for (String pack : book.packs().keySet()) {
      Selection.proving(book, List.of(pack), List.of(), Map.of());
    }
    RuleCompiler compiler = new RuleCompiler(files, folder);
    compiler.write(book);
    return compiler.out.bytes();
  }

  private void write(RuleBook book) {
    out.text(CompiledRules.FORMAT);
    out.text(folder.label());
    FolderState state = FolderState.of(folder.path());
    out.number(state.parts().size());
    for (FolderState.Part part : state.parts()) {
      out.text(part.name());
      out.number(part.files().size());
      for (FolderState.Entry entry : part.files()) {
        out.text(entry.name());
        out.number(entry.size());
        out.number(entry.time());
        out.signedNumber(entry.crc());
      }
    }
    Problems problems = new Problems();
    List<RuleFile> all = RuleFile.allIn(files, folder, problems);
    List<RuleFile> packFiles = all.stream().filter(RuleFile::isPack).toList();
    out.number(packFiles.size());
    for (RuleFile file : packFiles) {
      YamlNode node = file.read(files, problems).orElseThrow();
      pack(book.packs().get(file.baseName()), (YamlNode.Mapping) node);
    }
    out.number(book.rules().size());
    for (Rule rule : book.rules().values()) {
      out.text(rule.id().value());
      out.later(() -> rule(rule));
    }
    problems.throwIfAny();
  }

  private void pack(RulePack pack, YamlNode.Mapping node) {
    out.text(pack.definedAt().file());
    out.text(pack.name());
    out.text(pack.title());
    out.texts(pack.extended());
    out.number(pack.parameters().size());
    for (ParameterDeclaration parameter : pack.parameters()) {
      out.text(parameter.name());
      out.number(parameter.type().ordinal());
      out.text(parameter.otherwise());
      out.text(parameter.meaning());
      out.texts(parameter.words());
      Map<String, YamlNode.Entry> declared = declared(node, parameter.name());
      List<YamlNode> detect =
          declared.get("detect") instanceof YamlNode.Entry probes
              ? ((YamlNode.Sequence) probes.value()).items()
              : List.of();
      out.number(detect.size());
      detect.forEach(probe -> CompiledCriterion.writeTaken(probe, out));
      YamlNode.Entry detectOn = declared.get("detect-on");
      out.number(detectOn == null ? 0 : 1);
      if (detectOn != null) {
        out.later(() -> CompiledCriterion.write(detectOn.value(), out));
      }
    }
    out.number(pack.entries().size());
    for (RulePack.Entry entry : pack.entries()) {
      out.text(entry.rule().value());
      out.number(entry.level().map(level -> level.ordinal() + 1).orElse(0));
      out.span(entry.at());
    }
    out.span(pack.definedAt());
  }

  private static Map<String, YamlNode.Entry> declared(YamlNode.Mapping pack, String parameter) {
    YamlNode.Mapping parameters = (YamlNode.Mapping) pack.entries().get("parameters").value();
    return ((YamlNode.Mapping) parameters.entries().get(parameter).value()).entries();
  }

  private void rule(Rule rule) {
    out.text(rule.definedAt().file());
    out.text(rule.topic());
    out.text(rule.text().title());
    out.text(rule.text().why());
    out.optionalText(rule.text().advice());
    out.texts(rule.text().references());
    advice(rule.advice());
    out.number(rule.levels().cases().size());
    for (Levels.Case one : rule.levels().cases()) {
      out.number(one.level().ordinal());
      optional(one.when());
    }
    optional(rule.when());
    criterion(rule.check());
    out.number(rule.fix().isPresent() ? 1 : 0);
    rule.fix().ifPresent(this::fix);
    out.texts(rule.after().stream().map(RuleId::value).toList());
    out.number(rule.isProof() ? 1 : 0);
    rule.proof()
        .ifPresent(
            proof -> {
              out.texts(proof.readings().stream().map(RuleId::value).toList());
              out.texts(proof.needs().stream().map(RuleId::value).toList());
            });
  }

  private void advice(Advice advice) {
    out.number(advice.cases().size());
    for (Advice.Case one : advice.cases()) {
      out.text(one.text());
      optional(one.when());
      out.number(one.values().size());
      one.values()
          .forEach(
              (name, value) -> {
                out.text(name);
                names(value);
                out.later(() -> out.node(value.node()));
              });
    }
  }

  private void fix(RuleFix fix) {
    out.text(fix.summary());
    out.number(fix.risk().ordinal());
    out.optionalText(fix.caution());
    out.number(fix.pending().map(pending -> pending.ordinal() + 1).orElse(0));
    names(fix.steps());
    out.later(() -> out.node(fix.steps().node()));
  }

  private void optional(Optional<Template<Criterion>> criterion) {
    out.number(criterion.isPresent() ? 1 : 0);
    criterion.ifPresent(this::criterion);
  }

  private void criterion(Template<Criterion> criterion) {
    names(criterion);
    out.later(() -> CompiledCriterion.write(criterion.node(), out));
  }

  private void names(Template<?> template) {
    out.texts(template.parameters().stream().sorted().toList());
  }
}
