package io.hostready.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

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
    // Not Channels.newWriter: a lone surrogate becomes '?' there no less, but may throw instead.
    this.writer = new BufferedWriter(new java.io.OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /** Begins a file anew, or in the place of an old one, whose mode it keeps. */
  static NewFile at(Path named) throws IOException {
    Path file = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
    Path folder = file.getParent();
    boolean old = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (folder == null || !Files.isWritable(folder) || (old && !Files.isRegularFile(file))) {
      return new NewFile(
          file,
          Optional.empty(),
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING));
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
    return new NewFile(
        file,
        Optional.empty(),
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
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
