package io.hostready.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A recording that has ended: it can be written, and read back before anybody relies on it. */
public final class Recording {

  private final Recorder.Notes notes;
  private final Manifest manifest;

  private Recording(Recorder.Notes notes, Manifest manifest) {
    this.notes = notes;
    this.manifest = manifest;
  }

  /**
   * Ends a recording.
   *
   * @param rules the rules that were asked, with the hashes of their files
   */
  public static Recording of(
      Recorder recorder,
      Manifest.Made made,
      List<String> packs,
      Map<String, String> parameters,
      Map<String, String> rules) {
    Recorder.Notes notes = CaptureWriter.fitting(recorder.notes());
    return new Recording(
        notes,
        new Manifest(
            made,
            packs,
            parameters,
            rules,
            new Manifest.Without(
                notes.leftOut(), notes.changed(), CaptureWriter.unreadable(notes), Map.of())));
  }

  /** The same, with rules of which the capture cannot say what the host said. */
  public Recording withUndecided(Map<String, String> undecided) {
    return undecided.isEmpty() ? this : new Recording(notes, manifest.withUndecided(undecided));
  }

  public Manifest manifest() {
    return manifest;
  }

  /** The capture's file. */
  public byte[] bytes() {
    return CaptureWriter.bytes(manifest, notes);
  }

  /** What somebody will read out of that file. */
  public static Capture read(byte[] bytes) throws BadCapture {
    try {
      return Capture.read(new ByteArrayInputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it is read from memory
    }
  }
}
