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
import io.hostready.scripts.TriedSystems.TriedSystem;
import io.hostready.text.VersionNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** An ID of os-release, and its releases; an empty one if os-release has none. */
  record Identity(String id, List<String> versions) {

    static Identity of(String text) {
      String[] words = text.split(" ", 2);
      return new Identity(words[0], List.of(words[1].replaceFirst("^-$", "").split(", ")));
    }
  }

  /** One system, with its columns as in the file. */
  record Row(
      String system,
      String release,
      List<Identity> identities,
      String packages,
      String architectures,
      String check,
      String fix,
      List<String> tried) {

    static Row of(String line) {
      String[] columns = line.split(" \\| ");
      assertEquals(8, columns.length, line);
      return new Row(
          columns[0],
          columns[1],
          Stream.of(columns[2].split("; ")).map(Identity::of).toList(),
          columns[3],
          columns[4],
          columns[5],
          columns[6],
          List.of(columns[7].split(" ")));
    }

    /** Each release on each architecture, as os-release and dpkg name them. */
    List<TriedSystem> systems() {
      return identities.stream()
          .flatMap(each -> each.versions().stream().map(version -> Map.entry(each.id(), version)))
          .flatMap(
              each ->
                  Stream.of(architectures.split(", "))
                      .map(name -> new TriedSystem(each.getKey(), each.getValue(), name)))
          .toList();
    }

    /**
     * Whether os-release shows this system: Raspberry Pi OS and others have that of the system that
     * they are made from, whose row comes first.
     */
    boolean isOfItsOwnOsRelease() throws IOException {
      List<Row> rows = rows();
      return identities.stream()
          .allMatch(
              each ->
                  rows.stream()
                      .filter(row -> row.identities.stream().anyMatch(i -> i.id.equals(each.id)))
                      .findFirst()
                      .filter(first -> List.of(system.split(", ")).contains(first.name()))
                      .isPresent());
    }

    /** The system without the kind of it. */
    private String name() {
      return system.replaceFirst(",.*", "");
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
  void whatTriedItIsThatSystem(Row row) throws IOException {
    Set<TriedSystem> tried = new HashSet<>();
    for (String name : row.tried()) {
      Set<TriedSystem> systems = systems(row, name);
      assertTrue(
          name.contains("/") || row.isOfItsOwnOsRelease(),
          () -> name + " shows no " + row.system() + ": another system has the same os-release");
      assertTrue(
          row.systems().stream().anyMatch(each -> isTried(each, systems)),
          () -> name + " is no test of " + row + ", only of " + systems);
      tried.addAll(systems);
    }
    assertEquals(
        List.of(),
        row.systems().stream().filter(each -> !isTried(each, tried)).toList(),
        "nothing that the row names tried these");
  }

  private static Set<TriedSystem> systems(Row row, String name) throws IOException {
    if (!name.contains("/")) {
      return TriedSystems.of(name).orElseThrow(() -> new AssertionError("no test " + name));
    }
    Host host = fixture(name).orElseThrow(() -> new AssertionError("no fixture " + name));
    if (!name.startsWith("boot-loaders/")) {
      assertFits(row, name, host);
    }
    return Set.of(TriedSystems.ofHost(host, row.systems().getFirst().architecture()));
  }

  private static boolean isTried(TriedSystem system, Set<TriedSystem> tried) {
    return tried.stream()
        .anyMatch(
            each ->
                each.id().equals(system.id())
                    && (each.version() + ".").startsWith(system.version() + ".")
                    && each.architecture().equals(system.architecture()));
  }

  @ParameterizedTest
  @CsvSource({
    "OlderSystemsTest, debian, 11, amd64, true",
    "OlderSystemsTest, debian, 13, amd64, false",
    "OlderSystemsTest, alpine, 3.22, amd64, false",
    "UbuntuTest, ubuntu, 26.04, amd64, true",
    "UbuntuTest, debian, 12, amd64, false",
    "FreshHostTest, debian, 13, amd64, true",
    "FreshHostTest, ubuntu, 24.04, amd64, false",
    "PackagesFixedInBoxTest, linuxmint, 22, amd64, true",
    "PackagesFixedInBoxTest, ubuntu, 26.04, amd64, false",
    "DnfKilledInBoxTest, rocky, 9, amd64, true",
    "DnfFixesTest, rhel, 9, amd64, true",
    "DnfFixesTest, rhel, 9, arm64, false",
    "ArmDirectoryTest, debian, 12, arm64, true",
    "ArmDirectoryTest, ubuntu, 24.04, arm64, false",
    "DockerPlatformTest, rhel, 10, s390x, true",
    "DockerPlatformTest, debian, 13, s390x, false",
  })
  void systemsOfATest(String test, String id, String version, String architecture, boolean isOfIt)
      throws IOException {
    TriedSystem system = new TriedSystem(id, version, architecture);
    assertEquals(isOfIt, isTried(system, TriedSystems.of(test).orElseThrow()));
  }

  @Test
  void systemsWithTheOsReleaseOfOthersNameFixturesOnly() throws IOException {
    Set<String> others = new TreeSet<>();
    for (Row row : rows()) {
      if (!row.isOfItsOwnOsRelease()) {
        others.add(row.system());
      }
    }
    assertEquals(
        "Armbian, Fedora CoreOS, Silverblue, Jetson Linux, LMDE, Raspberry Pi OS, 64-bit, Ubuntu in"
            + " WSL 2",
        String.join(", ", others));
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
