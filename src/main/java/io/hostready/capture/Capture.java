package io.hostready.capture;

import io.hostready.host.Commands;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.HostSource;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A host as it was captured, in memory. A file is a tar archive through gzip; unpacked it is a
 * folder that is read the same way. Either may be hostile: what is read is bounded, and nothing is
 * written.
 */
public record Capture(Manifest manifest, HostFiles files, Commands commands) {

  /** The most that a capture may hold, in bytes. */
  public static final int MAX_BYTES = 32 << 20;

  /** The most bytes that its file may have. */
  private static final long MAX_PACKED = MAX_BYTES;

  private static final int BUFFER = 1 << 16;

  private static final int MAX_DEPTH = 100;

  /** The host, for a capture of that name as the user gave it. */
  public Host host(String name) {
    return new Host(new HostSource.Capture(name), files, commands);
  }

  /** Whether a folder is an unpacked capture. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(Parts.MANIFEST), LinkOption.NOFOLLOW_LINKS)
        && Files.isDirectory(folder.resolve(Parts.ROOT), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Reads a capture's file, or the folder that it was unpacked to.
   *
   * @throws BadCapture when it is none, or is damaged, or is more than a capture may be
   */
  public static Capture read(Path path) throws BadCapture {
    try {
      if (Files.isDirectory(path)) {
        return folder(path);
      }
      if (!Files.exists(path)) {
        throw new BadCapture("there is no such file");
      }
      if (!Files.isRegularFile(path)) {
        throw new BadCapture("it is neither a file nor a folder"); // a FIFO would be waited for
      }
      if (Files.size(path) > MAX_PACKED) {
        throw new BadCapture("it is larger than " + (MAX_PACKED >> 20) + " MiB");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return read(in);
      }
    } catch (IOException failed) {
      throw new BadCapture("it could not be read: " + failed.getMessage(), failed);
    }
  }

  /** Reads the bytes of a capture's file. */
  static Capture read(InputStream packed) throws IOException, BadCapture {
    BufferedInputStream in = new BufferedInputStream(packed, BUFFER);
    in.mark(2);
    if (in.read() != 0x1f || in.read() != 0x8b) { // RFC 1952: the identification of gzip
      throw new BadCapture("it is not compressed by gzip, so it is no capture");
    }
    in.reset();
    try (GZIPInputStream unpacked = new GZIPInputStream(in, BUFFER)) {
      Parts parts = new Parts();
      TarReader tar = new TarReader(unpacked, MAX_BYTES, HostFiles.MAX_BYTES);
      for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
        parts.add(entry);
      }
      return parts.capture();
    } catch (EOFException cut) {
      throw new BadCapture("it is cut off", cut);
    } catch (ZipException damaged) {
      throw new BadCapture("it is damaged: " + damaged.getMessage(), damaged);
    }
  }

  private static Capture folder(Path folder) throws IOException, BadCapture {
    Unpacked unpacked = new Unpacked(new Parts());
    for (String name : new String[] {Parts.MANIFEST, Parts.ATTRIBUTES, Parts.COMMANDS}) {
      if (Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        unpacked.add(name, folder.resolve(name));
      }
    }
    try (Stream<Path> walk = Files.walk(folder.resolve(Parts.ROOT), MAX_DEPTH)) {
      for (Iterator<Path> each = walk.iterator(); each.hasNext(); ) {
        Path path = each.next();
        unpacked.add(folder.relativize(path).toString(), path);
      }
    }
    return unpacked.parts.capture();
  }

  /** Reads the files of a folder as if they were entries, with the same bounds. */
  private static final class Unpacked {

    private final Parts parts;
    private int entries;
    private long taken;

    Unpacked(Parts parts) {
      this.parts = parts;
    }

    void add(String name, Path path) throws IOException, BadCapture {
      if (++entries > TarReader.MAX_ENTRIES) {
        throw new BadCapture("it has more than " + TarReader.MAX_ENTRIES + " entries");
      }
      if (Files.isSymbolicLink(path)) {
        String target = Files.readSymbolicLink(path).toString();
        parts.add(new TarReader.Entry(name, TarReader.Type.LINK, target, new byte[0]));
      } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        parts.add(new TarReader.Entry(name, TarReader.Type.DIRECTORY, "", new byte[0]));
      } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        parts.add(new TarReader.Entry(name, TarReader.Type.FILE, "", content(name, path)));
      } else {
        throw new BadCapture("'" + name + "' is neither a file nor a folder nor a link");
      }
    }

    private byte[] content(String name, Path path) throws IOException, BadCapture {
      try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
        byte[] content = in.readNBytes(HostFiles.MAX_BYTES + 1);
        taken += content.length;
        if (content.length > HostFiles.MAX_BYTES || taken > MAX_BYTES) {
          throw new BadCapture("'" + name + "' is more than a capture may hold");
        }
        return content;
      }
    }
  }
}
