package io.hostready.change;

import io.hostready.host.CannotWrite;
import io.hostready.host.Content;
import io.hostready.host.FileSnapshot;
import io.hostready.json.JsonException;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reversals as the journal keeps them. This form outlives versions of the program: members may be
 * added and never change their meaning. Contents of files lie beside, under the name that the store
 * gives them.
 */
public record ReversalJson(Contents contents) {

  /** Keeps contents of files and finds them again. */
  public interface Contents {
    String keep(Content content) throws CannotWrite;

    Content find(String name);
  }

  /** Writes a member of an open object. */
  public void write(JsonWriter json, String name, Reversal reversal) throws CannotWrite {
    json.object(name);
    switch (reversal) {
      case Reversal.RestoreFile(String path, FileSnapshot before, FileSnapshot after) -> {
        json.put("kind", "put-back-file").put("path", path);
        snapshot(json, "before", before);
        snapshot(json, "after", after);
      }
      case Reversal.RemoveDirectory(String path) ->
          json.put("kind", "remove-directory").put("path", path);
      case Reversal.RestoreSetting(Setting setting, String before, String after) -> {
        json.put("kind", "bring-back");
        SettingJson.write(json, setting);
        json.put("before", before).put("after", after);
      }
      case Reversal.RunProgram(ProgramCall command, String purpose) -> {
        json.put("kind", "run-program");
        command(json, command);
        json.put("purpose", purpose);
      }
      case Reversal.RemovePackageLists(String prefix, List<String> before, var directories) -> {
        json.put("kind", "remove-package-lists").put("prefix", prefix).put("before", before);
        json.array("directories");
        for (var each : new TreeMap<>(directories).entrySet()) {
          json.object().put("path", each.getKey());
          snapshot(json, "before", each.getValue());
          json.end();
        }
        json.end();
      }
      case Reversal.RestorePackages(AptSimulation actions, var before, List<String> automatic) -> {
        json.put("kind", "put-back-packages");
        actions(json, "actions", actions);
        json.array("before");
        new TreeMap<>(before)
            .forEach(
                (each, state) ->
                    json.object()
                        .put("name", each)
                        .put("status", state.status())
                        .put("version", state.version())
                        .end());
        json.end().put("automatic", automatic);
      }
      case Reversal.None(String why) -> json.put("kind", "none").put("why", why);
    }
    json.end();
  }

  public Reversal read(JsonObject json) {
    return switch (json.text("kind")) {
      case "put-back-file" ->
          new Reversal.RestoreFile(
              json.text("path"), snapshot(json.object("before")), snapshot(json.object("after")));
      case "remove-directory" -> new Reversal.RemoveDirectory(json.text("path"));
      case "bring-back" ->
          new Reversal.RestoreSetting(
              SettingJson.read(json), json.text("before"), json.text("after"));
      case "run-program" -> new Reversal.RunProgram(command(json), json.text("purpose"));
      case "remove-package-lists" -> {
        Map<String, FileSnapshot> directories = new LinkedHashMap<>();
        json.objects("directories")
            .forEach(one -> directories.put(one.text("path"), snapshot(one.object("before"))));
        yield new Reversal.RemovePackageLists(
            json.text("prefix"), json.texts("before"), directories);
      }
      case "put-back-packages" -> {
        Map<String, PackageStates.State> before = new LinkedHashMap<>();
        json.objects("before")
            .forEach(
                one ->
                    before.put(
                        one.text("name"),
                        new PackageStates.State(one.text("status"), one.text("version"))));
        yield new Reversal.RestorePackages(
            actions(json.objects("actions")), before, json.texts("automatic"));
      }
      case "none" -> new Reversal.None(json.text("why"));
      default ->
          throw new JsonException(
              "the way back '" + json.text("kind") + "' is unknown to this version of hostready");
    };
  }

  private void snapshot(JsonWriter json, String name, FileSnapshot snapshot) throws CannotWrite {
    json.object(name);
    switch (snapshot) {
      case FileSnapshot.Missing() -> json.put("type", "missing");
      case FileSnapshot.Directory(FileSnapshot.Access access) ->
          access(json.put("type", "directory"), access);
      case FileSnapshot.Other(String what) -> json.put("type", "other").put("what", what);
      case FileSnapshot.Regular(Content content, var access, var attributes, Instant modified) -> {
        access(json.put("type", "file"), access);
        json.put("content", contents.keep(content)).object("attributes");
        attributes.forEach(
            (attribute, value) ->
                json.put(attribute, Base64.getEncoder().encodeToString(value.bytes())));
        json.end().put("modified", modified.toString());
      }
    }
    json.end();
  }

  private static void access(JsonWriter json, FileSnapshot.Access access) {
    json.put("mode", FileState.octal(access.mode()))
        .put("uid", access.uid())
        .put("gid", access.gid());
  }

  private FileSnapshot snapshot(JsonObject json) {
    return switch (json.text("type")) {
      case "missing" -> new FileSnapshot.Missing();
      case "directory" -> new FileSnapshot.Directory(access(json));
      case "other" -> new FileSnapshot.Other(json.text("what"));
      case "file" -> {
        Map<String, Content> attributes = new LinkedHashMap<>();
        json.textMap("attributes")
            .forEach(
                (name, value) ->
                    attributes.put(name, Content.of(Base64.getDecoder().decode(value))));
        yield new FileSnapshot.Regular(
            contents.find(json.text("content")),
            access(json),
            attributes,
            Instant.parse(json.text("modified")));
      }
      default -> throw new JsonException("'" + json.text("type") + "' is no type of a file");
    };
  }

  private static FileSnapshot.Access access(JsonObject json) {
    return new FileSnapshot.Access(
        Integer.parseInt(json.text("mode"), 8), json.integer("uid"), json.integer("gid"));
  }

  /** Writes the member {@code command} of an open object. */
  public static void command(JsonWriter json, ProgramCall command) {
    json.object("command")
        .put("argv", command.argv())
        .put("environment", new TreeMap<>(command.environment()))
        .put("limitSeconds", command.limit().toSeconds())
        .end();
  }

  public static ProgramCall command(JsonObject parent) {
    JsonObject json = parent.object("command");
    return new ProgramCall(
        json.texts("argv"),
        json.textMap("environment"),
        Duration.ofSeconds(json.integer("limitSeconds")));
  }

  public static void actions(JsonWriter json, String name, AptSimulation actions) {
    json.array(name);
    for (AptSimulation.Action action : actions.actions()) {
      json.object()
          .put("name", action.name())
          .putIfPresent("from", action.from())
          .putIfPresent("to", action.to())
          .putIfPresent("origin", action.origin())
          .end();
    }
    json.end();
  }

  public static AptSimulation actions(List<JsonObject> actions) {
    List<AptSimulation.Action> read = new ArrayList<>();
    for (JsonObject one : actions) {
      Optional<String> from = one.findText("from");
      read.add(
          new AptSimulation.Action(
              one.text("name"), from, one.findText("to"), one.findText("origin")));
    }
    return new AptSimulation(read);
  }
}
