package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged launcher gives to Java, with a stand-in for Java that says it. */
class InstalledLauncherTest {

  private static final List<String> CALLERS =
      List.of(
          "CLASSPATH",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "JDK_AOT_VM_OPTIONS",
          "LD_LIBRARY_PATH",
          "HOSTREADY_JAVA_OPTIONS");

  @TempDir Path home;

  @BeforeEach
  void install() throws IOException {
    String launcher =
        Files.readString(Bundle.PROJECT.resolve("src/main/dist/launcher.sh"))
            .replace("@RELEASES@", "*")
            .replace("@GLIBC_MINOR@", "0")
            .replaceAll("@[A-Z]+@", "x");
    program("bin/hostready", launcher);
    program(
        "runtime/bin/java",
        """
        #!/bin/sh
        for word in "$@"; do
          echo "<$word>"
        done
        env
        echo "umask=$(umask)"
        """);
  }

  private void program(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> started(String umask, Map<String, String> environment) {
    String program = home.resolve("bin/hostready").toString();
    Ran ran =
        Bundle.run(
            home, environment, "/bin/sh", "-c", "umask " + umask + "; exec \"$0\" check", program);
    return ran.succeeds().out().lines().toList();
  }

  @Test
  void javaHasNothingOfTheCallersThatIsCodeOrLeadsToIt() {
    Map<String, String> hostile = new HashMap<>(Map.of("PATH", "/tmp/evil"));
    CALLERS.forEach(name -> hostile.put(name, "/tmp/evil"));
    List<String> told = started("022", hostile);
    // HOSTREADY_JAVA_OPTIONS goes through to the program, which does not read it.
    assertEquals(
        List.of("HOSTREADY_JAVA_OPTIONS=/tmp/evil"),
        told.stream().filter(line -> line.contains("/tmp/evil")).toList());
    assertTrue(told.contains("<check>"), told::toString);
  }

  @Test
  void nobodyElseMayWriteWhatItWrites() {
    assertTrue(started("000", Map.of()).contains("umask=0022"));
    assertTrue(started("077", Map.of()).contains("umask=0077"));
  }
}
