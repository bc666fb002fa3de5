package io.hostready.change;

import io.hostready.host.Bytes;
import io.hostready.host.UrlCredentials;
import io.hostready.json.CodecTable;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Changes as plans store them. The previous state is identified by its checksum, and its text is
 * only for display; reading a plan checks the host again.
 */
public final class ChangeCodec {

  /** The host's files at the time when a change is read. */
  @FunctionalInterface
  public interface CurrentFiles {
    FileState at(String path);
  }

  private static final String RUN_COMMAND = "run-command";

  static final CodecTable<Change, CurrentFiles> TABLE =
      new CodecTable<Change, CurrentFiles>(
              "kind",
              id ->
                  "unknown kind of change '"
                      + id
                      + "': make a new plan with this version of hostready")
          .add(
              "write-file",
              WriteFile.class,
              (json, write) -> {
                json.put("path", write.path()).put("mode", FileState.octal(write.mode()));
                SeenFile.write(json, write.before());
                content(json, write.content());
                SeenFile.writeText(json, write.before());
                json.put("diff", diff(write));
              },
              (json, files) ->
                  new WriteFile(
                      json.text("path"),
                      content(json, files),
                      mode(json),
                      SeenFile.current(json, files)))
          .add(
              "remove-file",
              RemoveFile.class,
              (json, remove) -> {
                json.put("path", remove.path());
                SeenFile.write(json, remove.before());
                SeenFile.writeText(json, remove.before());
                json.put("diff", diff(remove));
              },
              (json, files) -> new RemoveFile(json.text("path"), SeenFile.current(json, files)))
          .add(
              "make-directory",
              CreateDirectory.class,
              (json, make) ->
                  json.put("path", make.path()).put("mode", FileState.octal(make.mode())),
              (json, _) -> new CreateDirectory(json.text("path"), mode(json)))
          .add(
              "set-state",
              SetSetting.class,
              (json, set) -> {
                SettingCodec.write(json, set.setting());
                json.putIfPresent("before", set.before())
                    .put("after", set.after())
                    .put("argv", set.setting().commandsTo(set.after()).getLast());
              },
              (json, _) ->
                  new SetSetting(
                      SettingCodec.read(json), json.findText("before"), json.text("after")))
          .add(
              RUN_COMMAND,
              RunCommand.class,
              (json, run) -> {
                json.put("argv", run.command().argv());
                run.command().write(json);
                json.put("purpose", run.purpose()).put("when", run.when().id());
              },
              (json, _) -> runCommand(json))
          .add(
              "check-file",
              ValidateFile.class,
              (json, validate) -> {
                json.put("path", validate.path()).put("argv", validate.argv());
                content(json, validate.content());
              },
              (json, files) ->
                  new ValidateFile(json.text("path"), content(json, files), json.texts("argv")))
          .add(
              "find-release",
              RequireRelease.class,
              (json, require) ->
                  require
                      .manager()
                      .write(json)
                      .put("uri", require.uri())
                      .put("suite", require.suite())
                      .put("otherwise", require.otherwise())
                      .put(
                          "argv",
                          fetched(require.manager(), require.uri(), RequireRelease.MOST_BYTES)),
              (json, _) ->
                  new RequireRelease(
                      PackageManager.read(json),
                      json.text("uri"),
                      json.text("suite"),
                      json.text("otherwise")))
          .add(
              "fetch-key",
              FetchKey.class,
              (json, fetch) -> {
                fetch
                    .manager()
                    .write(json)
                    .put("path", fetch.path())
                    .put("mode", FileState.octal(fetch.mode()))
                    .put("url", fetch.url())
                    .put("fingerprint", fetch.fingerprint());
                SeenFile.write(json, fetch.before());
                SeenFile.writeText(json, fetch.before());
                json.put("argv", fetched(fetch.manager(), fetch.url(), FetchKey.MOST_BYTES));
              },
              (json, files) ->
                  new FetchKey(
                      PackageManager.read(json),
                      json.text("url"),
                      json.text("path"),
                      mode(json),
                      json.text("fingerprint"),
                      SeenFile.current(json, files)))
          .add(
              "update-package-lists",
              UpdatePackageLists.class,
              (json, update) ->
                  json.put("sourceFile", update.sourceFile())
                      .put("uri", update.uri())
                      .put("argv", update.command().argv()),
              (json, _) -> new UpdatePackageLists(json.text("sourceFile"), json.text("uri")))
          .add(
              "install-packages",
              InstallPackages.class,
              (json, install) -> {
                install
                    .manager()
                    .write(json)
                    .put("packages", install.arguments())
                    .put("mayRemove", install.mayRemove())
                    .putIfPresent("repository", install.repository())
                    .put("argv", install.command().argv());
                install.expected().ifPresent(actions -> actions.write(json, "expected"));
              },
              (json, _) ->
                  new InstallPackages(
                      PackageManager.read(json),
                      json.texts("packages").stream().map(PackageRequest::parse).toList(),
                      json.texts("mayRemove"),
                      json.findText("repository"),
                      expected(json)))
          .add(
              "remove-packages",
              RemovePackages.class,
              (json, remove) -> {
                remove
                    .manager()
                    .write(json)
                    .put("packages", remove.names())
                    .put("argv", remove.command().argv());
                remove.expected().ifPresent(actions -> actions.write(json, "expected"));
              },
              (json, _) ->
                  new RemovePackages(
                      PackageManager.read(json), json.texts("packages"), expected(json)));

