package io.hostready.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A directory below target/made that one test run makes once, although its tests run in several
 * Java processes: the first that asks makes it, the others wait for it.
 */
public final class MadeOnce {

  /** The test run, the same in each of its processes: pom.xml sets it. */
  private static final String RUN =
      System.getProperty("hostready.run", UUID.randomUUID().toString());

  private MadeOnce() {}

  /**
   * Returns the directory with this name, with what the maker puts there.
   *
   * @param maker gets the path of the directory, which may have the content of an earlier run
   */
  public static synchronized Path directory(String name, Consumer<Path> maker) {
    Path directory = Bundle.PROJECT.resolve("target/made").resolve(name);
    try {
      Path parent = Files.createDirectories(directory.getParent());
      Path lock = parent.resolve(name + ".lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        Path run = parent.resolve(name + ".run");
        if (!Files.exists(run) || !Files.readString(run).equals(RUN)) {
          Files.createDirectories(directory);
          maker.accept(directory);
          Files.writeString(run, RUN);
        }
        return directory;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
