package io.hostready.probe;

import io.hostready.facts.TomlText;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonLimitException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a value of a JSON or TOML file, or checks whether the file is valid. Source: RFC 6901,
 * https://toml.io/en/v1.0.0.
 */
record JsonFileProbe(String path, String pointer, Format format) implements Probe {

  /** The format of the file. */
  enum Format {
    JSON,
    TOML
  }

  static final String POINTER = "(/([^~/]|~[01])*)*"; // RFC 6901, 3

  static final MapSchema.Key POINTER_KEY =
      MapSchema.optional(
          "pointer",
          ValueSchema.matching("a JSON pointer such as /log-opts/max-size", POINTER),
          "the JSON pointer of the value (RFC 6901); without it, the whole document");

  /** The sentence for the facet 'kind'. */
  private static final Map<String, String> KINDS =
      Map.of(
          "object", "an object",
          "array", "an array",
          "string", "a string",
          "number", "a number",
          "boolean", "a boolean",
          "blank", "an empty file");

  static final ProbeKind KIND =
      new ProbeKind(
          "json-file",
          "a value in a JSON file",
          MapSchema.of(MapSchema.required("path", ValueSchema.path(), "the file"), POINTER_KEY),
          List.of(
              Facet.flag("valid", "whether the file is JSON; a blank file counts as valid")
                  .saidIfTrue("{subject} is valid JSON", "{subject} is invalid"),
              Facet.word(
                      "kind",
                      List.of("object", "array", "string", "number", "boolean", "null", "blank"),
                      "what the value is; blank for the whole of a blank file")
                  .said("{subject}: {}", KINDS),
              Facet.text("value", "a string, number, boolean or null as text")
                  .said("{subject}: {}", "{subject} is not a single value"),
              Facet.words("items", "an array's strings, numbers and booleans; an object's names")
                  .said("{subject}: {}")),
          true,
          "the file (RFC 8259, RFC 6901); the last one of duplicate keys counts, as in"
              + " dockerd",
          """
          json-file:
            path: /etc/docker/daemon.json
            pointer: /storage-driver
            expect: {value: overlay2}
          """,
          arguments -> of(arguments, Format.JSON));

  static final ProbeKind TOML_KIND =
      new ProbeKind(
          "toml-file",
          "a value in a TOML file",
          KIND.arguments(),
          List.of(
              Facet.flag("valid", "whether the file is TOML; a blank file counts as valid")
                  .saidIfTrue("{subject} is valid TOML", "{subject} is invalid"),
              Facet.word(
                      "kind",
                      List.of("object", "array", "string", "number", "boolean", "blank"),
                      "what the value is; a table is an object, a date a string; blank for the"
                          + " whole of a blank file")
                  .said("{subject}: {}", KINDS),
              Facet.text("value", "a string, number or boolean as text")
                  .said("{subject}: {}", "{subject} is not a single value"),
              Facet.words("items", "an array's strings, numbers and booleans; a table's names")
                  .said("{subject}: {}")),
          true,
          "the file (https://toml.io/en/v1.0.0, RFC 6901)",
          """
          toml-file:
            path: /etc/containerd/config.toml
            pointer: /disabled_plugins
            expect: {items: {lacks: [cri]}}
          """,
          arguments -> of(arguments, Format.TOML));

  /** A pointer in the form of a key: "log-opts.max-size". */
  static String keyOf(String pointer) {
    return '"' + pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~") + '"';
  }

  private static JsonFileProbe of(Values arguments, Format format) {
    return new JsonFileProbe(
        arguments.text("path"), arguments.findText("pointer").orElse(""), format);
  }

  @Override
  public String subject() {
    return pointer.isEmpty() ? path : keyOf(pointer) + " in " + path;
  }

  @Override
  public String presence() {
    return subject() + (pointer.isEmpty() ? " exists" : " is set");
  }

  @Override
  public String absence() {
    return subject() + (pointer.isEmpty() ? " does not exist" : " is not set");
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of("cat", path));
  }

  @Override
  public Observation observe(Host host) {
    if (host.text(path) instanceof Present(var content, _) && JsonReader.isBlank(content)) {
      return blank();
    }
    return Observation.of(
        host.text(path).parse(this::parse),
        parsed ->
            switch (parsed) {
              case Parsed.Valid(JsonValue document) -> look(document);
              case Parsed.Broken(String why) -> broken(why);
            });
  }

  private sealed interface Parsed {
    record Valid(JsonValue document) implements Parsed {}

    record Broken(String why) implements Parsed {}
  }

  private Parsed parse(String text) {
    try {
      return new Parsed.Valid(
          format == Format.JSON
              ? JsonReader.read(text, JsonLimits.SETTINGS)
              : TomlText.parse(text));
    } catch (JsonLimitException unknown) {
      throw unknown; // which makes the file unreadable, not invalid
    } catch (IllegalArgumentException wrong) {
      return new Parsed.Broken("not " + format + ": " + wrong.getMessage());
    }
  }

  private Observation blank() {
    return pointer.isEmpty()
        ? found("blank", new Value.Missing(path), List.of(), List.of(Evidence.of(path, path, "")))
        : new Observation.Absent("the whole of " + path, List.of(Evidence.of(path, pointer, null)));
  }

  private Observation broken(String why) {
    Value unreadable = new Value.Unreadable(path, why);
    return new Facets()
        .value("valid", new Value.Flag(false, why))
        .value("kind", unreadable)
        .value("value", unreadable)
        .value("items", unreadable)
        .found(Evidence.of(path, path, why));
  }

  private Observation look(JsonValue document) {
    List<Evidence> evidence = new ArrayList<>();
    document
        .duplicates()
        .forEach(
            twice -> evidence.add(Evidence.of(path, twice, "set twice: the last value applies")));
    return document
        .at(pointer)
        .<Observation>map(json -> found(json, evidence))
        .orElseGet(
            () -> {
              evidence.add(Evidence.of(path, pointer, null));
              return new Observation.Absent("the whole of " + path, evidence);
            });
  }

  private Observation found(JsonValue json, List<Evidence> evidence) {
    String about = pointer.isEmpty() ? path : pointer;
    int line = json.line();
    String kind = json.kind().id();
    return switch (json) {
      case JsonScalar scalar -> {
        evidence.add(Evidence.of(path, line, about, scalar.text()));
        yield found(kind, new Value.Text(scalar.text()), List.of(scalar.text()), evidence);
      }
      case JsonArray array -> {
        List<String> items = array.scalarTexts();
        evidence.add(Evidence.of(path, line, about, new Value.Words(items).preview()));
        yield found(kind, new Value.Missing(subject()), items, evidence);
      }
      case JsonObject object -> {
        List<String> names = List.copyOf(object.members().keySet());
        evidence.add(Evidence.of(path, line, about, new Value.Words(names).preview()));
        yield found(kind, new Value.Missing(subject()), names, evidence);
      }
    };
  }

  private static Observation found(
      String kind, Value value, List<String> items, List<Evidence> evidence) {
    return new Facets()
        .flag("valid", true)
        .text("kind", kind)
        .value("value", value)
        .words("items", items)
        .found(evidence);
  }
}
