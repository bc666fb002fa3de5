package io.hostready.capture;

import io.hostready.docker.ClientVariables;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import io.hostready.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of users' own files that captures keep: of the docker command's config.json the keys
 * that rules read, without logins; of login files the lines that set variables of Docker.
 */
final class HomeFiles {

  /** Not those of Docker's plugins, in the data root. */
  private static final Pattern CONFIG =
      Secrets.path("(?!.*/plugins/[0-9a-f]{64}/).*/config\\.json");

  private static final List<String> KEYS =
      List.of("currentContext", "credsStore", "credHelpers", "cliPluginsExtraDirs");

  static final Pattern LOGIN =
      Secrets.path(".*/\\.(profile|bash_profile|bashrc|zshenv|zprofile|zshrc)");

  /** As invalid for the docker command as the file itself. */
  private static final String NO_JSON = "left out of the capture: not a JSON object\n";

  private HomeFiles() {}

  static boolean isOne(String path) {
    return CONFIG.matcher(path).matches() || LOGIN.matcher(path).matches();
  }

  /** The part of a file that is kept; an array that is the same one if nothing was removed. */
  static byte[] reduced(String path, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String kept =
        CONFIG.matcher(path).matches() || !LOGIN.matcher(path).matches()
            ? config(text)
            : login(text);
    return kept.equals(text) ? bytes : kept.getBytes(StandardCharsets.UTF_8);
  }

  /** Line numbers stay the same. */
  private static String login(String text) {
    StringBuilder kept = new StringBuilder();
    for (String line : text.split("(?<=\n)")) {
      kept.append(ClientVariables.isOfInterest(line) ? line : line.endsWith("\n") ? "\n" : "");
    }
    return kept.toString();
  }

  private static String config(String text) {
    if (JsonReader.isBlank(text)) {
      return text;
    }
    try {
      if (JsonReader.read(text, JsonLimits.SETTINGS) instanceof JsonObject object) {
        JsonWriter kept = JsonWriter.indented().object();
        KEYS.forEach(key -> write(kept, key, object.members().get(key)));
        return kept.end().text() + "\n";
      }
    } catch (JsonException broken) {
      // It is as unusable as the text that is returned.
    }
    return NO_JSON;
  }

  private static void write(JsonWriter kept, String key, @Nullable JsonValue value) {
    switch (value) {
      case null -> {}
      case JsonScalar scalar -> kept.put(key, scalar.text());
      case JsonArray array -> kept.put(key, array.scalarTexts());
      case JsonObject object -> {
        kept.object(key);
        object
            .members()
            .forEach(
                (name, member) -> {
                  if (member instanceof JsonScalar scalar) {
                    kept.put(name, scalar.text());
                  }
                });
        kept.end();
      }
    }
  }
}
