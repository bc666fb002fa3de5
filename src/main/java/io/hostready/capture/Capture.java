package io.hostready.capture;

import io.hostready.host.FileStatus;
import io.hostready.host.ForeignFiles;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.HostSource;
import io.hostready.host.ReadOnlyCommands;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.RootTrust;
import io.hostready.host.TreeFiles;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A host as it was captured, in memory. A file is a tar archive through gzip; unpacked it is a
 * folder that is read the same way. Either may be hostile: what is read is bounded, and nothing is
 * written.
 */
public record Capture(Manifest manifest, HostFiles files, ReadOnlyCommands commands) {

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
   * @param trust whom root trusts; empty for an ordinary user
   * @throws BadCapture when it is none, or is damaged, or is more than a capture may be
   */
  public static Capture read(Path path, Optional<RootTrust> trust) throws BadCapture {
    try {
      ForeignFiles.check(path, trust);
      if (Files.isDirectory(path)) {
        return unpacked(new TreeFiles(path));
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
      try (InputStream in = ForeignFiles.open(path, trust)) {
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

  /** Reads the files of the folder that a capture was unpacked to. */
  static Capture unpacked(HostFiles files) throws BadCapture {
    Unpacked unpacked = new Unpacked(files);
    for (String name : new String[] {Parts.MANIFEST, Parts.ATTRIBUTES, Parts.COMMANDS}) {
      if (files.status("/" + name, false) instanceof Present(var there, _)
          && there.type() == FileStatus.Type.FILE) {
        unpacked.add(name, MAX_DEPTH);
      }
    }
    unpacked.add(Parts.ROOT, MAX_DEPTH);
    return unpacked.parts.capture();
  }

  /** Reads the files of a folder as if they were entries, with the same bounds. */
  private static final class Unpacked {

    private final Parts parts = new Parts();
    private final HostFiles files;
    private int entries;
    private long taken;

    Unpacked(HostFiles files) {
      this.files = files;
    }

    /** Adds what has that name, and what lies in it if it is a folder. */
    void add(String name, int depth) throws BadCapture {
      if (++entries > TarReader.MAX_ENTRIES) {
        throw new BadCapture("it has more than " + TarReader.MAX_ENTRIES + " entries");
      }
      if (!(files.status("/" + name, false) instanceof Present(var there, _))) {
        throw new BadCapture("'" + name + "' cannot be read");
      }
      switch (there.type()) {
        case LINK -> put(name, TarReader.Type.LINK, there.linkTarget().orElseThrow(), new byte[0]);
        case FILE -> put(name, TarReader.Type.FILE, "", content(name));
        case DIRECTORY -> {
          put(name, TarReader.Type.DIRECTORY, "", new byte[0]);
          for (String each : depth > 0 ? names(name) : List.<String>of()) {
            add(name + "/" + each, depth - 1);
          }
        }
        case SOCKET, DEVICE, FIFO ->
            throw new BadCapture("'" + name + "' is neither a file nor a folder nor a link");
      }
    }

    private void put(String name, TarReader.Type type, String target, byte[] content)
        throws BadCapture {
      parts.add(new TarReader.Entry(name, type, target, content));
    }

    private List<String> names(String folder) throws BadCapture {
      return switch (files.list("/" + folder)) {
        case Present(var names, _) -> names;
        case Absent(_) -> List.of();
        case Unreadable(_, var why) ->
            throw new BadCapture("'" + folder + "' could not be read: " + why);
      };
    }

    private byte[] content(String name) throws BadCapture {
      return switch (files.read("/" + name)) {
        case Present(var content, _) -> {
          taken += content.length;
          if (taken > MAX_BYTES) {
            throw new BadCapture("'" + name + "' is more than a capture may hold");
          }
          yield content;
        }
        case Absent(_) -> throw new BadCapture("'" + name + "' is not there any more");
        case Unreadable(_, var why) ->
            throw new BadCapture("'" + name + "' could not be read: " + why);
      };
    }
  }
}