  private ChangeCodec() {}

  /** Writes the data of a change that a plan needs and what a reader sees, into an open object. */
  public static void write(JsonWriter json, Change change) {
    json.put("kind", TABLE.id(change)).put("what", change.description());
    TABLE.writeMembers(json, change);
    json.put("changesHost", change.changesHost())
        .put("undo", ChangeDescription.of(change).undoText());
  }

  /**
   * Reads a change of a plan.
   *
   * @throws PlanningException if the host has changed since the plan was made
   * @throws io.hostready.json.JsonException if it is not a change
   * @throws IllegalArgumentException if one of its values is impossible
   */
  public static Change read(JsonObject json, CurrentFiles files) {
    return TABLE.read(json, files);
  }

  /** The program of a plan's change, if it runs when the changes are applied. */
  public static Optional<RunCommand> program(JsonObject json) {
    return json.text("kind").equals(RUN_COMMAND)
            && json.text("when").equals(RunCommand.When.APPLY.id())
        ? Optional.of(runCommand(json))
        : Optional.empty();
  }

  private static RunCommand runCommand(JsonObject json) {
    return new RunCommand(
        ProgramCall.read(json),
        json.text("purpose"),
        json.choice("when", RunCommand.When.values(), RunCommand.When::id));
  }

  private static List<String> fetched(PackageManager manager, String url, long mostBytes) {
    return manager.download(url, "FILE", mostBytes).argv();
  }

  private static String diff(Change change) {
    return String.join("\n", change.preview()) + "\n";
  }

  private static int mode(JsonObject json) {
    return Integer.parseInt(json.text("mode"), 8);
  }

  private static Optional<PackageActions> expected(JsonObject json) {
    return json.has("expected")
        ? Optional.of(PackageActions.read(json, "expected"))
        : Optional.empty();
  }

  /**
   * Writes the new content of a file. A plan can be readable for more users than the file:
   * credentials in URLs are masked, and reading the plan restores them.
   */
  private static void content(JsonWriter json, Bytes content) {
    Optional<String> text = content.text();
    if (text.isEmpty()) {
      json.put("base64", Base64.getEncoder().encodeToString(content.bytes()));
      return;
    }
    String blanked = UrlCredentials.blanked(text.get());
    json.put("text", blanked);
    if (!blanked.equals(text.get())) {
      json.put("credentialsBlanked", true);
    }
  }

  private static Bytes content(JsonObject json, CurrentFiles files) {
    return json.findText("text")
        .map(text -> json.flag("credentialsBlanked") ? restored(json, files, text) : text)
        .map(Bytes::of)
        .orElseGet(() -> Bytes.of(Base64.getDecoder().decode(json.text("base64"))));
  }

  private static String restored(JsonObject json, CurrentFiles files, String blanked) {
    String path = json.text("path");
    return Optional.of(files.at(path))
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
}
