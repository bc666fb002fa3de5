package io.hostready.change;

import io.hostready.host.Bytes;
import io.hostready.host.FileSnapshot;
import io.hostready.json.CodecTable;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Snapshots of files as the journal stores them; the content of a file is stored separately. */
final class SnapshotCodec {

  static final CodecTable<FileSnapshot, ReversalCodec.Contents> TABLE =
      new CodecTable<FileSnapshot, ReversalCodec.Contents>(
              "type", id -> "'" + id + "' is no type of a file")
          .add(
              "missing",
              FileSnapshot.Missing.class,
              (_, _) -> {},
              (_, _) -> new FileSnapshot.Missing())
          .add(
              "directory",
              FileSnapshot.Directory.class,
              (json, directory) -> access(json, directory.access()),
              (json, _) -> new FileSnapshot.Directory(access(json)))
          .add(
              "other",
              FileSnapshot.Other.class,
              (json, other) -> json.put("what", other.what()),
              (json, _) -> new FileSnapshot.Other(json.text("what")))
          .add(
              "file",
              FileSnapshot.Regular.class,
              SnapshotCodec::file,
              (json, contents) ->
                  new FileSnapshot.Regular(
                      contents.find(json.text("content")),
                      access(json),
                      attributes(json),
                      Instant.parse(json.text("modified"))));

  private SnapshotCodec() {}

  /** Writes a member of an open object. */
  static void write(JsonWriter json, String name, FileSnapshot snapshot) {
    json.object(name);
    TABLE.write(json, snapshot);
    json.end();
  }

  /** Reads that member. */
  static FileSnapshot read(JsonObject parent, String name, ReversalCodec.Contents contents) {
    return TABLE.read(parent.object(name), contents);
  }

  private static void file(JsonWriter json, FileSnapshot.Regular file) {
    access(json, file.access());
    json.put("content", file.content().sha256()).object("attributes");
    file.attributes()
        .forEach(
            (name, value) -> json.put(name, Base64.getEncoder().encodeToString(value.bytes())));
    json.end().put("modified", file.modified().toString());
  }

  private static Map<String, Bytes> attributes(JsonObject json) {
    Map<String, Bytes> attributes = new LinkedHashMap<>();
    json.textMap("attributes")
        .forEach(
            (name, value) -> attributes.put(name, Bytes.of(Base64.getDecoder().decode(value))));
    return attributes;
  }

  private static void access(JsonWriter json, FileSnapshot.Access access) {
    json.put("mode", FileState.octal(access.mode()))
        .put("uid", access.uid())
        .put("gid", access.gid());
  }

  private static FileSnapshot.Access access(JsonObject json) {
    return new FileSnapshot.Access(
        Integer.parseInt(json.text("mode"), 8), json.integer("uid"), json.integer("gid"));
  }
}
