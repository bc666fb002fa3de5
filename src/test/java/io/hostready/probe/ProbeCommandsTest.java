package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that print what a probe reads, run by a shell. */
class ProbeCommandsTest {

  private static final UserPaths ROOT = new UserPaths(Optional.of("root"));

  @TempDir Path directory;

  private static String printed(String command) throws IOException {
    Process bash = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void theOptionsOfAKernelConfigAreWholeWords() throws IOException {
    Path config = directory.resolve("config");
    Files.writeString(
        config, "CONFIG_A=y\nCONFIG_A_B=y\n# CONFIG_C is not set\nCONFIG_OTHER_A=y\n");
    String command = new KernelConfigProbe(List.of("A", "C")).commands().getFirst();
    assertEquals(
        "CONFIG_A=y\n# CONFIG_C is not set",
        printed(command.replace("/boot/config-$(uname -r)", config.toString())));
  }

  @Test
  void theHomeAndNumberOfAUserAreFilledInByTheShell() throws IOException {
    assertEquals("ls -ld ~root/x", new PathProbe("%h/x", true, ROOT).commands().getFirst());
    assertEquals("/run/user/0/bus", printed("echo " + ROOT.inShell("/run/user/%U/bus")));
    assertEquals("'a b'", UserPaths.NOBODY.inShell("a b"));
  }

  @Test
  void wildcardsOfFilesRemainWildcards() throws IOException {
    Files.writeString(directory.resolve("it's a.conf"), "key = 1\n");
    Files.writeString(directory.resolve("b.conf"), "other = 1\n");
    String command =
        new GrepProbe(List.of(directory + "/*.conf"), Pattern.compile("^k\\w+"), "x")
            .commands()
            .getFirst();
    assertEquals(directory + "/it's a.conf:1:key = 1", printed(command));
  }
}
