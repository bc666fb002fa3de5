package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.rule.ReleaseChange.Occasion;
import io.hostready.rule.ReleaseChange.Topic;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the table of Docker's releases, with the criteria and texts of rules. */
final class DockerReleasesReader {

  private static final String EVERY_UPGRADE = "every upgrade";
  private static final String SAME_LINE = "the same line";
  private static final String ANOTHER_LINE = "another line";

  private static final ValueSchema<String> VERSION =
      ValueSchema.matching("a version such as 29 or 28.0.2", "\\d+(\\.\\d+)*");

  private static final ValueSchema<YamlNode> NODE = ValueSchema.node("a map", Map.of());

  private static final MapSchema LINE =
      MapSchema.of(
          MapSchema.required("line", VERSION, "the name of the line"),
          MapSchema.required("newest", VERSION, "its newest release"),
          MapSchema.required("source", ValueSchema.text(), "its release notes"));

  private static final MapSchema CHANGE =
      MapSchema.of(
          MapSchema.required("id", ValueSchema.text(), "its name"),
          MapSchema.required(
              "since",
              ValueSchema.matching(
                  "a version, '%s', '%s' or '%s'".formatted(EVERY_UPGRADE, SAME_LINE, ANOTHER_LINE),
                  "\\d+(\\.\\d+)*|%s|%s|%s".formatted(EVERY_UPGRADE, SAME_LINE, ANOTHER_LINE)),
              "the first release with it"),
          MapSchema.optional("before", VERSION, "the first release without it"),
          MapSchema.required("topic", ValueSchema.word(Topic.WORDS), "what it concerns"),
          MapSchema.required(
              "when", ValueSchema.node("a criterion", RuleReader.CRITERION), "the hosts"),
          MapSchema.required("text", TextByHostReader.type(), "what changes"),
          MapSchema.optional("advice", TextByHostReader.type(), "what to do about it"),
          MapSchema.required("sources", ValueSchema.listOf(ValueSchema.text(), 1), "the sources"));

  private static final MapSchema TABLE =
      MapSchema.of(
          MapSchema.required("lines", ValueSchema.listOf(NODE, 1), "the release lines"),
          MapSchema.required("changes", ValueSchema.listOf(NODE, 1), "the changes"));

  private final Problems problems = new Problems();
  private final RuleReader parts;

  private DockerReleasesReader(Parameters defaults) {
    parts = new RuleReader(defaults, true, problems);
  }

  /**
   * Reads the table.
   *
   * @param book declares the parameters that conditions use
   * @throws InvalidInputException with every error in it
   */
  static DockerReleases read(String file, byte[] content, RuleBook book) {
    Map<String, String> defaults = new LinkedHashMap<>();
    book.packs()
        .values()
        .forEach(pack -> pack.parameters().forEach(p -> defaults.put(p.name(), p.defaultValue())));
    defaults.put(DockerReleases.INSTALLED, defaults.get(DockerReleases.VERSION));
    DockerReleasesReader reader = new DockerReleasesReader(new Parameters(defaults));
    Optional<DockerReleases> table =
        YamlReader.read(file, content, reader.problems).flatMap(reader::table);
    reader.problems.throwIfAny();
    return table.orElseThrow();
  }

  private Optional<DockerReleases> table(YamlNode node) {
    return TABLE
        .read(node, "table of releases", problems)
        .map(
            values ->
                new DockerReleases(
                    nodes(values, "lines").stream().flatMap(each -> line(each).stream()).toList(),
                    nodes(values, "changes").stream()
                        .flatMap(each -> change(each).stream())
                        .toList()));
  }

  private static List<YamlNode> nodes(Values values, String key) {
    List<YamlNode> nodes = new ArrayList<>();
    for (Object each : values.get(key, List.class)) {
      nodes.add((YamlNode) each);
    }
    return nodes;
  }

  private Optional<ReleaseLine> line(YamlNode node) {
    return LINE.read(node, "line", problems)
        .map(
            values ->
                new ReleaseLine(
                    VersionNumber.parse(values.text("line")),
                    VersionNumber.parse(values.text("newest")),
                    values.text("source")));
  }

  private Optional<ReleaseChange> change(YamlNode node) {
    Optional<Values> read = CHANGE.read(node, "change", problems);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Values values = read.get();
    Optional<Parameterized<Criterion>> when =
        parts.template(values.get("when", YamlNode.class), RuleParts::criterion);
    return when.map(
        criterion ->
            new ReleaseChange(
                values.text("id"),
                occasion(values),
                Topic.valueOf(values.text("topic").toUpperCase(Locale.ROOT)),
                criterion,
                text(values, "text"),
                text(values, "advice"),
                values.texts("sources")));
  }

  private TextByHost text(Values values, String key) {
    return values
        .find(key, YamlNode.class)
        .map(new TextByHostReader(key, parts, problems)::read)
        .orElse(TextByHost.NONE);
  }

  private static Occasion occasion(Values values) {
    return switch (values.text("since")) {
      case EVERY_UPGRADE -> new Occasion.EveryUpgrade();
      case SAME_LINE -> new Occasion.SameLine();
      case ANOTHER_LINE -> new Occasion.AnotherLine();
      case String version ->
          new Occasion.Release(
              VersionNumber.parse(version), values.findText("before").map(VersionNumber::parse));
    };
  }
}
