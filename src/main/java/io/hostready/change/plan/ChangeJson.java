package io.hostready.change.plan;

import io.hostready.change.AptCommands;
import io.hostready.change.AptSimulation;
import io.hostready.change.Change;
import io.hostready.change.ChangeDescription;
import io.hostready.change.FetchKey;
import io.hostready.change.FileState;
import io.hostready.change.InstallPackages;
import io.hostready.change.MakeDirectory;
import io.hostready.change.PackageRequest;
import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.RemoveFile;
import io.hostready.change.RemovePackages;
import io.hostready.change.RequireRelease;
import io.hostready.change.ReversalJson;
import io.hostready.change.RunCommand;
import io.hostready.change.SetSetting;
import io.hostready.change.Setting;
import io.hostready.change.SettingJson;
import io.hostready.change.UpdatePackageLists;
import io.hostready.change.ValidateFile;
import io.hostready.change.WriteFile;
import io.hostready.host.Content;
import io.hostready.host.UrlCredentials;
import io.hostready.json.JsonException;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes as plans keep them. What was there before is recognised by its checksum, and its text is
 * for showing alone; reading a plan looks at the host again.
 */
public final class ChangeJson {

  private ChangeJson() {}

  /** Writes what a plan keeps of a change, and what a reader wants to see, into an open object. */
  public static void write(JsonWriter json, Change change) {
    json.put("kind", kind(change)).put("what", change.described());
    switch (change) {
      case WriteFile(String path, Content content, int mode, FileState before) -> {
        json.put("path", path).put("mode", FileState.octal(mode)).put("before", state(before));
        content(json, content);
        before(json, before);
        json.put("diff", diff(change));
      }
      case RemoveFile(String path, FileState before) -> {
        json.put("path", path).put("before", state(before));
        before(json, before);
        json.put("diff", diff(change));
      }
      case MakeDirectory(String path, int mode) ->
          json.put("path", path).put("mode", FileState.octal(mode));
      case SetSetting(Setting setting, Optional<String> before, String after) -> {
        SettingJson.write(json, setting);
        json.putIfPresent("before", before)
            .put("after", after)
            .put("argv", setting.commandsTo(after).getLast());
      }
      case RunCommand(ProgramCall command, String purpose, RunCommand.When when) -> {
        json.put("argv", command.argv());
        ReversalJson.command(json, command);
        json.put("purpose", purpose).put("when", when.id());
      }
      case ValidateFile(String path, Content content, List<String> argv) -> {
        json.put("path", path).put("argv", argv);
        content(json, content);
      }
      case RequireRelease(String uri, String suite, String otherwise) ->
          json.put("uri", uri)
              .put("suite", suite)
              .put("otherwise", otherwise)
              .put("argv", AptCommands.download(uri, "FILE", RequireRelease.MOST_BYTES).argv());
      case FetchKey(String url, String path, int mode, String fingerprint, FileState before) -> {
        json.put("path", path)
            .put("mode", FileState.octal(mode))
            .put("url", url)
            .put("fingerprint", fingerprint)
            .put("before", state(before));
        before(json, before);
        json.put("argv", AptCommands.download(url, "FILE", FetchKey.MOST_BYTES).argv());
      }
      case UpdatePackageLists update ->
          json.put("sourceFile", update.sourceFile())
              .put("uri", update.uri())
              .put("argv", update.command().argv());
      case InstallPackages install -> {
        json.put("packages", install.arguments())
            .put("mayRemove", install.mayRemove())
            .putIfPresent("repository", install.repository())
            .put("argv", install.command().argv());
        install.expected().ifPresent(actions -> ReversalJson.actions(json, "expected", actions));
      }
      case RemovePackages(List<String> names, Optional<AptSimulation> expected) -> {
        json.put("packages", names).put("argv", AptCommands.remove(names).argv());
        expected.ifPresent(actions -> ReversalJson.actions(json, "expected", actions));
      }
    }
    json.put("changesHost", change.changesHost())
        .put("undo", ChangeDescription.of(change).undoText());
  }

  /** What a file holds before the change, for those who show both sides; plans do not read it. */
  private static void before(JsonWriter json, FileState before) {
    if (before instanceof FileState.Regular regular) {
      Content content = regular.content();
      content
          .text()
          .ifPresentOrElse(
              text -> json.put("beforeText", UrlCredentials.blanked(text)),
              () -> json.put("beforeBase64", Base64.getEncoder().encodeToString(content.bytes())));
    }
  }

  private static void content(JsonWriter json, Content content) {
    content
        .text()
        .ifPresentOrElse(
            text -> text(json, text),
            () -> json.put("base64", Base64.getEncoder().encodeToString(content.bytes())));
  }

  /**
   * A plan can be read by more people than the file; reading the plan puts back what is blanked.
   */
  private static void text(JsonWriter json, String text) {
    String blanked = UrlCredentials.blanked(text);
    json.put("text", blanked);
    if (!blanked.equals(text)) {
      json.put("credentialsBlanked", true);
    }
  }

  private static String kind(Change change) {
    return switch (change) {
      case WriteFile _ -> "write-file";
      case RemoveFile _ -> "remove-file";
      case MakeDirectory _ -> "make-directory";
      case SetSetting _ -> "set-state";
      case RunCommand _ -> "run-command";
      case ValidateFile _ -> "check-file";
      case RequireRelease _ -> "find-release";
      case FetchKey _ -> "fetch-key";
      case UpdatePackageLists _ -> "update-package-lists";
      case InstallPackages _ -> "install-packages";
      case RemovePackages _ -> "remove-packages";
    };
  }

