package io.hostready.pack;

import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Quoted;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SchemaDocument;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.util.Map;
import java.util.Optional;

/**
 * What a pack archive is: the file {@value #FILE} in it.
 *
 * @param version the maker's version of the rules
 * @param needed the oldest version of hostready that can use the rules
 */
public record PackManifest(String name, String version, String title, VersionNumber needed) {

  static final String FILE = "manifest.yaml";

  private static final String NEEDS = "needs-hostready";

  private static final ValueSchema<String> VERSION =
      ValueSchema.matching(
          "a version such as 1.0.2",
          "[0-9]{1,9}(?:\\.[0-9]{1,9}){0,5}(?:[-+~.][0-9A-Za-z.]{1,50})?");

  private static final MapSchema SHAPE =
      MapSchema.of(
          MapSchema.required(
              "name",
              ValueSchema.matching("a lower-case name with hyphens", "[a-z0-9]+(?:-[a-z0-9]+)*"),
              "the archive's name"),
          MapSchema.required("version", VERSION, "the version of its rules"),
          MapSchema.required("title", ValueSchema.text(), "what its rules check"),
          MapSchema.required(NEEDS, VERSION, "the oldest hostready that can use its rules"));

  /** The JSON Schema of the file, for editors. */
  public static Map<String, Object> schema() {
    return SchemaDocument.of("The manifest of a pack archive of hostready", SHAPE.schema());
  }

  /**
   * Reads the manifest of a directory or archive.
   *
   * @param label its name in messages
   * @param running the version of this program
   * @throws InvalidInputException with all errors; if this program is too old, with that one alone,
   *     since a newer manifest can have more keys
   */
  static PackManifest read(Host files, String directory, String label, VersionNumber running) {
    Problems problems = new Problems();
    String name = label + "/" + FILE;
    Optional<YamlNode> node =
        switch (files.bytes(directory + "/" + FILE)) {
          case Present(byte[] content, _) -> YamlReader.read(name, content, problems);
          case Absent(_) -> missing(name, "file not found", problems);
          case Unreadable(_, String why) -> missing(name, why, problems);
        };
    node.ifPresent(document -> requireNewEnough(document, label, running));
    Optional<Values> values = node.flatMap(each -> SHAPE.read(each, "the manifest", problems));
    problems.throwIfAny();
    Values read = values.orElseThrow();
    return new PackManifest(
        read.text("name"),
        read.text("version"),
        read.text("title").strip(),
        VersionNumber.parse(read.text(NEEDS)));
  }

  private static Optional<YamlNode> missing(String name, String why, Problems problems) {
    problems.add(
        new Problem(SourceSpan.whole(name), why)
            .expecting("write name, version, title and " + NEEDS + " into it"));
    return Optional.empty();
  }

  private static void requireNewEnough(YamlNode document, String label, VersionNumber running) {
    if (document instanceof YamlNode.Mapping mapping
        && mapping.entries().containsKey(NEEDS)
        && mapping.entries().get(NEEDS).value() instanceof YamlNode.Scalar scalar
        && scalar.text().matches("[0-9].*")
        && VersionNumber.parse(scalar.text()).compareTo(running) > 0) {
      Problems problems = new Problems();
      problems.add(
          new Problem(
                  SourceSpan.whole(label),
                  "needs hostready " + Quoted.harmless(scalar.text()) + " or later")
              .expecting("this is hostready " + running)
              .advising("Install the newer version, or use an older pack archive."));
      problems.throwIfAny();
    }
  }
}
