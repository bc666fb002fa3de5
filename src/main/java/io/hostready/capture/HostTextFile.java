package io.hostready.capture;

import io.hostready.host.ForeignFiles;
import io.hostready.host.RootTrust;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** The file of a text of hosts, with or without gzip. It may be hostile: its size is limited. */
public final class HostTextFile {

  private static final int BUFFER = 1 << 16;

  private static final int LIMIT = HostText.MAX_BYTES + 1;

  private HostTextFile() {}

  /**
   * Reads a file.
   *
   * @param trust whom root trusts; empty for an ordinary user
   * @throws HostTextException if it is not a text of hosts, is corrupt or too large
   */
  public static HostText read(Path file, Optional<RootTrust> trust) throws HostTextException {
    try {
      ForeignFiles.check(file, trust);
      if (!Files.isRegularFile(file)) {
        throw new HostTextException("not a regular file"); // opening a FIFO would block
      }
      if (Files.size(file) > HostText.MAX_BYTES) {
        throw tooLarge();
      }
      try (InputStream in = ForeignFiles.open(file, trust)) {
        return read(in);
      }
    } catch (IOException failed) {
      throw new HostTextException("it could not be read: " + failed.getMessage(), failed);
    }
  }

  /** Reads the bytes of a file. */
  public static HostText read(byte[] file) throws HostTextException {
    try {
      return read(new ByteArrayInputStream(file));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // reading from memory does not fail
    }
  }

  private static HostText read(InputStream file) throws IOException, HostTextException {
    BufferedInputStream in = new BufferedInputStream(file, BUFFER);
    in.mark(2);
    boolean isGzip = in.read() == 0x1f && in.read() == 0x8b; // RFC 1952
    in.reset();
    try {
      byte[] text = (isGzip ? new GZIPInputStream(in, BUFFER) : in).readNBytes(LIMIT);
      if (text.length == LIMIT) {
        throw tooLarge();
      }
      return HostText.parse(text);
    } catch (EOFException cut) {
      throw new HostTextException("the gzip data is truncated", cut);
    } catch (ZipException damaged) {
      throw new HostTextException("the gzip data is damaged: " + damaged.getMessage(), damaged);
    }
  }

  private static HostTextException tooLarge() {
    return new HostTextException("larger than " + (HostText.MAX_BYTES >> 20) + " MiB");
  }

  /** The bytes of a file with that text, compressed by gzip. */
  static byte[] packed(HostText text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(BUFFER);
    try (OutputStream gzip = new GZIPOutputStream(packed, BUFFER)) {
      gzip.write(text.bytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // writing to memory does not fail
    }
    return packed.toByteArray();
  }
}
