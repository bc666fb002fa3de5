package io.hostready.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file that appears whole or not at all: what is written stands under another name beside it, on
 * disk before it takes the old one's place. What is no plain file, such as a pipe, and what lies in
 * a folder where nothing new may be made, is written in place.
 */
final class NewFile implements AutoCloseable {

  private final Path file;
  private final Optional<Path> draft;
  private final FileChannel channel;
  private final Writer writer;

  private NewFile(Path file, Optional<Path> draft, FileChannel channel) {
    this.file = file;
    this.draft = draft;
    this.channel = channel;
    OutputStream out = Channels.newOutputStream(channel);
    this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /** Begins a file anew, or in the place of an old one, whose mode it keeps. */
  static NewFile at(Path named) throws IOException {
    if (named.toAbsolutePath().startsWith("/dev") || named.toAbsolutePath().startsWith("/proc")) {
      // Such as /dev/stderr, which may lead to a file that others write too.
      return inPlace(named, StandardOpenOption.APPEND);
    }
    boolean old = Files.exists(named);
    if (old && !Files.isRegularFile(named)) {
      return inPlace(named);
    }
    Path file = old ? named.toRealPath() : named.toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null || !Files.isWritable(folder)) {
      return inPlace(named, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }
    Path draft =
        folder.resolve("." + file.getFileName() + "." + Long.toHexString(System.nanoTime()));
    FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    NewFile begun = new NewFile(file, Optional.of(draft), channel);
    if (old) {
      Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
    }
    return begun;
  }

  /** Goes on at the end of a file, in place. */
  static NewFile atTheEndOf(Path file) throws IOException {
    return inPlace(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static NewFile inPlace(Path file, StandardOpenOption... more) throws IOException {
    Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.WRITE, more);
    return new NewFile(file, Optional.empty(), FileChannel.open(file, options));
  }

  Writer writer() {
    return writer;
  }

  /** All is written: the file takes its place. */
  void commit() throws IOException {
    writer.flush();
    if (draft.isPresent()) {
      channel.force(true);
      writer.close();
      Files.move(draft.get(), file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      writer.close();
    }
  }

  /** Leaves the old file as it was, unless the new one was committed. */
  @Override
  public void close() {
    try {
      channel.close();
      if (draft.isPresent()) {
        Files.deleteIfExists(draft.get());
      }
    } catch (IOException left) {
      // Whatever failed before is what is told; a draft may stay behind.
    }
  }
}
