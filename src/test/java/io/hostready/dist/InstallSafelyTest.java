package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * install.sh with a stand-in for the archive: cut off, killed, and fetched from where it must not
 * be.
 */
class InstallSafelyTest {

  private static final String NAME = "hostready-1.0-linux-amd64.tar.xz";

  /** Programs that install.sh calls, beside those that fetch. */
  static final List<String> CALLED =
      List.of(
          "sh",
          "cat",
          "cp",
          "mv",
          "rm",
          "ln",
          "mkdir",
          "mktemp",
          "sed",
          "awk",
          "sort",
          "tail",
          "id",
          "uname",
          "dirname",
          "readlink",
          "sha256sum",
          "tar",
          "chmod",
          "xz");

  private static final String PASSWORD = "testbed";

  @TempDir Path scratch;
  private String script;
  private Path published;

  @BeforeEach
  void publish() throws IOException {
    script = Files.readString(Bundle.PROJECT.resolve("src/main/dist/install.sh"));
    published = StandInRelease.publish(scratch.resolve("published"), "1.0", "amd64.tar.xz");
  }

  private Path prefix() {
    return scratch.resolve("prefix");
  }

  private ProgramRun install(Map<String, String> environment, String... arguments) {
    String lock = scratch.resolve("running").toString();
    String locked = "exec 9>\"$1\"; shift; /usr/bin/flock 9; exec /bin/sh -c \"$@\"";
    List<String> argv = new ArrayList<>(List.of("sh", "-c", locked, "sh", lock));
    argv.addAll(List.of(script, "install.sh", "--prefix", prefix().toString()));
    argv.addAll(List.of(arguments));
    ProgramRun ran = Bundle.run(scratch, environment, argv.toArray(String[]::new));
    // What it started holds the lock too: a killed shell does not wait for it.
    Bundle.run(scratch, Map.of(), "/usr/bin/flock", lock, "true").succeeds();
    return ran;
  }

  private String checksum() throws IOException {
    return Files.readString(published.resolve("SHA256SUMS")).split(" ")[0];
  }

