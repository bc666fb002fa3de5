package io.hostready.change;

import io.hostready.host.CannotWrite;
import io.hostready.host.Content;
import io.hostready.host.FileSnapshot;
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

  public Json write(Reversal reversal) throws CannotWrite {
    return switch (reversal) {
      case Reversal.RestoreFile(String path, FileSnapshot before, FileSnapshot after) ->
          Json.with("kind", "put-back-file")
              .put("path", path)
              .put("before", snapshot(before))
              .put("after", snapshot(after))
              .build();
      case Reversal.RemoveDirectory(String path) ->
          Json.with("kind", "remove-directory").put("path", path).build();
      case Reversal.RestoreSetting(Setting setting, String before, String after) ->
          Json.with("kind", "bring-back")
              .put("setting", SettingJson.write(setting))
              .put("before", before)
              .put("after", after)
              .build();
      case Reversal.RunProgram(ProgramCall command, String purpose) ->
          Json.with("kind", "run-program")
              .put("command", command(command))
              .put("purpose", purpose)
              .build();
      case Reversal.RemovePackageLists(String prefix, List<String> before, var directories) ->
          Json.with("kind", "remove-package-lists")
              .put("prefix", prefix)
              .put("before", before)
              .putAll("directories", directories(directories))
              .build();
      case Reversal.RestorePackages(AptSimulation actions, var before, List<String> automatic) ->
          Json.with("kind", "put-back-packages")
              .putAll("actions", actions(actions))
              .putAll("before", states(before))
              .put("automatic", automatic)
              .build();
      case Reversal.None(String why) -> Json.with("kind", "none").put("why", why).build();
    };
  }

  public Reversal read(Json json) {
    return switch (json.text("kind")) {
      case "put-back-file" ->
          new Reversal.RestoreFile(
              json.text("path"), snapshot(json.object("before")), snapshot(json.object("after")));
      case "remove-directory" -> new Reversal.RemoveDirectory(json.text("path"));
      case "bring-back" ->
          new Reversal.RestoreSetting(
              SettingJson.read(json.object("setting")), json.text("before"), json.text("after"));
      case "run-program" ->
          new Reversal.RunProgram(command(json.object("command")), json.text("purpose"));
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
          throw new Json.Malformed(
              "the way back '" + json.text("kind") + "' is unknown to this version of hostready");
    };
  }

  private List<Json> directories(Map<String, FileSnapshot> directories) throws CannotWrite {
    List<Json> written = new ArrayList<>();
    for (var each : new TreeMap<>(directories).entrySet()) {
      written.add(
          Json.with("path", each.getKey()).put("before", snapshot(each.getValue())).build());
    }
    return written;
  }

  private static List<Json> states(Map<String, PackageStates.State> states) {
    return states.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                Json.with("name", entry.getKey())
                    .put("status", entry.getValue().status())
                    .put("version", entry.getValue().version())
                    .build())
        .toList();
  }

  Json snapshot(FileSnapshot snapshot) throws CannotWrite {
    return switch (snapshot) {
      case FileSnapshot.Missing() -> Json.with("type", "missing").build();
      case FileSnapshot.Directory(FileSnapshot.Access access) ->
          access(Json.with("type", "directory"), access).build();
      case FileSnapshot.Other(String what) -> Json.with("type", "other").put("what", what).build();
      case FileSnapshot.Regular(Content content, var access, var attributes, Instant modified) -> {
        Map<String, String> encoded = new LinkedHashMap<>();
        attributes.forEach(
            (name, value) -> encoded.put(name, Base64.getEncoder().encodeToString(value.bytes())));
        yield access(Json.with("type", "file"), access)
            .put("content", contents.keep(content))
            .put("attributes", encoded)
            .put("modified", modified.toString())
            .build();
      }
    };
  }

  private static Json.Builder access(Json.Builder builder, FileSnapshot.Access access) {
    return builder
        .put("mode", FileState.octal(access.mode()))
        .put("uid", access.uid())
        .put("gid", access.gid());
  }

  private FileSnapshot snapshot(Json json) {
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
      default -> throw new Json.Malformed("'" + json.text("type") + "' is no type of a file");
    };
  }

  private static FileSnapshot.Access access(Json json) {
    return new FileSnapshot.Access(
        Integer.parseInt(json.text("mode"), 8), json.number("uid"), json.number("gid"));
  }

  public static Json command(ProgramCall command) {
    return new Json.Builder()
        .put("argv", command.argv())
        .put("environment", new TreeMap<>(command.environment()))
        .put("limitSeconds", command.limit().toSeconds())
        .build();
  }

  public static ProgramCall command(Json json) {
    return new ProgramCall(
        json.texts("argv"),
        json.textMap("environment"),
        Duration.ofSeconds(json.number("limitSeconds")));
  }

  public static List<Json> actions(AptSimulation actions) {
    return actions.actions().stream()
        .map(
            action ->
                Json.with("name", action.name())
                    .put("from", action.from())
                    .put("to", action.to())
                    .put("origin", action.origin())
                    .build())
        .toList();
  }

  public static AptSimulation actions(List<Json> actions) {
    List<AptSimulation.Action> read = new ArrayList<>();
    for (Json one : actions) {
      Optional<String> from = one.findText("from");
      read.add(
          new AptSimulation.Action(
              one.text("name"), from, one.findText("to"), one.findText("origin")));
    }
    return new AptSimulation(read);
  }
}
