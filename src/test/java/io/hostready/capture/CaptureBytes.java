package io.hostready.capture;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Reading.Present;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads captures of which a part comes from somebody else; whether it is refused does not matter.
 */
public final class CaptureBytes {

  private static final int BLOCK = 512;

  private CaptureBytes() {}

  /** Reads a whole capture file. */
  public static void read(byte[] packed) throws IOException {
    try {
      Capture.read(new ByteArrayInputStream(packed));
    } catch (BadCapture refused) {
      // as documented
    }
  }

  /** Reads a capture in which one file, such as {@code attributes}, has this content. */
  public static void readWith(String name, byte[] content) throws IOException {
    TarBytes archive = name.equals("manifest.json") ? new TarBytes() : TarBytes.capture();
    read(archive.file(name, content).packed());
  }

  /** Reads a tar archive of which each block that could be a header gets a right checksum. */
  public static void readArchive(byte[] blocks) throws IOException {
    byte[] archive = Arrays.copyOf(blocks, (blocks.length / BLOCK + 3) * BLOCK);
    for (int at = 0; at + BLOCK <= blocks.length; at += BLOCK) {
      sum(archive, at);
    }
    read(TarBytes.gzip(archive));
  }

  /** Takes the secrets out of a file and out of what a command printed. */
  public static void withoutSecrets(byte[] bytes) {
    Secrets secrets = new Secrets();
    secrets.without(
        "/etc/docker/daemon.json", new Present<>(bytes, "/etc/docker/daemon.json"), (_, _) -> {});
    String text = new String(bytes, StandardCharsets.UTF_8);
    secrets.without("docker info", new CommandOutcome.Ended(0, text, text));
  }

  private static void sum(byte[] archive, int header) {
    int sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? 0 : archive[header + i] & 0xff;
    }
    byte[] digits = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, archive, header + 148, digits.length);
  }
}