  /** Everything below the prefix but directories, and directories that are hidden. */
  private List<String> left() throws IOException {
    if (!Files.exists(prefix())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(prefix())) {
      return all.filter(
              path ->
                  !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                      || path.getFileName().toString().startsWith("."))
          .map(path -> prefix().relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private static final List<String> INSTALLED =
      List.of(
          "bin/hostready",
          "lib/hostready/bin/hostready",
          "lib/hostready/share/doc/hostready/copyright",
          "lib/hostready/share/man/man1/hostready.1.gz",
          "share/man/man1/hostready.1.gz");

  /** As 'curl ... | sh -s' reads it; the first line alone is a comment and no more. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox"})
  void whatIsCutOffFailsAndDoesNothing(String shell) throws IOException {
    if (!shell.equals("dash")) {
      NeedsTool.named(shell);
    }
    byte[] whole = script.getBytes(StandardCharsets.UTF_8);
    int firstLine = script.indexOf('\n') + 1;
    List<Integer> lengths = new ArrayList<>();
    for (int i = firstLine + 1; i < whole.length - 1; i++) {
      boolean nearAnEnd = i < firstLine + 100 || i > whole.length - 100;
      if (nearAnEnd || whole[i - 1] == '\n') {
        lengths.add(i);
      }
    }
    assertTrue(lengths.size() > 300);
    Path cut = scratch.resolve("cut");
    StringBuilder commands = new StringBuilder();
    for (int length : lengths) {
      commands.append(
          "head -c %d \"$1\" >\"$2\"; %s <\"$2\" -s -- --prefix \"$3\" \"$4\"; echo %d $?\n"
              .formatted(length, shell.equals("busybox") ? "busybox sh" : shell, length));
    }
    Path file = Files.write(scratch.resolve("install.sh"), whole);
    ProgramRun ran =
        Bundle.run(
            scratch,
            Map.of(),
            "sh",
            "-c",
            commands.toString(),
            "sh",
            file.toString(),
            cut.toString(),
            prefix().toString(),
            published.resolve(NAME).toString());
    List<String> ends = ran.out().lines().toList();
    assertEquals(lengths.size(), ends.size());
    assertEquals(List.of(), ends.stream().filter(end -> end.endsWith(" 0")).toList());
    assertEquals(List.of(), left());
  }

  @Test
  void theWholeInstalls() throws IOException {
    install(Map.of(), "--sha256", checksum(), published.resolve(NAME).toString()).succeeds();
    assertEquals(INSTALLED, left());
    install(Map.of(), published + "/").succeeds();
    assertEquals(INSTALLED, left());
    install(Map.of(), "--uninstall").succeeds();
    assertEquals(List.of(), left());
  }

  /** Each program that it calls kills it once, before and after it has done its work. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endedAtAnyStepItLeavesAllOrNothing(boolean replaces) throws IOException {
    for (String tool : List.of("mktemp", "cp", "sha256sum", "xz", "tar", "mv", "mkdir", "ln")) {
      for (String order :
          List.of(
              "kill -TERM $PPID; exec REAL \"$@\"", "REAL \"$@\"; kill -TERM $PPID", "exit 1")) {
        Bundle.run(scratch, Map.of(), "rm", "-rf", prefix().toString()).succeeds();
        if (replaces) {
          install(Map.of(), published.resolve(NAME).toString()).succeeds();
        }
        Path bin = Files.createTempDirectory(scratch, "bin");
        program(bin.resolve(tool), order.replace("REAL", "/usr/bin/" + tool));
        String path = bin + ":/usr/local/bin:/usr/bin:/bin";
        ProgramRun ran = install(Map.of("PATH", path), published.resolve(NAME).toString());
        String at = tool + ", " + order + ": " + ran;
        assertNotEquals(0, ran.exit(), at);
        assertEquals(replaces ? INSTALLED : List.of(), left(), at);
      }
    }
  }

  @Test
  void addressesThatAreNotHttpsAreRefusedBeforeAnythingIsAsked() throws IOException {
    Path asked = scratch.resolve("asked");
    Path bin = Files.createDirectory(scratch.resolve("bin"));
    for (String tool : List.of("curl", "wget")) {
      program(bin.resolve(tool), "echo \"$@\" >>" + asked + "; exit 1");
    }
    Map<String, String> environment = Map.of("PATH", bin + ":/usr/bin:/bin");
    for (String source :
        List.of(
            "http://files.example.com/" + NAME,
            "http://127.0.0.1:8000/" + NAME,
            "ftp://files.example.com/" + NAME,
            "file://" + published + "/" + NAME)) {
      install(environment, "--sha256", checksum(), source).exits(1);
    }
    for (String source :
        List.of(
            "http://files.example.com/",
            "http://127.0.0.1:80@files.example.com/",
            "http://127.0.0.1.example.com/",
            "http://localhost.example.com/")) {
      install(environment, "--allow-loopback-http", source).exits(1);
    }
    assertTrue(Files.notExists(asked));
    assertEquals(List.of(), left());
  }

  private static void answer(HttpExchange exchange, Path directory) throws IOException {
    Path file = directory.resolve(exchange.getRequestURI().getPath().substring(1));
    byte[] body = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    exchange.sendResponseHeaders(body.length > 0 ? 200 : 404, body.length > 0 ? body.length : -1);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl", "wget"})
  void aRedirectToHttpIsNotFollowed(String tool) throws Exception {
    NeedsTool.named(tool);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    AtomicInteger askedByHttp = new AtomicInteger();
    HttpServer plain = HttpServer.create(any, 0);
    plain.createContext(
        "/",
        exchange -> {
          askedByHttp.incrementAndGet();
          answer(exchange, published);
        });
    HttpsServer secure = HttpsServer.create(any, 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(certified()));
    secure.createContext("/", exchange -> answer(exchange, published));
    secure.createContext(
        "/moved/",
        exchange -> {
          String to = "http://127.0.0.1:" + plain.getAddress().getPort() + "/" + NAME;
          exchange.getResponseHeaders().set("Location", to);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    plain.start();
    secure.start();
    try {
      Path settings = scratch.resolve("wgetrc");
      Files.writeString(settings, "ca_certificate = " + scratch.resolve("certificate") + "\n");
      Map<String, String> environment = new HashMap<>();
      environment.put("CURL_CA_BUNDLE", scratch.resolve("certificate").toString());
      environment.put("WGETRC", settings.toString());
      environment.put("PATH", pathWith(tool));
      String base = "https://127.0.0.1:" + secure.getAddress().getPort() + "/";
      install(environment, "--sha256", checksum(), base + "moved/" + NAME).exits(1);
      assertEquals(0, askedByHttp.get());
      assertEquals(List.of(), left());
      install(environment, "--sha256", checksum(), base + NAME).succeeds();
      assertEquals(INSTALLED, left());
      // A server that nobody vouches for.
      environment.remove("CURL_CA_BUNDLE");
      environment.remove("WGETRC");
      install(environment, "--sha256", checksum(), base + NAME).exits(1);
    } finally {
      plain.stop(0);
      secure.stop(0);
    }
  }

  /** A directory with what the script calls, and one way to fetch. */
  private String pathWith(String fetching) throws IOException {
    Path bin = Files.createDirectory(scratch.resolve("bin"));
    for (String tool : Stream.concat(CALLED.stream(), Stream.of(fetching)).toList()) {
      program(bin.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
    }
    return bin.toString();
  }

  private static void program(Path file, String lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  /** A certificate for 127.0.0.1 that vouches for itself; also as a file of that name. */
  private SSLContext certified() throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
    String store = scratch.resolve("store").toString();
    Bundle.run(
            scratch,
            Map.of(),
            keytool,
            "-genkeypair",
            "-alias",
            "server",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1",
            "-ext",
            "bc:critical=ca:true",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-keystore",
            store,
            "-storepass",
            PASSWORD)
        .succeeds();
    Bundle.run(
            scratch,
            Map.of(),
            keytool,
            "-exportcert",
            "-rfc",
            "-alias",
            "server",
            "-file",
            scratch.resolve("certificate").toString(),
            "-keystore",
            store,
            "-storepass",
            PASSWORD)
        .succeeds();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(store))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
