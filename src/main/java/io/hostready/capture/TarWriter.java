package io.hostready.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes a tar archive of files and symbolic links, which every tar reads. Modes and owners are the
 * usual ones: those of the host stand in the capture's attributes. Source: POSIX pax(1).
 */
final class TarWriter {

  private static final int BLOCK = 512;

  private final OutputStream out;
  private final long seconds;

  TarWriter(OutputStream out, Instant modified) {
    this.out = out;
    this.seconds = modified.getEpochSecond();
  }

  void file(String name, byte[] content) throws IOException {
    entry(name, "", '0', content);
  }

  void link(String name, String target) throws IOException {
    entry(name, target, '2', new byte[0]);
  }

  /** The two blocks that end an archive. */
  void end() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  private void entry(String name, String target, char type, byte[] content) throws IOException {
    if (needsPax(name) || needsPax(target)) {
      String records =
          (needsPax(name) ? record("path", name) : "")
              + (needsPax(target) ? record("linkpath", target) : "");
      byte[] pax = records.getBytes(StandardCharsets.UTF_8);
      block(header("pax-header", "", 'x', pax.length), pax);
    }
    block(header(name, target, type, content.length), content);
  }

  private static boolean needsPax(String name) {
    return name.length() > 100 || name.chars().anyMatch(each -> each < ' ' || each >= 0x7f);
  }

  /** "LENGTH KEY=VALUE\n", where the length counts its own digits. */
  private static String record(String key, String value) {
    int rest = 3 + key.length() + value.getBytes(StandardCharsets.UTF_8).length;
    int length = rest + 1;
    while (String.valueOf(length).length() + rest != length) {
      length++;
    }
    return length + " " + key + "=" + value + "\n";
  }

  private void block(byte[] header, byte[] content) throws IOException {
    out.write(header);
    out.write(content);
    out.write(new byte[-content.length & (BLOCK - 1)]);
  }

  private byte[] header(String name, String target, char type, long size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, 100, name);
    put(header, 100, 8, type == '2' ? "0000777" : "0000644");
    put(header, 108, 8, "0000000");
    put(header, 116, 8, "0000000");
    put(header, 124, 12, String.format(Locale.ROOT, "%011o", size));
    put(header, 136, 12, String.format(Locale.ROOT, "%011o", seconds));
    put(header, 148, 8, "        ");
    header[156] = (byte) type;
    put(header, 157, 100, target);
    put(header, 257, 8, "ustar\00000");
    put(header, 265, 32, "root");
    put(header, 297, 32, "root");
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    put(header, 148, 8, String.format(Locale.ROOT, "%06o\0 ", sum));
    return header;
  }

  /** What does not fit is cut: then a pax header before has the whole. */
  private static void put(byte[] header, int at, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, Math.min(length, bytes.length));
  }
}
