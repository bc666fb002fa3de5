package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.cli.Golden;
import io.hostready.cli.Project;
import io.hostready.docker.DockerPlatform;
import io.hostready.facts.Architecture;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of systems in src/docs/install.md has the data of test-fixtures/support.txt, and what
 * it says of a system is that of the fixtures and tests that it names.
 */
class SupportTableTest {

  private static final Path DATA = Project.FIXTURES.resolve("support.txt");
  private static final Path PAGE = Project.DIRECTORY.resolve("src/docs/install.md");

  private static final String HEADER =
      """
      | system | release | packages of Docker | architecture | check | fix | tried by |
      |---|---|---|---|---|---|---|
      """;

  /** One system, with its columns as in the file. */
  record Row(
      String system,
      String release,
      String packages,
      String architectures,
      String check,
      String fix,
      List<String> tried) {

    static Row of(String line) {
      String[] columns = line.split(" \\| ");
      assertEquals(7, columns.length, line);
      return new Row(
          columns[0],
          columns[1],
          columns[2],
          columns[3],
          columns[4],
          columns[5],
          List.of(columns[6].split(" ")));
    }

    /** The packages as in the file, such as "debian trixie", each with its directory. */
    Set<String> platforms() {
      Set<String> platforms = new TreeSet<>();
      String directory = "";
      for (String part : packages.split(", ")) {
        String[] words = part.split(" ");
        directory = words.length > 1 ? words[0] : directory;
        platforms.add(directory + " " + words[words.length - 1]);
      }
      return packages.equals("-") ? Set.of() : platforms;
    }

    boolean has(String architecture) {
      return List.of(architectures.split(", ")).contains(architecture);
    }

    String markdown() {
      String where = packages.equals("-") ? "none" : packages;
      String names = tried.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
      return Stream.of(system, release, where, architectures, check, fix, names)
          .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    @Override
    public String toString() {
      return system + " " + release + " " + architectures;
    }
  }

  static List<Row> rows() throws IOException {
    return Files.readString(DATA)
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(Row::of)
        .toList();
  }

  @Test
  void pageHasTheTableOfTheData() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("| system | release |");
    int end = page.indexOf("|\n", page.lastIndexOf(" | ")) + 2;
    String table = HEADER + rows().stream().map(Row::markdown).collect(Collectors.joining());
    if (Project.ACCEPTS) {
      Files.writeString(PAGE, page.substring(0, start) + table + page.substring(end));
    } else {
      Golden.compare("src/docs/install.md", page.substring(start, end), table);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void nothingIsUnknown(Row row) {
    assertFalse(row.markdown().matches("(?is).*(unknown|\\?|\\|\\s*\\|).*"), row::markdown);
    assertTrue(Set.of("on the host", "from a copy").contains(row.check()), row.check());
    boolean hasProgram = row.has("amd64") || row.has("arm64");
    assertEquals(hasProgram, row.check().equals("on the host"));
    assertEquals(!hasProgram, row.fix().startsWith("plan"));
  }

  @Test
  void everyPlatformOfDockerIsARow() throws IOException {
    List<Row> rows = rows();
    for (DockerPlatform platform : DockerPlatform.all()) {
      String name = platform.directory() + " " + platform.release();
      for (String architecture : platform.architectures()) {
        assertTrue(
            rows.stream().anyMatch(row -> row.platforms().contains(name) && row.has(architecture)),
            name + " " + architecture + " has no row");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatTriedItExistsAndIsThatSystem(Row row) throws IOException {
    for (String name : row.tried()) {
      if (name.contains("/")) {
        Optional<Host> host = fixture(name);
        assertTrue(host.isPresent(), name + " does not exist");
        if (!name.startsWith("boot-loaders/")) {
          assertFits(row, name, host.get());
        }
      } else {
        assertTrue(testExists(name), name + " does not exist");
      }
    }
  }

  private static boolean testExists(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Project.DIRECTORY.resolve("src/test/java"))) {
      return files.anyMatch(file -> file.getFileName().toString().equals(name + ".java"));
    }
  }

  private static Optional<Host> fixture(String name) {
    String[] parts = name.split("/");
    Path file =
        parts[0].equals("hosts")
            ? Project.FIXTURES.resolve(name + ".host")
            : Project.FIXTURES.resolve(parts[0] + ".hosts");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (parts[0].equals("hosts")) {
      return Optional.of(Fixtures.only(Fixtures.text(file)));
    }
    boolean exists =
        Fixtures.text(file).situations().stream().anyMatch(each -> each.name().equals(parts[1]));
    return exists ? Optional.of(Fixtures.host(Fixtures.text(file), parts[1])) : Optional.empty();
  }

  private static void assertFits(Row row, String name, Host host) {
    String docker = row.release().contains("Docker 28") || name.contains("-28") ? "28" : "29";
    Optional<String> platform =
        DockerPlatform.of(host, VersionNumber.parse(docker))
            .map(each -> each.directory() + " " + each.release());
    assertEquals(row.platforms().isEmpty(), platform.isEmpty(), name);
    assertTrue(platform.isEmpty() || row.platforms().contains(platform.get()), name);
    Architecture.read(host)
        .userland()
        .toOptional()
        .ifPresent(each -> assertTrue(row.has(each.name()), name + " is of " + each.name()));
  }

  @Test
  void everyPlatformFixtureIsInARow() throws IOException {
    Set<String> tried =
        rows().stream().flatMap(row -> row.tried().stream()).collect(Collectors.toSet());
    List<String> missing =
        Stream.of("platforms", "systems")
            .flatMap(
                file ->
                    Fixtures.text(Project.FIXTURES.resolve(file + ".hosts")).situations().stream()
                        .map(each -> file + "/" + each.name()))
            .filter(name -> !tried.contains(name))
            .toList();
    assertEquals(List.of(), missing);
  }
}
