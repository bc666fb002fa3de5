package io.hostready.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The manifest as JSON, the file {@code manifest.json} of a capture. */
final class ManifestJson {

  private static final String KIND = "hostready capture";

  private ManifestJson() {}

  static String of(Manifest manifest) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("kind", KIND);
      json.writeNumberField("format", Manifest.FORMAT);
      json.writeStringField("version", manifest.made().version());
      json.writeStringField("capturedAt", manifest.made().at().toString());
      json.writeBooleanField("byRoot", manifest.made().byRoot());
      json.writeBooleanField("all", manifest.made().all());
      list(json, "packs", manifest.packs());
      map(json, "parameters", manifest.parameters());
      map(json, "leftOut", manifest.without().leftOut());
      list(json, "replaced", manifest.without().replaced());
      map(json, "unreadable", manifest.without().unreadable());
      map(json, "undecided", manifest.without().undecided());
      map(json, "rules", manifest.rules());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringWriter does not fail
    }
    return out.append('\n').toString();
  }

  private static void list(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void map(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  /** Reads one. Members that a newer version of the same format adds are passed over. */
  static Manifest read(String text) throws BadCapture {
    Map<String, String> words = new LinkedHashMap<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    Map<String, Map<String, String>> maps = new LinkedHashMap<>();
    try (JsonParser json = factory().createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadCapture("its manifest.json is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        switch (json.nextToken()) {
          case START_ARRAY -> lists.put(name, list(json));
          case START_OBJECT -> maps.put(name, map(json));
          default -> words.put(name, json.getText());
        }
      }
    } catch (JsonProcessingException malformed) {
      throw new BadCapture(
          "its manifest.json is no JSON: " + malformed.getOriginalMessage(), malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it is read from a string
    }
    String format = words.getOrDefault("format", "");
    if (!words.getOrDefault("kind", "").equals(KIND) || !format.matches("[1-9]\\d{0,3}")) {
      throw new BadCapture("its manifest.json is not that of a capture");
    }
    if (Integer.parseInt(format) > Manifest.FORMAT) {
      throw new BadCapture(
          "it has format "
              + format
              + ", made by hostready "
              + words.get("version")
              + "; this version reads format "
              + Manifest.FORMAT
              + ". Update hostready");
    }
    return new Manifest(
        new Manifest.Made(
            words.getOrDefault("version", "unknown"),
            instant(words.getOrDefault("capturedAt", "")),
            words.getOrDefault("byRoot", "").equals("true"),
            words.getOrDefault("all", "").equals("true")),
        lists.getOrDefault("packs", List.of()),
        maps.getOrDefault("parameters", Map.of()),
        maps.getOrDefault("rules", Map.of()),
        new Manifest.Without(
            maps.getOrDefault("leftOut", Map.of()),
            lists.getOrDefault("replaced", List.of()),
            maps.getOrDefault("unreadable", Map.of()),
            maps.getOrDefault("undecided", Map.of())));
  }

  private static Instant instant(String text) throws BadCapture {
    try {
      return Instant.parse(text);
    } catch (DateTimeException malformed) {
      throw new BadCapture("its manifest.json does not say when it was made", malformed);
    }
  }

  private static List<String> list(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token.isStructStart()) {
        json.skipChildren();
      } else {
        texts.add(json.getText());
      }
    }
    return texts;
  }

  private static Map<String, String> map(JsonParser json) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken().isStructStart()) {
        json.skipChildren();
      } else {
        texts.put(name, json.getText());
      }
    }
    return texts;
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
        .build();
  }
}
