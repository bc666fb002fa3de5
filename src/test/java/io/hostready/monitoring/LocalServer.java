package io.hostready.monitoring;

import io.hostready.testbed.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server of this machine on a free port of 127.0.0.1. */
final class LocalServer implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final String address;

  private LocalServer(Process process, Path log, String address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /** Starts a program with {@code --web.listen-address}, and waits until it answers. */
  static LocalServer start(Path log, Path program, String... arguments) throws IOException {
    String address;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + free.getLocalPort();
    }
    List<String> argv = new ArrayList<>(List.of(program.toString()));
    argv.addAll(List.of(arguments));
    argv.add("--web.listen-address=" + address);
    Process process =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    LocalServer server = new LocalServer(process, log, address);
    Eventually.await(program + " answers", server::answers);
    return server;
  }

  String address() {
    return address;
  }

  private boolean answers() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IOException(Files.readString(log));
    }
    try {
      return request("/metrics").statusCode() == 200;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /** The body of the answer. */
  String get(String path) throws IOException, InterruptedException {
    return request(path).body();
  }

  /** The same with a parameter {@code query}. */
  String get(String path, String query) throws IOException, InterruptedException {
    return get(path + "?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  private HttpResponse<String> request(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    client.close();
  }
}
