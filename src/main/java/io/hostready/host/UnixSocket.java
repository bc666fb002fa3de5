package io.hostready.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Queries a daemon of this machine over its Unix socket. HTTP version 1.0, so that the answer is
 * not chunked and ends with the connection (RFC 1945).
 */
final class UnixSocket {

  /**
   * Exit codes of curl(1): connection failed, HTTP status 400 or more, timeout, no HTTP response.
   */
  static final int REFUSED = 7;

  static final int HTTP_ERROR = 22;
  static final int TIMED_OUT = 28;
  static final int NO_HTTP = 52;

  /** The message of connect(2) for EAGAIN, when the queue of the socket is full. */
  private static final String NO_ROOM = "Resource temporarily unavailable";

  private static final long BETWEEN_TRIES = Duration.ofMillis(20).toNanos();

  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private UnixSocket() {}

  /** Sends the request and waits for the whole answer, up to a time limit. */
  static CommandOutcome ask(Question.SocketRequest question, Duration limit) {
    Path socket = Path.of(question.socket());
    if (!Files.exists(socket)) {
      return new CommandOutcome.NotFound(socket.toString());
    }
    long end = System.nanoTime() + limit.toNanos();
    try (SocketChannel channel = connected(socket, end)) {
      if (!channel.isConnected()) {
        return new CommandOutcome.Ended(
            TIMED_OUT,
            "",
            "the connection queue of the socket stayed full for " + limit.toSeconds() + " s");
      }
      String request = "GET " + question.path() + " HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      Optional<String> answer = answer(channel, end);
      return answer
          .map(UnixSocket::judged)
          .orElse(
              new CommandOutcome.Ended(
                  TIMED_OUT, "", "no answer within " + limit.toSeconds() + " s"));
    } catch (IOException failed) {
      String why = String.valueOf(failed.getMessage());
      return why.startsWith("Connection refused")
          ? new CommandOutcome.Ended(REFUSED, "", "no process listens on " + socket)
          : new CommandOutcome.NotRun(socket + ": " + why);
    }
  }

  /** A connected channel, unless the time limit is reached. */
  private static SocketChannel connected(Path socket, long end) throws IOException {
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.configureBlocking(false);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
      } catch (IOException failed) {
        boolean isFull = String.valueOf(failed.getMessage()).startsWith(NO_ROOM);
        if (isFull && (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted())) {
          return channel;
        }
        channel.close();
        if (!isFull) {
          throw failed;
        }
        LockSupport.parkNanos(BETWEEN_TRIES);
      }
    }
  }

  /** Everything up to the end of the connection; empty if the time limit is reached before. */
  private static Optional<String> answer(SocketChannel channel, long end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      while (read.size() < MAX_BYTES) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
          return Optional.empty();
        }
        selector.select(left);
        selector.selectedKeys().clear();
        int count = channel.read(buffer);
        if (count < 0) {
          break;
        }
        read.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
    return Optional.of(read.toString(StandardCharsets.UTF_8));
  }

  private static CommandOutcome judged(String answer) {
    int blank = answer.indexOf("\r\n\r\n");
    String[] status = answer.lines().findFirst().orElse("").split(" ", 3);
    if (blank < 0 || !status[0].startsWith("HTTP/") || status.length < 2) {
      return new CommandOutcome.Ended(NO_HTTP, "", "the answer is not HTTP");
    }
    String body = answer.substring(blank + 4);
    return status[1].matches("[123]\\d\\d")
        ? new CommandOutcome.Ended(0, body, "")
        : new CommandOutcome.Ended(HTTP_ERROR, body, "HTTP status " + status[1]);
  }
}
