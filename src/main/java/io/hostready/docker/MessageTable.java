package io.hostready.docker;

import io.hostready.docker.KnownMessage.Explanation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The known messages of one log, from a text beside this class that has the source of each. */
public enum MessageTable {
  /** Errors that end the start of dockerd, of containerd and of their systemd units. */
  STARTUP("startup-errors.txt"),
  /** Errors and warnings of dockerd and containerd while they run. */
  DAEMON("daemon-messages.txt"),
  /** Errors of the kernel. */
  KERNEL("kernel-messages.txt");

  private final List<KnownMessage> all;

  MessageTable(String file) {
    try (InputStream in = MessageTable.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the program");
      }
      all =
          List.copyOf(
              KnownMessage.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Every known message, in the order of the table. */
  public List<KnownMessage> all() {
    return all;
  }

  /** The explanation of a message by the first entry that has a pattern of it. */
  public Optional<Explanation> explain(String message) {
    return all.stream().flatMap(known -> known.of(message).stream()).findFirst();
  }
}
