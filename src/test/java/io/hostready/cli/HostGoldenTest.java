package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every whole host prints exactly what its goldens say, in every format. */
@Tag("acceptance")
class HostGoldenTest {

  /** Hosts of which the JSON is kept, too: what programs read has every part in some of them. */
  private static final List<String> WITH_JSON =
      List.of("debian-12-docker-29", "ubuntu-24.04-fresh", "ubuntu-24.04-reboot-pending");

  static List<Path> hosts() {
    return Fixtures.hosts();
  }

  static List<Path> hostsWithJson() {
    return WITH_JSON.stream().map(Fixtures::host).toList();
  }

  @Test
  void thereAreHosts() {
    assertTrue(hosts().size() >= 20, () -> "only " + hosts());
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void hostPrintsItsText(Path host) throws IOException {
    compare(host, "text", ".txt");
  }

  @ParameterizedTest
  @MethodSource("hostsWithJson")
  void hostPrintsItsJson(Path host) throws IOException {
    compare(host, "json", ".json");
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void hostPrintsItsTextForTheOtherPacks(Path host) throws IOException {
    compare(
        host,
        "text",
        ".other-packs.txt",
        "--pack",
        "docker-rootless",
        "--pack",
        "docker-swarm",
        "--pack",
        "kubernetes-node");
  }

  /** With the two lines of the header, and the verdict. */
  @ParameterizedTest
  @CsvSource({
    "debian-13-docker, 10",
    "debian-12-docker-29, 10",
    "ubuntu-26.04-docker-29, 10",
    "debian-12-arm64-cloud, 40",
    "ubuntu-24.04-fresh, 40",
  })
  void textOfAHostFitsOnAScreen(String host, int mostLines) throws IOException {
    String text = Files.readString(Fixtures.beside(Fixtures.host(host), ".txt"));
    long lines = text.lines().filter(line -> !line.startsWith("exit ")).count();
    assertTrue(lines <= mostLines, () -> lines + " lines:\n" + text);
  }

  private static void compare(Path host, String format, String ending, String... more)
      throws IOException {
    String relative = Project.DIRECTORY.relativize(host).toString();
    List<String> arguments =
        new ArrayList<>(List.of("check", "--host", relative, "--format", format));
    arguments.addAll(List.of(more));
    Project.ProgramRun ran = Project.hostready(arguments.toArray(String[]::new));
    assertEquals("", ran.err());
    String printed = ran.out() + (format.equals("text") ? "exit " + ran.exitCode() + "\n" : "");
    Golden.compare(Fixtures.beside(host, ending), printed);
  }
}
