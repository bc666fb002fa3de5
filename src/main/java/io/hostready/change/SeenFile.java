package io.hostready.change;

import io.hostready.host.Bytes;
import io.hostready.host.UrlCredentials;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of a path as a plan stores it, to detect that the host has changed since. */
final class SeenFile {

  private SeenFile() {}

  /** Writes the member {@code before} of a change. */
  static void write(JsonWriter json, FileState seen) {
    json.put("before", members(seen));
  }

  /** Writes the content of a file before the change, for displays that show both sides. */
  static void writeText(JsonWriter json, FileState seen) {
    if (seen instanceof FileState.Regular regular) {
      Bytes content = regular.content();
      content
          .text()
          .ifPresentOrElse(
              text -> json.put("beforeText", UrlCredentials.blanked(text)),
              () -> json.put("beforeBase64", Base64.getEncoder().encodeToString(content.bytes())));
    }
  }

  private static Map<String, String> members(FileState seen) {
    Map<String, String> members = new LinkedHashMap<>();
    switch (seen) {
      case FileState.Missing() -> members.put("type", "missing");
      case FileState.Regular(Bytes content, int mode, String owner, String group) -> {
        members.put("type", "file");
        members.put("sha256", content.sha256());
        members.put("mode", FileState.octal(mode));
        members.put("owner", owner);
        members.put("group", group);
      }
      case FileState.Directory _, FileState.Other _ -> {
        members.put("type", "other");
        members.put("what", seen.description());
      }
    }
    return members;
  }

  /**
   * The current state of the change's path.
   *
   * @throws PlanningException if it differs from the stored one
   */
  static FileState current(JsonObject change, ChangeCodec.CurrentFiles files) {
    String path = change.text("path");
    FileState now = files.at(path);
    if (!members(now).equals(change.textMap("before"))) {
      throw new PlanningException(
          path
              + " has changed since the plan was made: expected "
              + description(change.object("before"))
              + ", found "
              + now.description()
              + ". Make a new plan.");
    }
    return now;
  }

  private static String description(JsonObject seen) {
    return switch (seen.text("type")) {
      case "file" ->
          "a file (SHA-256 %.12s), mode %s, of %s:%s"
              .formatted(
                  seen.text("sha256"), seen.text("mode"), seen.text("owner"), seen.text("group"));
      case "missing" -> "nothing";
      default -> "something else";
    };
  }
}
