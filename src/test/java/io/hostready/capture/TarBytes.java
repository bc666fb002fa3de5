package io.hostready.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A tar archive made header by header, also such as no tar would make. */
final class TarBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An archive that begins as every capture does. */
  static TarBytes capture() {
    return new TarBytes().file("manifest.json", MANIFEST);
  }

  static final String MANIFEST =
      """
      {"kind": "hostready capture", "format": 1, "version": "0.1.0",
       "capturedAt": "2026-11-24T04:12:15Z", "packs": ["docker-engine"], "parameters": {},
       "rules": {}, "leftOut": {}, "replaced": [], "unreadable": {}, "undecided": {}}
      """;

  TarBytes file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  TarBytes file(String name, byte[] content) {
    return entry(name, '0', "", content.length).bytes(content);
  }

  TarBytes link(String name, String target) {
    return entry(name, '2', target, 0);
  }

  /** A header alone, with the checksum that it must have. */
  TarBytes entry(String name, char type, String target, long size) {
    return header(
        header -> {
          put(header, 0, name);
          put(header, 124, String.format(Locale.ROOT, "%011o", size));
          header[156] = (byte) type;
          put(header, 157, target);
        });
  }

  /** A header that somebody fills in; the checksum comes after it. */
  TarBytes header(java.util.function.Consumer<byte[]> fill) {
    byte[] header = new byte[512];
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "00000000000");
    put(header, 136, "00000000000");
    put(header, 257, "ustar\00000");
    header[156] = '0';
    fill.accept(header);
    put(header, 148, "        ");
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    out.writeBytes(header);
    return this;
  }

  /** Content, filled up to a whole block. */
  TarBytes bytes(byte[] content) {
    out.writeBytes(content);
    out.writeBytes(new byte[-content.length & 511]);
    return this;
  }

  static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** The archive without an end. */
  byte[] cut() {
    return out.toByteArray();
  }

  byte[] tar() {
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  byte[] packed() {
    return gzip(tar());
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
