package io.hostready.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.HostSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --host} may name. */
class HostOpenerTest {

  private static final String SITUATIONS = "== ready\n-- /etc/hostname\nweb\n\n== not-ready\n";

  @TempDir Path directory;

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static OpenedHost open(Path path) {
    return HostOpener.open(path.toString(), Optional.empty());
  }

  private static String hostname(Path path) {
    return open(path).host().trimmedText("/etc/hostname").orElse("");
  }

  private static String refusal(Path path) {
    String message = assertThrows(UnreadableHostException.class, () -> open(path)).getMessage();
    return String.valueOf(message).replaceFirst(".* is not a host: ", "");
  }

  @Test
  void textIsAHostWithAndWithoutGzip() throws IOException {
    byte[] text = "-- /etc/hostname\nweb\n".getBytes(StandardCharsets.UTF_8);
    Path plain = file("web.host", text);
    assertEquals("web", hostname(plain));
    assertEquals("web", hostname(file("web.host.gz", CaptureText.gzip(text))));
    assertEquals(new HostSource.Tree(plain.toString()), open(plain).host().source());
  }

  @Test
  void captureIsAHostWithAndWithoutGzip() throws IOException {
    Path packed = file("web.host.gz", new CaptureText().lines("-- /etc/hostname\nweb\n").packed());
    Path text = file("web.host", new CaptureText().lines("-- /etc/hostname\nweb\n").text());
    assertEquals("web", hostname(packed));
    assertEquals("web", hostname(text));
    assertEquals(new HostSource.Capture(text.toString()), open(text).host().source());
  }

  @Test
  void situationIsNamedBehindItsText() throws IOException {
    Path file = file("rule.hosts", SITUATIONS.getBytes(StandardCharsets.UTF_8));
    assertEquals("web", hostname(file.resolve("ready")));
    assertEquals("", hostname(file.resolve("not-ready")));
    assertEquals(new HostSource.Tree(file + "/ready"), open(file.resolve("ready")).host().source());
    assertEquals(
        "the file has no situation 'red'; it has ready, not-ready. Use a file of 'hostready"
            + " capture', or a directory with the files of a host.",
        refusal(file.resolve("red")));
    Path one = file("web.host", "-- /etc/hostname\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "the file has no situation 'ready'. Use a file of 'hostready capture', or a directory with"
            + " the files of a host.",
        refusal(one.resolve("ready")));
  }

  @Test
  void whatIsMissingIsNoHost() {
    assertEquals(
        "--host '" + directory + "/none/ready' not found",
        refusal(directory.resolve("none/ready")));
  }
}
