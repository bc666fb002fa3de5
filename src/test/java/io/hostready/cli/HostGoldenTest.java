package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every whole host prints exactly what its goldens say, in every format. */
@Tag("acceptance")
class HostGoldenTest {

  static List<Path> hosts() {
    return Project.foldersIn(Project.FIXTURES.resolve("hosts"));
  }

  @Test
  void thereAreHosts() {
    assertTrue(hosts().size() >= 7, () -> "only " + hosts());
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void hostPrintsItsText(Path host) throws IOException {
    compare(host, "text", "check.txt");
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void hostPrintsItsJson(Path host) throws IOException {
    compare(host, "json", "check.json");
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void hostPrintsItsTextForTheOtherPacks(Path host) throws IOException {
    compare(
        host,
        "text",
        "check-other-packs.txt",
        "--pack",
        "docker-rootless",
        "--pack",
        "docker-swarm",
        "--pack",
        "kubernetes-node");
  }

  private static void compare(Path host, String format, String file, String... more)
      throws IOException {
    String relative = Project.FOLDER.relativize(host).toString();
    List<String> arguments =
        new ArrayList<>(List.of("check", "--host", relative, "--format", format));
    arguments.addAll(List.of(more));
    Project.Ran ran = Project.hostready(arguments.toArray(String[]::new));
    assertEquals("", ran.err());
    String printed = ran.out() + (format.equals("text") ? "exit " + ran.exitCode() + "\n" : "");
    Path golden = host.resolve("expected").resolve(file);
    if (Project.ACCEPTS) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, printed);
      return;
    }
    assertTrue(Files.exists(golden), () -> "no golden; run scripts/accept-goldens: " + golden);
    assertEquals(Files.readString(golden), printed);
  }
}
