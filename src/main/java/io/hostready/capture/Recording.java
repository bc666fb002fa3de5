package io.hostready.capture;

import io.hostready.facts.Inventory;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A completed recording: it can be written, and read back to verify it. */
public final class Recording {

  /** The reserve for paths, their attributes and the manifest. */
  static final int MAX_CONTENTS = HostText.MAX_BYTES - (8 << 20);

  static final List<String> ABOUT =
      List.of("What the rules of hostready read of a host, made by 'hostready capture'.");

  private final Recorder.Notes notes;
  private final Manifest manifest;

  private Recording(Recorder.Notes notes, Manifest manifest) {
    this.notes = notes;
    this.manifest = manifest;
  }

  /**
   * Completes a recording.
   *
   * @param rules the rules that were checked, with the hashes of their files
   */
  public static Recording of(
      Recorder recorder,
      Manifest.Made made,
      List<String> packs,
      Map<String, String> parameters,
      Map<String, String> rules,
      Optional<Inventory> inventory) {
    Recorder.Notes notes = trimmed(recorder.notes());
    return new Recording(
        notes,
        new Manifest(
            made,
            packs,
            parameters,
            rules,
            new Manifest.Without(notes.leftOut(), notes.changed(), unreadable(notes), Map.of()),
            inventory));
  }

  /** The recorded data without the largest contents, so that the rest fits. */
  private static Recorder.Notes trimmed(Recorder.Notes notes) {
    TreeMap<String, CapturedPath> paths = notes.paths();
    TreeMap<String, String> leftOut = new TreeMap<>(notes.leftOut());
    long total = paths.values().stream().mapToLong(Recording::size).sum();
    while (total > MAX_CONTENTS) {
      String largest =
          paths.entrySet().stream()
              .max(Comparator.comparingLong(entry -> size(entry.getValue())))
              .orElseThrow()
              .getKey();
      total -= size(paths.get(largest));
      String why = "files that would make the capture too large";
      leftOut.put(largest, why);
      paths.compute(
          largest,
          (path, known) ->
              known.withContent(new Unreadable<>(path, "left out of captures: " + why)));
    }
    return new Recorder.Notes(paths, notes.commands(), leftOut, notes.changed());
  }

  /** The approximate size of a content in the text, in bytes: base64 takes 4 bytes for 3. */
  private static long size(CapturedPath known) {
    return known.content() instanceof Present(byte[] content, _)
        ? HostTextWriter.isText(content) ? content.length : content.length * 7L / 5
        : 0;
  }

  /** Paths that could not be read, with reasons; omitted secrets are listed separately. */
  private static Map<String, String> unreadable(Recorder.Notes notes) {
    Map<String, String> unreadable = new LinkedHashMap<>();
    notes
        .paths()
        .forEach(
            (path, known) -> {
              if (known.content() instanceof Unreadable(_, String why)
                  && !notes.leftOut().containsKey(path)) {
                unreadable.put(path, why);
              } else if (known.status() instanceof Unreadable(_, String why)) {
                unreadable.put(path, why);
              } else if (known.listing() instanceof Unreadable(_, String why)) {
                unreadable.put(path, why);
              }
            });
    return unreadable;
  }

  /** The same with rules whose verdict on the host the capture cannot reproduce. */
  public Recording withUndecided(Map<String, String> undecided) {
    return undecided.isEmpty() ? this : new Recording(notes, manifest.withUndecided(undecided));
  }

  /** The capture's file; {@link HostTextFile#read(byte[])} reads it. */
  public byte[] bytes() {
    return HostTextFile.packed(
        new HostText(
            Optional.of(manifest),
            new HostSection(
                "", ABOUT, ManifestFields.of(manifest), notes.paths(), notes.commands()),
            List.of()));
  }
}
