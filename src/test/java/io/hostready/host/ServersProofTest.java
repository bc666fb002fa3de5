package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.hostready.testbed.Eventually;
import io.hostready.testbed.Needed;
import io.hostready.testbed.NeedsRoot;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The function servers of proofs asks a real registry, through a real proxy, and names failures.
 */
@NeedsRoot
class ServersProofTest {

  private static final String USER = "ann:hunter2";

  /** Not below /tmp: the proof mounts a /tmp of its own. */
  @TempDir(factory = ProofRunnerTest.RootsOwn.class)
  Path directory;

  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void hasTools() {
    for (String tool : List.of("curl", "openssl", "docker-registry", "tinyproxy")) {
      if (SearchPath.OF_ROOT.find(tool).isEmpty()) {
        Needed.isMissing("the program " + tool + " is not installed");
      }
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process each : started) {
      each.destroy();
      each.waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private int listening(int port, List<String> command) throws Exception {
    File log = directory.resolve(port + ".log").toFile();
    started.add(
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start());
    Eventually.await(
        command.getFirst() + " listens",
        () -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          } catch (IOException notYet) {
            return false;
          }
        });
    return port;
  }

  /** Makes a key and its certificate: openssl-req(1). */
  private void newCertificate(String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("openssl.log").toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read("openssl.log"));
  }

  private String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException failed) {
      return failed.toString();
    }
  }

  private void authority() throws Exception {
    newCertificate(
        "-keyout",
        "ca.key",
        "-out",
        "ca.crt",
        "-subj",
        "/O=Example Inspection/CN=Example CA",
        "-days",
        "30");
  }

  /** A certificate NAME.crt of that authority, with its key. */
  private void certificate(String name, String host, String... validity) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-CA",
                "ca.crt",
                "-CAkey",
                "ca.key",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem",
                "-subj",
                "/CN=" + host,
                "-addext",
                "subjectAltName=DNS:" + host));
    arguments.addAll(List.of(validity));
    newCertificate(arguments.toArray(String[]::new));
  }

  private int registry(String certificate, String more) throws Exception {
    int port = freePort();
    String tls =
        certificate.isEmpty()
            ? ""
            : ", tls: {certificate: %s.pem, key: %s.key}".formatted(certificate, certificate);
    Files.writeString(
        directory.resolve("registry.yml"),
        """
        version: 0.1
        log: {accesslog: {disabled: true}}
        storage: {filesystem: {rootdirectory: %s/images}}
        http: {addr: "127.0.0.1:%d"%s}
        %s
        """
            .formatted(directory, port, tls, more));
    return listening(port, List.of("docker-registry", "serve", "registry.yml"));
  }

  private int proxy(String more) throws Exception {
    int port = freePort();
    Files.writeString(
        directory.resolve("proxy.conf"),
        "Port " + port + "\nListen 127.0.0.1\nTimeout 20\nMaxClients 10\n" + more + "\n");
    return listening(port, List.of("tinyproxy", "-d", "-c", directory + "/proxy.conf"));
  }

  private static ProofOutcome asked(String... lines) {
    ProofScript script =
        new ProofScript(
            List.of(),
            List.of(),
            "servers",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("servers", String.join("\n", lines)),
            Duration.ofSeconds(60));
    return Host.live().withProofs().runProof(script);
  }

  private static String failure(String... lines) {
    return assertInstanceOf(ProofOutcome.Fails.class, asked(lines)).why();
  }

  private String at(int port, String proxy) {
    return "registry https://localhost:%d/v2/ verify %s %s/ca.crt"
        .formatted(port, proxy, directory);
  }

  @Test
  void aRegistryAnswersDirectlyAndThroughAProxy() throws Exception {
    authority();
    certificate("own", "localhost");
    int port = registry("own", "");
    int proxy = proxy("");
    String url = "https://localhost:" + port + "/v2/";
    assertEquals(new ProofOutcome.Passes(List.of("asking " + url)), asked(at(port, "-")));
    assertEquals(
        new ProofOutcome.Passes(List.of("asking " + url + " through the proxy 127.0.0.1:" + proxy)),
        asked(at(port, "http://127.0.0.1:" + proxy)));
    String untrusted = "registry " + url + " verify - /nonexistent";
    assertTrue(
        failure(untrusted)
            .startsWith("certificate: that of localhost:" + port + " is issued by O=Example"),
        () -> failure(untrusted));
    assertInstanceOf(ProofOutcome.Passes.class, asked("registry " + url + " skip - /nonexistent"));
    String mirror = "mirror https://localhost:" + freePort() + "/v2/ verify - /nonexistent";
    assertTrue(
        failure(mirror, at(port, "-")).startsWith("the mirror https://localhost:"),
        "the registry answers");
    assertInstanceOf(
        ProofOutcome.Passes.class,
        asked(
            at(port, "-").replace("registry ", "mirror "),
            "registry https://a.invalid/v2/ verify - /x"));
  }

  @Test
  void anInsecureRegistryIsAskedWithoutTls() throws Exception {
    int port = registry("", "");
    String url = "registry https://localhost:" + port + "/v2/ ";
    assertInstanceOf(ProofOutcome.Passes.class, asked(url + "skip - /nonexistent"));
    assertEquals(
        "TLS: localhost:" + port + " answers without TLS (plain HTTP)",
        failure(url + "verify - /nonexistent"));
  }

  @Test
  void aRegistryThatAsksForALoginAnswersToo() throws Exception {
    authority();
    certificate("own", "localhost");
    Files.writeString(directory.resolve("htpasswd"), "");
    int port = registry("own", "auth: {htpasswd: {realm: test, path: htpasswd}}");
    assertInstanceOf(ProofOutcome.Passes.class, asked(at(port, "-")));
  }

  @Test
  void aProxyThatRefusesIsNamedWithoutItsPassword() throws Exception {
    authority();
    certificate("own", "localhost");
    int port = registry("own", "");
    int proxy = proxy("BasicAuth ann hunter2\nConnectPort 443");
    assertEquals(
        "proxy: 127.0.0.1:" + proxy + " asks for a password (407), or refuses it",
        failure(at(port, "http://127.0.0.1:" + proxy)));
    assertEquals(
        "proxy: 127.0.0.1:" + proxy + " does not allow localhost:" + port + " (403)",
        failure(at(port, "http://" + USER + "@127.0.0.1:" + proxy)));
    int closed = freePort();
    assertEquals(
        "TCP: no connection to 127.0.0.1:" + closed + " (the proxy): Connection refused",
        failure(at(port, "http://127.0.0.1:" + closed)));
    String unknown = failure(at(port, "http://proxy.invalid:3128"));
    assertTrue(unknown.startsWith("proxy: DNS: proxy.invalid cannot be resolved: "), unknown);
  }

  @Test
  void theHostOrItsPortIsMissing() throws Exception {
    int closed = freePort();
    assertEquals(
        "TCP: no connection to localhost:" + closed + ": Connection refused",
        failure(at(closed, "-")));
    String unknown = failure("registry https://registry.invalid/v2/ verify - /nonexistent");
    assertTrue(
        unknown.matches("DNS: registry\\.invalid cannot be resolved: .*\\(DNS servers: .*\\)"),
        unknown);
  }

  @Test
  void aCertificateIsRejectedWithItsReason() throws Exception {
    authority();
    certificate("other", "other.example");
    certificate(
        "old", "localhost", "-not_before", "20200101000000Z", "-not_after", "20210101000000Z");
    certificate(
        "new", "localhost", "-not_before", "20450101000000Z", "-not_after", "20460101000000Z");
    newCertificate(
        "-keyout",
        "self.key",
        "-out",
        "self.pem",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-days",
        "9");
    rejected("other", "certificate: it is for another name (CN=other.example), not for ");
    rejected("old", "expired on Jan  1 00:00:00 2021 GMT; the clock of this host shows 20");
    rejected("new", "is valid from Jan  1 00:00:00 2045 GMT on; the clock of this host shows 20");
    rejected("self", "is self-signed (CN=localhost)");
  }

  private void rejected(String certificate, String why) throws Exception {
    int port = freePort();
    listening(
        port,
        List.of(
            "openssl",
            "s_server",
            "-accept",
            "127.0.0.1:" + port,
            "-cert",
            certificate + ".pem",
            "-key",
            certificate + ".key",
            "-www",
            "-quiet"));
    String found = failure(at(port, "-"));
    assertTrue(found.contains(why), found);
  }

  /** On a busy host or far away. */
  @Test
  void aRegistryThatAnswersAfterNineSecondsIsWaitedFor() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          LockSupport.parkNanos(Duration.ofSeconds(9).toNanos());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://localhost:" + server.getAddress().getPort() + "/v2/";
      assertInstanceOf(
          ProofOutcome.Passes.class, asked("registry " + url + " skip - /nonexistent"));
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | answers 429 (rate limit): too many requests from this address",
        "403 | answers 403 (denied by its policy, by country, or by a proxy or firewall)",
        "404 | answers 404: it does not exist at this address",
        "503 | answers 503 (a problem of the server, or of a proxy or mirror)",
        "302 | answers 302, a redirect to https://login.example/ (a login page?)",
        "401 | answers 401 without a challenge: it is no registry",
        "418 | answers 418",
      })
  void anAnswerThatIsNoRegistrysIsExplained(int status, String why) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "https://login.example/");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      String host = "127.0.0.1:" + server.getAddress().getPort();
      String line = " verify - /nonexistent";
      assertEquals("HTTP: " + host + " " + why, failure("registry http://" + host + "/v2/" + line));
    } finally {
      server.stop(0);
    }
  }
}