  private static String diff(Change change) {
    return String.join("\n", change.shown()) + "\n";
  }

  /** What a plan keeps of what is there before a change. */
  private static Map<String, String> state(FileState state) {
    Map<String, String> texts = new LinkedHashMap<>();
    switch (state) {
      case FileState.Missing() -> texts.put("type", "missing");
      case FileState.Regular(Content content, int mode, String owner, String group) -> {
        texts.put("type", "file");
        texts.put("sha256", content.sha256());
        texts.put("mode", FileState.octal(mode));
        texts.put("owner", owner);
        texts.put("group", group);
      }
      case FileState.Directory _, FileState.Other _ -> {
        texts.put("type", "other");
        texts.put("what", state.described());
      }
    }
    return texts;
  }

  /**
   * Reads a change of a plan and adds it to a builder, in which the changes before it are already.
   *
   * @throws PlanningException when the host is no longer as the plan saw it
   * @throws JsonException when it is no change
   */
  public static void readInto(PlanBuilder builder, JsonObject json) {
    try {
      builder.addIfCurrent(read(builder, json));
    } catch (IllegalArgumentException wrong) {
      throw new JsonException(
          "'" + json.findText("what").orElse("a change") + "': " + wrong.getMessage());
    }
  }

  /** The program of a plan's change, if it is one that runs when the changes are made. */
  public static Optional<RunCommand> program(JsonObject json) {
    return json.text("kind").equals("run-command")
            && json.text("when").equals(RunCommand.When.APPLY.id())
        ? Optional.of(program(json, RunCommand.When.APPLY))
        : Optional.empty();
  }

  private static RunCommand program(JsonObject json, RunCommand.When when) {
    return new RunCommand(ReversalJson.command(json), json.text("purpose"), when);
  }

  private static Change read(PlanBuilder builder, JsonObject json) {
    return switch (json.text("kind")) {
      case "write-file" ->
          new WriteFile(
              json.text("path"), content(builder, json), mode(json), before(builder, json));
      case "remove-file" -> new RemoveFile(json.text("path"), before(builder, json));
      case "make-directory" -> new MakeDirectory(json.text("path"), mode(json));
      case "set-state" ->
          new SetSetting(SettingJson.read(json), json.findText("before"), json.text("after"));
      case "run-command" ->
          program(json, json.choice("when", RunCommand.When.values(), RunCommand.When::id));
      case "check-file" ->
          new ValidateFile(json.text("path"), content(builder, json), json.texts("argv"));
      case "find-release" ->
          new RequireRelease(json.text("uri"), json.text("suite"), json.text("otherwise"));
      case "fetch-key" ->
          new FetchKey(
              json.text("url"),
              json.text("path"),
              mode(json),
              json.text("fingerprint"),
              before(builder, json));
      case "update-package-lists" ->
          new UpdatePackageLists(json.text("sourceFile"), json.text("uri"));
      case "install-packages" ->
          new InstallPackages(
              json.texts("packages").stream().map(PackageRequest::parse).toList(),
              json.texts("mayRemove"),
              json.findText("repository"),
              expected(json));
      case "remove-packages" -> new RemovePackages(json.texts("packages"), expected(json));
      default ->
          throw new JsonException(
              "'"
                  + json.text("kind")
                  + "' is no kind of change; expected a"
                  + " plan of this version of hostready");
    };
  }

  private static Content content(PlanBuilder builder, JsonObject json) {
    return json.findText("text")
        .map(text -> json.flag("credentialsBlanked") ? restored(builder, json, text) : text)
        .map(Content::of)
        .orElseGet(() -> Content.of(Base64.getDecoder().decode(json.text("base64"))));
  }

  private static String restored(PlanBuilder builder, JsonObject json, String blanked) {
    String path = json.text("path");
    return Optional.of(builder.state(path))
        .filter(FileState.Regular.class::isInstance)
        .flatMap(now -> ((FileState.Regular) now).content().text())
        .flatMap(now -> UrlCredentials.restored(blanked, now))
        .orElseThrow(
            () ->
                new PlanningException(
                    path
                        + " no longer has the users and passwords that the plan left out of its"
                        + " URLs. Make a new plan."));
  }

  private static int mode(JsonObject json) {
    return Integer.parseInt(json.text("mode"), 8);
  }

  private static Optional<AptSimulation> expected(JsonObject json) {
    return json.has("expected")
        ? Optional.of(ReversalJson.actions(json.objects("expected")))
        : Optional.empty();
  }

  /** What is there now, if it is what the plan saw. */
  private static FileState before(PlanBuilder builder, JsonObject json) {
    String path = json.text("path");
    JsonObject seen = json.object("before");
    FileState now = builder.state(path);
    if (!state(now).equals(json.textMap("before"))) {
      throw new PlanningException(
          path
              + " has changed since the plan was made: expected "
              + (seen.text("type").equals("file")
                  ? "a file (SHA-256 %.12s), mode %s, of %s:%s"
                      .formatted(
                          seen.text("sha256"),
                          seen.text("mode"),
                          seen.text("owner"),
                          seen.text("group"))
                  : seen.text("type").equals("missing") ? "nothing" : "something else")
              + ", found "
              + now.described()
              + ". Make a new plan.");
    }
    return now;
  }
}
