package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Eventually;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnixSocketTest {

  private static final String JSON =
      "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{}\n";

  @TempDir private Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final LinkedTransferQueue<String> asked = new LinkedTransferQueue<>();

  /** Listens, and answers the first who asks; without an answer it keeps them waiting. */
  private Path server(String answer) throws IOException {
    Path socket = directory.resolve("docker.sock");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    open.add(server);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                SocketChannel client = server.accept();
                open.add(client);
                ByteBuffer request = ByteBuffer.allocate(4096);
                client.read(request);
                asked.add(
                    new String(request.array(), 0, request.position(), StandardCharsets.UTF_8));
                if (!answer.isEmpty()) {
                  client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                  client.close();
                }
              } catch (IOException closed) {
                asked.add(String.valueOf(closed.getMessage()));
              }
            });
    return socket;
  }

  private static CommandOutcome ask(Path socket, String path) {
    return ask(socket, path, Eventually.LIMIT);
  }

  private static CommandOutcome ask(Path socket, String path, Duration limit) {
    Question question = new Question.SocketRequest(socket.toString(), path);
    return new LiveReadOnlyCommands().answer(question, limit);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void theBodyIsTheOutput() throws Exception {
    assertEquals(new CommandOutcome.Ended(0, "{}\n", ""), ask(server(JSON), "/info"));
    assertTrue(asked.take().startsWith("GET /info HTTP/1.0\r\n"));
  }

  @Test
  void anErrorOfTheServerIsToldWithItsStatus() throws IOException {
    assertEquals(
        new CommandOutcome.Ended(UnixSocket.HTTP_ERROR, "{}", "HTTP status 503"),
        ask(server("HTTP/1.0 503 Service Unavailable\r\n\r\n{}"), "/info"));
  }

  /** connect(2) would wait for room for as long as nobody accepts. */
  @Test
  void aSocketWithoutRoomForAConnectionIsGivenUpInTime() throws IOException {
    UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(directory.resolve("docker.sock"));
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    open.add(server);
    server.bind(socket, 1);
    boolean hasRoom = true;
    while (hasRoom) {
      SocketChannel waiting = SocketChannel.open(StandardProtocolFamily.UNIX);
      open.add(waiting);
      waiting.configureBlocking(false);
      try {
        waiting.connect(socket);
      } catch (SocketException full) {
        hasRoom = false;
      }
    }
    assertEquals(
        new CommandOutcome.Ended(
            UnixSocket.TIMED_OUT, "", "the connection queue of the socket stayed full for 1 s"),
        assertTimeoutPreemptively(
            Eventually.LIMIT, () -> ask(socket.getPath(), "/info", Duration.ofSeconds(1))));
  }

  @Test
  void whoeverDoesNotAnswerInTimeIsGivenUp() throws IOException {
    Path socket = server("");
    assertEquals(
        new CommandOutcome.Ended(UnixSocket.TIMED_OUT, "", "no answer within 1 s"),
        assertTimeoutPreemptively(
            Eventually.LIMIT, () -> ask(socket, "/info", Duration.ofSeconds(1))));
  }

  @Test
  void anAnswerThatIsNoHttpIsNotTakenForOne() throws IOException {
    assertEquals(
        new CommandOutcome.Ended(UnixSocket.NO_HTTP, "", "the answer is not HTTP"),
        ask(server("hello"), "/info"));
  }

  @Test
  void aSocketThatNobodyListensOnRefuses() throws Exception {
    Path socket = directory.resolve("docker.sock");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket))
        .close();
    assertEquals(
        new CommandOutcome.Ended(UnixSocket.REFUSED, "", "no process listens on " + socket),
        ask(socket, "/info"));
  }

  @Test
  void withoutASocketThereIsNobodyToAsk() {
    assertInstanceOf(CommandOutcome.NotFound.class, ask(directory.resolve("none.sock"), "/info"));
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1, /info", "/run/docker.sock, info", "/run/docker.sock, '/a b'"})
  void anAddressOfAnotherFormIsNotAsked(String socket, String path) {
    assertThrows(IllegalArgumentException.class, () -> new Question.SocketRequest(socket, path));
  }

  @Test
  void aPathThatWouldBeTwoLinesOfTheRequestIsNotAsked() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Question.SocketRequest("/run/docker.sock", "/info\r\nX: y"));
  }

  /** Else a rule could ask any socket by what looks like a command. */
  @Test
  void aCommandIsNoRequest() throws IOException {
    String socket = server(JSON).toString();
    assertNotEquals(
        new CommandOutcome.Ended(0, "{}\n", ""),
        new LiveReadOnlyCommands()
            .answer(
                new Question.Command(List.of("GET", "unix://" + socket + "/info")),
                Eventually.LIMIT));
    assertTrue(asked.isEmpty(), asked::toString);
  }
}
