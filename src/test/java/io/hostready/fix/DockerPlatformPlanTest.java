package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.capture.Fixtures;
import io.hostready.capture.HostText;
import io.hostready.change.PlanningException;
import io.hostready.cli.Golden;
import io.hostready.cli.Project;
import io.hostready.docker.DockerPlatform;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Docker's apt repository, planned on the distributions, releases and architectures of Docker's
 * table and on derivatives. {@code -Dhostready.accept=true} writes the plans anew, for review.
 */
class DockerPlatformPlanTest {

  private static final Path FILE = Project.FIXTURES.resolve("platforms.hosts");

  private static final String EXPECTED = "/expected.txt";

  static List<String> hosts() {
    return Fixtures.text(FILE).situations().stream().map(each -> each.name()).toList();
  }

  private static String plan(Host host, String docker) {
    String fix =
        "add-apt-source: {name: docker, uri: 'https://download.docker.com/linux/{distribution:%s}',"
            + " components: [stable], key: /etc/apt/keyrings/docker.asc}";
    try {
      return Planning.changes(host, fix.formatted(docker)).stream()
          .flatMap(change -> change.preview().stream())
          .filter(line -> line.matches("\\+(URIs|Suites|Architectures): .*"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (PlanningException cannot) {
      return cannot.why() + "\n";
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void repositoryOfTheHost(String name) throws IOException {
    String docker = name.contains("docker-28") ? "28" : "29";
    HostText text = Fixtures.text(FILE);
    Host host = Fixtures.host(text, name);
    boolean isPublished = DockerPlatform.of(host, VersionNumber.parse(docker)).isPresent();
    String plan = plan(host, docker);
    assertEquals(!name.startsWith("cannot-"), isPublished, plan);
    assertEquals(isPublished, plan.contains("+URIs: "), plan);
    if (Project.ACCEPTS) {
      Files.write(FILE, Fixtures.with(text, name, EXPECTED, plan).bytes());
    } else {
      Golden.compare(name, host.text(EXPECTED).orElse(""), plan);
    }
  }
}
