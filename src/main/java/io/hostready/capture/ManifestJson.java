package io.hostready.capture;

import io.hostready.json.JsonException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonWriter;
import java.time.DateTimeException;
import java.time.Instant;

/** The manifest as JSON, the file {@code manifest.json} of a capture. */
final class ManifestJson {

  private static final String KIND = "hostready capture";

  private ManifestJson() {}

  static String of(Manifest manifest) {
    return JsonWriter.indented()
        .object()
        .put("kind", KIND)
        .put("format", Manifest.FORMAT)
        .put("version", manifest.made().version())
        .put("capturedAt", manifest.made().at().toString())
        .put("byRoot", manifest.made().byRoot())
        .put("all", manifest.made().all())
        .put("packs", manifest.packs())
        .put("parameters", manifest.parameters())
        .put("leftOut", manifest.without().leftOut())
        .put("replaced", manifest.without().replaced())
        .put("unreadable", manifest.without().unreadable())
        .put("undecided", manifest.without().undecided())
        .put("rules", manifest.rules())
        .text();
  }

  /** Reads one. Members that a newer version of the same format adds are passed over. */
  static Manifest read(String text) throws BadCapture {
    try {
      return read(JsonReader.readObject(text, JsonLimits.DOCUMENT));
    } catch (JsonException wrong) {
      throw new BadCapture("its manifest.json cannot be read: " + wrong.getMessage(), wrong);
    } catch (DateTimeException wrong) {
      throw new BadCapture("its manifest.json does not say when it was made", wrong);
    }
  }

  private static Manifest read(JsonObject json) throws BadCapture {
    if (!json.findText("kind").filter(KIND::equals).isPresent() || json.number("format") < 1) {
      throw new BadCapture("its manifest.json is not that of a capture");
    }
    if (json.number("format") > Manifest.FORMAT) {
      throw new BadCapture(
          "it has format "
              + json.number("format")
              + ", made by hostready "
              + json.text("version")
              + "; this version reads format "
              + Manifest.FORMAT
              + ". Update hostready");
    }
    return new Manifest(
        new Manifest.Made(
            json.text("version"),
            Instant.parse(json.text("capturedAt")),
            json.flag("byRoot"),
            json.flag("all")),
        json.texts("packs"),
        json.textMap("parameters"),
        json.textMap("rules"),
        new Manifest.Without(
            json.textMap("leftOut"),
            json.texts("replaced"),
            json.textMap("unreadable"),
            json.textMap("undecided")));
  }
}
