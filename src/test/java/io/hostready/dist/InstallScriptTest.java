package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.hostready.testbed.Needed;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way in for a host that has nothing: install.sh. */
@Tag("package")
class InstallScriptTest {

  @TempDir Path scratch;

  private Path prefix() {
    return scratch.resolve("prefix");
  }

  private ProgramRun install(Map<String, String> environment, String... arguments) {
    List<String> argv = new java.util.ArrayList<>();
    argv.add(Bundle.dist().resolve("install.sh").toString());
    argv.addAll(List.of("--prefix", prefix().toString()));
    argv.addAll(List.of(arguments));
    return Bundle.run(scratch, environment, argv.toArray(String[]::new));
  }

  private static Path archive() {
    return Bundle.archive();
  }

  private ProgramRun installed(String... arguments) {
    String[] argv = new String[arguments.length + 1];
    argv[0] = prefix().resolve("bin/hostready").toString();
    System.arraycopy(arguments, 0, argv, 1, arguments.length);
    return Bundle.run(scratch, Map.of(), argv);
  }

  /** Everything below the prefix but directories. */
  private List<Path> left() throws IOException {
    if (!Files.exists(prefix())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(prefix())) {
      return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  @Test
  void itInstallsWhatLiesBesideItAndTakesItAwayAgain() throws IOException {
    ProgramRun ran = install(Map.of()).succeeds();
    assertEquals("", ran.out());
    assertEquals("hostready 0.1.0\n", installed("--version").succeeds().out());
    Path link = prefix().resolve("bin/hostready");
    assertEquals(prefix().resolve("lib/hostready/bin/hostready"), Files.readSymbolicLink(link));
    assertTrue(Files.exists(prefix().resolve("share/man/man1/hostready.1.gz")));
    String fish = "share/fish/vendor_completions.d/hostready.fish";
    assertTrue(Files.exists(prefix().resolve(fish)));

    install(Map.of(), "--uninstall").succeeds();
    assertEquals(List.of(), left());
    install(Map.of(), "--uninstall").succeeds(); // nothing to do is no failure
  }

  @Test
  void itReplacesTheVersionThatIsThere() throws IOException {
    install(Map.of(), archive().toString()).succeeds();
    Path mine = prefix().resolve("lib/hostready/share/old");
    Files.writeString(mine, "of an older version");
    install(Map.of(), archive().toString()).succeeds();
    assertFalse(Files.exists(mine));
    installed("--version").succeeds();
    try (Stream<Path> lib = Files.list(prefix().resolve("lib"))) {
      assertEquals(List.of(prefix().resolve("lib/hostready")), lib.toList());
    }
  }

  @Test
  void executableAloneIsInstalledAndReplacedByTheArchive() throws IOException {
    Needed.applies(Bundle.isNative(), "no native executable could be built here");
    Path alone = Bundle.only(Bundle.dist(), "-linux-" + Bundle.architecture());
    install(Map.of(), alone.toString()).succeeds();
    assertEquals("hostready 0.1.0\n", installed("--version").succeeds().out());
    assertFalse(Files.exists(prefix().resolve("share")));
    install(Map.of(), archive().toString()).succeeds();
    assertTrue(Files.exists(prefix().resolve("share/man/man1/hostready.1.gz")));
    install(Map.of(), "--uninstall").succeeds();
    assertEquals(List.of(), left());
  }

  /** As src/docs/release.md says, but with a key that has no password. */
  @Test
  void signedReleaseIsInstalledByItsKey() throws IOException {
    NeedsTool.named("minisign");
    Bundle.dist();
    Bundle.run(scratch, Map.of(), "minisign", "-G", "-W", "-p", "pub", "-s", "key").succeeds();
    try {
      String key = scratch.resolve("key").toString();
      String[] sign = {"scripts/package", "--quick", "--sign", key};
      Bundle.run(Bundle.PROJECT, Map.of(), sign).succeeds();
      byte[] signature = Files.readAllBytes(Bundle.dist().resolve("SHA256SUMS.minisig"));
      ProgramRun ran =
          install(Map.of(), "--public-key", scratch.resolve("pub").toString()).succeeds();
      assertTrue(ran.err().contains("is valid: hostready 0.1.0 20"), ran::toString);
      assertEquals("hostready 0.1.0\n", installed("--version").succeeds().out());
      Bundle.run(Bundle.PROJECT, Map.of(), sign).succeeds();
      assertArrayEquals(signature, Files.readAllBytes(Bundle.dist().resolve("SHA256SUMS.minisig")));
    } finally {
      Bundle.run(Bundle.PROJECT, Map.of(), "scripts/package", "--quick").succeeds();
    }
    assertFalse(Files.exists(Bundle.dist().resolve("SHA256SUMS.minisig")));
  }

  @Test
  void aDamagedArchiveIsRefused() throws IOException {
    Path directory = Files.createDirectory(scratch.resolve("download"));
    Path damaged = directory.resolve(archive().getFileName());
    byte[] bytes = Files.readAllBytes(archive());
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    Files.copy(Bundle.dist().resolve("SHA256SUMS"), directory.resolve("SHA256SUMS"));
    ProgramRun ran = install(Map.of(), damaged.toString()).exits(1);
    assertTrue(ran.err().contains("nothing was installed"), ran::toString);
    assertEquals(List.of(), left());
  }

  @Test
  void anArchiveWithoutAChecksumIsRefused() throws IOException {
    Path directory = Files.createDirectory(scratch.resolve("download"));
    Path alone = Files.copy(archive(), directory.resolve(archive().getFileName()));
    install(Map.of(), alone.toString()).exits(1);
    assertEquals(List.of(), left());
    String checksum =
        Bundle.run(directory, Map.of(), "sha256sum", alone.toString()).out().split(" ")[0];
    install(Map.of(), "--sha256", checksum, alone.toString()).succeeds();
    installed("--version").succeeds();
  }

  @Test
  void whatIsNotItsOwnIsLeftAlone() throws IOException {
    Path other = prefix().resolve("bin/hostready");
    Files.createDirectories(other.getParent());
    Files.writeString(other, "somebody else's");
    install(Map.of()).exits(1);
    assertEquals("somebody else's", Files.readString(other));
    assertEquals(List.of(other), left());
    install(Map.of(), "--uninstall").succeeds();
    assertEquals(List.of(other), left());
    Files.delete(other);

    Path directory = prefix().resolve("lib/hostready");
    Files.createDirectories(directory);
    Path file = Files.writeString(directory.resolve("notes"), "mine");
    install(Map.of()).exits(1);
    install(Map.of(), "--uninstall").exits(1);
    assertEquals(List.of(file), left());
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl", "wget", "apt-helper"})
  void itFetchesWithWhatTheHostHas(String tool) throws IOException {
    if (!tool.equals("apt-helper")) {
      NeedsTool.named(tool);
    }
    Path bin = onlyTools(tool);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = Bundle.dist().resolve(exchange.getRequestURI().getPath().substring(1));
          boolean there = Files.isRegularFile(file);
          byte[] body = there ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      install(Map.of("PATH", bin.toString()), "--allow-loopback-http", url).succeeds();
      installed("--version").succeeds();
      ProgramRun ran =
          install(
                  Map.of("PATH", bin.toString()),
                  "--allow-loopback-http",
                  "--sha256",
                  "0",
                  url + "none.tar.xz")
              .exits(1);
      assertTrue(ran.err().contains("could not be fetched"), ran::toString);
    } finally {
      server.stop(0);
    }
  }

  /** A PATH with what every host has, and one way to fetch. */
  private Path onlyTools(String fetching) throws IOException {
    Path bin = Files.createDirectory(scratch.resolve("bin-" + fetching));
    for (String tool :
        Stream.concat(InstallSafelyTest.CALLED.stream(), Stream.of("getconf", fetching)).toList()) {
      Path real = Path.of("/usr/bin", tool);
      if (Files.exists(real)) {
        program(bin.resolve(tool), "exec " + real + " \"$@\"\n");
      }
    }
    return bin;
  }

  private static void program(Path path, String lines) throws IOException {
    Files.writeString(path, "#!/bin/sh\n" + lines);
    assertTrue(path.toFile().setExecutable(true));
  }

  @Test
  void anInterruptedInstallationLeavesTheOldVersion() throws IOException {
    install(Map.of()).succeeds();
    Path program = prefix().resolve("lib/hostready/bin/hostready");
    FileTime before = Files.getLastModifiedTime(program.getParent());
    // What is unpacked does not start, as on a host with an older glibc.
    Path bin = onlyTools("curl");
    program(
        bin.resolve("tar"),
        """
        /usr/bin/tar "$@"
        echo 'exit 2' >"$2/hostready/bin/hostready"
        """);
    ProgramRun ran = install(Map.of("PATH", bin.toString())).exits(1);
    assertTrue(ran.err().contains("Nothing was installed"), ran::toString);
    assertEquals(before, Files.getLastModifiedTime(program.getParent()));
    installed("--version").succeeds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nonsense", "--sha256", "a b"})
  void aWrongCommandLineIsRefused(String words) throws IOException {
    ProgramRun ran = install(Map.of(), words.split(" ")).exits(1);
    assertTrue(ran.err().startsWith("install.sh: "), ran::toString);
    assertEquals(List.of(), left());
  }
}
