package io.hostready.scripts;

import io.hostready.capture.Fixtures;
import io.hostready.cli.Project;
import io.hostready.docker.DockerPlatform;
import io.hostready.facts.Architecture;
import io.hostready.facts.OsRelease;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The systems that a test class has to do with, by its own text and by that of the classes of its
 * package that it names: the boxes that it starts, the os-release that it writes, the suites and
 * releases that it takes as parameters, and the fixture hosts that it names.
 */
final class TriedSystems {

  /**
   * A release of a system on an architecture.
   *
   * @param id of os-release
   * @param version of os-release; empty if it has none
   * @param architecture as dpkg names it
   */
  record TriedSystem(String id, String version, String architecture) {}

  private record Release(String id, String version) {}

  private static final String AMD64 = "amd64";

  private static final Map<String, Release> SUITES =
      Map.of(
          "bullseye", new Release("debian", "11"),
          "bookworm", new Release("debian", "12"),
          "trixie", new Release("debian", "13"),
          "jammy", new Release("ubuntu", "22.04"),
          "noble", new Release("ubuntu", "24.04"),
          "resolute", new Release("ubuntu", "26.04"));

  /** A suite as a parameter: of a box, or of a test. Not that of a repository. */
  private static final Pattern PARAMETERS =
      Pattern.compile("suite\\((\"\\w+\")\\)|@ValueSource\\(strings = \\{([^}]*)}\\)");

  /** A release with its suite, as in {@code "ubuntu, 24.04, noble"}. */
  private static final Pattern RELEASE_AND_SUITE =
      Pattern.compile("\\b([0-9]+(?:\\.[0-9]+)?)(?:, |\", \")(\\w+)\\b");

  /** A box from its options to its start. */
  private static final Pattern BOX =
      Pattern.compile("Box\\.with\\(\\).*?\\.start\\(\\)|Box\\.start\\(\\)", Pattern.DOTALL);

  private static final Pattern LITERAL =
      Pattern.compile("\"\"\"\\n(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

  /** The box's os-release, which {@code prepare dnf} writes. */
  private static final String DNF = "suite(\"dnf\")";

  private TriedSystems() {}

  /** Empty if there is no such test. */
  static Optional<Set<TriedSystem>> of(String test) throws IOException {
    Optional<Path> file = file(test);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Set<TriedSystem> systems = new HashSet<>();
    for (String text : texts(file.get())) {
      addSuites(text, systems);
      addBoxes(text, systems);
      addLiterals(text, systems);
      if (text.contains("DockerPlatform.all()")) {
        systems.addAll(platforms());
      }
      if (text.contains("scripts/testbed/arm64-guest")) {
        // With the kernel of Debian 13.
        systems.add(new TriedSystem("debian", "13", "arm64"));
      }
    }
    return Optional.of(systems);
  }

  private static Optional<Path> file(String test) throws IOException {
    try (Stream<Path> files = Files.walk(Project.DIRECTORY.resolve("src/test/java"))) {
      return files.filter(each -> each.endsWith(test + ".java")).findFirst();
    }
  }

  /** The test, and the classes of its package that it names and that are no tests themselves. */
  private static List<String> texts(Path test) throws IOException {
    String text = Files.readString(test);
    List<String> texts = new ArrayList<>(List.of(text));
    try (Stream<Path> files = Files.list(test.resolveSibling("."))) {
      for (Path each : (Iterable<Path>) files::iterator) {
        String name = each.getFileName().toString().replace(".java", "");
        if (!name.endsWith("Test") && Pattern.compile("\\b" + name + "\\b").matcher(text).find()) {
          texts.add(Files.readString(each));
        }
      }
    }
    return texts;
  }

  private static void addSuites(String text, Set<TriedSystem> systems) {
    PARAMETERS
        .matcher(text)
        .results()
        .flatMap(found -> LITERAL.matcher(found.group()).results())
        .map(found -> SUITES.get(found.group(2)))
        .filter(release -> release != null)
        .forEach(release -> systems.add(on(release)));
    RELEASE_AND_SUITE
        .matcher(text)
        .results()
        .map(found -> new Release(found.group(1), found.group(2)))
        .forEach(
            found -> {
              Release release = SUITES.get(found.version());
              if (release != null && release.version().equals(found.id())) {
                systems.add(on(release));
              }
            });
    if (text.contains(DNF)) {
      systems.add(new TriedSystem("rocky", "9.6", AMD64));
    }
  }

  private static TriedSystem on(Release release) {
    return new TriedSystem(release.id(), release.version(), AMD64);
  }

  /** A box is Debian 13 if it is not said to be something else. */
  private static void addBoxes(String text, Set<TriedSystem> systems) {
    if (BOX.matcher(text)
        .results()
        .map(MatchResult::group)
        .anyMatch(box -> !box.contains(".suite(") && !box.contains(".osRelease("))) {
      systems.add(new TriedSystem("debian", "13", AMD64));
    }
  }

  /** Texts of os-release and names of fixtures. */
  private static void addLiterals(String text, Set<TriedSystem> systems) {
    LITERAL
        .matcher(text)
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .forEach(
            literal -> {
              Path host = Project.FIXTURES.resolve("hosts/" + literal + ".host");
              if (literal.matches("[a-z0-9.-]+") && Files.exists(host)) {
                systems.add(ofHost(Fixtures.only(Fixtures.text(host)), AMD64));
              } else if (literal.matches("(?s)(.*[\\s,])?ID=.*")) {
                String lines = literal.replace("\\n", "\n").replaceAll("[\\s,|]+", "\n");
                systems.add(ofHost(FakeHost.with("/etc/os-release", lines + "\n").host(), AMD64));
              }
            });
  }

  /**
   * The system of a host.
   *
   * @param otherwise the architecture if the host does not have the files that show it
   */
  static TriedSystem ofHost(Host host, String otherwise) {
    OsRelease release = OsRelease.read(host);
    return new TriedSystem(
        release.id(),
        release.versionId().orElse(""),
        Architecture.read(host).userland().toOptional().map(each -> each.name()).orElse(otherwise));
  }

  /** What {@code DockerPlatformTest} reads from Docker's table: of N+, three releases. */
  private static Set<TriedSystem> platforms() {
    Set<TriedSystem> systems = new HashSet<>();
    for (DockerPlatform platform : DockerPlatform.all()) {
      for (String version : versions(platform.release())) {
        for (String architecture : platform.architectures()) {
          systems.add(new TriedSystem(platform.directory(), version, architecture));
        }
      }
    }
    return systems;
  }

  private static List<String> versions(String release) {
    Release ofSuite = SUITES.get(release);
    if (ofSuite != null) {
      return List.of(ofSuite.version());
    }
    int first = Integer.parseInt(release.replace("+", ""));
    return IntStream.range(first, first + 3).mapToObj(Integer::toString).toList();
  }
}
