package io.hostready.change;

import io.hostready.host.Bytes;
import io.hostready.host.FileSnapshot;
import io.hostready.json.CodecTable;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reversals as the journal stores them. This format outlives versions of the program: members may
 * be added and never change their meaning. Contents of files are stored separately, under their
 * SHA-256.
 */
public final class ReversalCodec {

  /** The contents of files that are stored next to a journal. */
  @FunctionalInterface
  public interface Contents {
    Bytes find(String sha256);
  }

  static final CodecTable<Reversal, Contents> TABLE =
      new CodecTable<Reversal, Contents>(
              "kind", id -> "the way back '" + id + "' is unknown to this version of hostready")
          .add(
              "put-back-file",
              Reversal.RestoreFile.class,
              (json, file) -> {
                json.put("path", file.path());
                SnapshotCodec.write(json, "before", file.before());
                SnapshotCodec.write(json, "after", file.after());
              },
              (json, contents) ->
                  new Reversal.RestoreFile(
                      json.text("path"),
                      SnapshotCodec.read(json, "before", contents),
                      SnapshotCodec.read(json, "after", contents)))
          .add(
              "remove-directory",
              Reversal.RemoveDirectory.class,
              (json, directory) -> json.put("path", directory.path()),
              (json, _) -> new Reversal.RemoveDirectory(json.text("path")))
          .add(
              "bring-back",
              Reversal.RestoreSetting.class,
              (json, restore) -> {
                SettingCodec.write(json, restore.setting());
                json.put("before", restore.before()).put("after", restore.after());
              },
              (json, _) ->
                  new Reversal.RestoreSetting(
                      SettingCodec.read(json), json.text("before"), json.text("after")))
          .add(
              "run-program",
              Reversal.RunProgram.class,
              (json, run) -> {
                run.command().write(json);
                json.put("purpose", run.purpose());
              },
              (json, _) -> new Reversal.RunProgram(ProgramCall.read(json), json.text("purpose")))
          .add(
              "remove-package-lists",
              Reversal.RemovePackageLists.class,
              ReversalCodec::packageLists,
              (json, contents) ->
                  new Reversal.RemovePackageLists(
                      json.text("prefix"), json.texts("before"), directories(json, contents)))
          .add(
              "put-back-packages",
              Reversal.RestorePackages.class,
              ReversalCodec::packages,
              (json, _) ->
                  new Reversal.RestorePackages(
                      PackageManager.read(json),
                      PackageActions.read(json, "actions"),
                      states(json),
                      json.texts("automatic")))
          .add(
              "none",
              Reversal.None.class,
              (json, none) -> json.put("why", none.why()),
              (json, _) -> new Reversal.None(json.text("why")));

  private ReversalCodec() {}

  /** Writes a member of an open object. */
  public static void write(JsonWriter json, String name, Reversal reversal) {
    json.object(name);
    TABLE.write(json, reversal);
    json.end();
  }

  /** Reads that member's object. */
  public static Reversal read(JsonObject json, Contents contents) {
    return TABLE.read(json, contents);
  }

  private static void packageLists(JsonWriter json, Reversal.RemovePackageLists lists) {
    json.put("prefix", lists.prefix()).put("before", lists.before()).array("directories");
    new TreeMap<>(lists.directories())
        .forEach(
            (path, before) -> {
              json.object().put("path", path);
              SnapshotCodec.write(json, "before", before);
              json.end();
            });
    json.end();
  }

  private static Map<String, FileSnapshot> directories(JsonObject json, Contents contents) {
    Map<String, FileSnapshot> directories = new LinkedHashMap<>();
    for (JsonObject one : json.objects("directories")) {
      directories.put(one.text("path"), SnapshotCodec.read(one, "before", contents));
    }
    return directories;
  }

  private static void packages(JsonWriter json, Reversal.RestorePackages packages) {
    packages.manager().write(json);
    packages.actions().write(json, "actions");
    json.array("before");
    new TreeMap<>(packages.before())
        .forEach(
            (name, state) ->
                json.object()
                    .put("name", name)
                    .put("status", state.status())
                    .put("version", state.version())
                    .end());
    json.end().put("automatic", packages.automatic());
  }

  private static Map<String, PackageStates.State> states(JsonObject json) {
    Map<String, PackageStates.State> states = new LinkedHashMap<>();
    for (JsonObject one : json.objects("before")) {
      states.put(
          one.text("name"), new PackageStates.State(one.text("status"), one.text("version")));
    }
    return states;
  }
}
