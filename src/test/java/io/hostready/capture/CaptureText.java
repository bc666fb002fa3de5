package io.hostready.capture;

import io.hostready.host.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** The text of a capture made line by line, also such as no capture would be. */
final class CaptureText {

  /** How every capture begins. */
  static final String HEAD =
      """
      # What the rules of hostready read of a host.
      capture: 2
      version: 0.1.0
      captured-at: 2026-11-24T04:12:15Z
      pack: docker-engine
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  CaptureText() {
    lines(HEAD);
  }

  CaptureText lines(String lines) {
    out.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  CaptureText bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** The text with its last line. */
  byte[] text() {
    lines("-- end\n");
    return out.toByteArray();
  }

  byte[] packed() {
    return gzip(text());
  }

  Host host() throws HostTextException {
    return HostTextFile.read(packed()).host("capture");
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }
}
