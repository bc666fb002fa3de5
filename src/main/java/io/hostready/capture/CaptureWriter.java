package io.hostready.capture;

import io.hostready.host.FileStatus;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.RecordedCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Makes a capture's file of what was noted. */
final class CaptureWriter {

  /** What is left for names, attributes and the manifest. */
  private static final int MAX_CONTENTS = Capture.MAX_BYTES - (8 << 20);

  private CaptureWriter() {}

  /** The notes with the largest contents left out until the rest fits. */
  static Recorder.Notes fitting(Recorder.Notes notes) {
    TreeMap<String, Seen> paths = notes.paths();
    TreeMap<String, String> leftOut = new TreeMap<>(notes.leftOut());
    long total = paths.values().stream().mapToLong(CaptureWriter::size).sum();
    while (total > MAX_CONTENTS) {
      Map.Entry<String, Seen> largest =
          paths.entrySet().stream()
              .max(java.util.Comparator.comparingLong(entry -> size(entry.getValue())))
              .orElseThrow();
      total -= size(largest.getValue());
      String why = "files that would make the capture too large";
      leftOut.put(largest.getKey(), why);
      paths.put(
          largest.getKey(),
          largest
              .getValue()
              .withContent(new Unreadable<>(largest.getKey(), "left out of captures: " + why)));
    }
    return new Recorder.Notes(paths, notes.commands(), leftOut, notes.changed());
  }

  private static long size(Seen seen) {
    return seen.content() instanceof Present(var content, _) ? content.length : 0;
  }

  /** What could not be read, by path, and why; what was left out is told elsewhere. */
  static Map<String, String> unreadable(Recorder.Notes notes) {
    Map<String, String> unreadable = new LinkedHashMap<>();
    notes
        .paths()
        .forEach(
            (path, seen) -> {
              if (seen.content() instanceof Unreadable(_, var why)
                  && !notes.leftOut().containsKey(path)) {
                unreadable.put(path, why);
              } else if (seen.status() instanceof Unreadable(_, var why)) {
                unreadable.put(path, why);
              } else if (seen.listing() instanceof Unreadable(_, var why)) {
                unreadable.put(path, why);
              }
            });
    return unreadable;
  }

  /** The file's bytes. */
  static byte[] bytes(Manifest manifest, Recorder.Notes notes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(1 << 20);
    try (OutputStream gzip = new GZIPOutputStream(packed, 1 << 16)) {
      TarWriter tar = new TarWriter(gzip, manifest.made().at());
      tar.file(Parts.MANIFEST, utf8(ManifestJson.of(manifest)));
      tar.file(Parts.ATTRIBUTES, utf8(Attributes.text(notes.paths())));
      tar.file(Parts.COMMANDS, utf8(RecordedCommands.text(notes.commands())));
      for (Map.Entry<String, Seen> entry : notes.paths().entrySet()) {
        add(tar, Parts.ROOT + entry.getKey(), entry.getValue());
      }
      tar.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it is written into memory
    }
    return packed.toByteArray();
  }

  private static void add(TarWriter tar, String name, Seen seen) throws IOException {
    if (!(seen.status() instanceof Present(var present, _))) {
      return;
    }
    if (present.linkTarget().isPresent()) {
      tar.link(name, present.linkTarget().get());
    } else if (seen.content() instanceof Present(var content, _)
        && present.type() == FileStatus.Type.FILE) {
      tar.file(name, content);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
