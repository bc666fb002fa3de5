package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.capture.Fixtures;
import io.hostready.capture.HostText;
import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.cli.Golden;
import io.hostready.cli.Project;
import io.hostready.docker.DockerPlatform;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Docker's apt repository, planned on the distributions, releases and architectures of Docker's
 * table and on derivatives. {@code -Dhostready.accept=true} writes the plans again, for review.
 */
class DockerPlatformPlanTest {

  private static final Path FILE = Project.FIXTURES.resolve("platforms.hosts");

  private static final String EXPECTED = "/expected.txt";

  static List<String> hosts() {
    return Fixtures.text(FILE).situations().stream().map(each -> each.name()).toList();
  }

  private static String plan(Host host, String docker) {
    Fix fix =
        Planning.fix(
            "add-apt-source: {name: docker, uri: 'https://download.docker.com/linux/{distribution:"
                + docker
                + "}', components: [stable], key: /etc/apt/keyrings/docker.asc}");
    if (!host.has("/var/lib/dpkg/status")) {
      return "";
    }
    PlanBuilder builder = new PlanBuilder(host);
    try {
      fix.plan(builder);
    } catch (PlanningException cannot) {
      return cannot.why() + "\n";
    }
    return builder.changes().stream()
        .flatMap(change -> change.preview().stream())
        .filter(line -> line.matches("\\+(URIs|Suites|Architectures): .*"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String packages(Optional<DockerPlatform> platform) {
    return "packages: "
        + platform.map(each -> "linux/" + each.directory() + " " + each.release()).orElse("none")
        + "\n";
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void repositoryOfTheHost(String name) throws IOException {
    String docker = name.contains("docker-28") ? "28" : "29";
    HostText text = Fixtures.text(FILE);
    Host host = Fixtures.host(text, name);
    Optional<DockerPlatform> platform = DockerPlatform.of(host, VersionNumber.parse(docker));
    assertEquals(platform.isEmpty(), name.startsWith("cannot-"), name);
    String plan = packages(platform) + plan(host, docker);
    if (Project.ACCEPTS) {
      Files.write(FILE, Fixtures.with(text, name, EXPECTED, plan).bytes());
    } else {
      Golden.compare(name, host.text(EXPECTED).orElse(""), plan);
    }
  }
}
