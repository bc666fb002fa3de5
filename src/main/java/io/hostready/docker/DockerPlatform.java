package io.hostready.docker;

import io.hostready.facts.Architecture;
import io.hostready.facts.BaseRelease;
import io.hostready.host.Host;
import io.hostready.text.Columns;
import io.hostready.text.VersionNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A release for which Docker publishes packages. Source: {@code platforms.txt}.
 *
 * @param directory below /linux of Docker's repository, such as ubuntu
 * @param release the suite, or the major version, which can be {@code 9+}
 * @param last the last major version of Docker with packages, while it is not the newest
 * @param architectures as dpkg names them
 */
public record DockerPlatform(
    String directory, String release, Optional<String> last, List<String> architectures) {

  private static final String RASPBIAN = "raspbian";

  private static final class Table {
    private static final List<DockerPlatform> ALL = read();

    private static List<DockerPlatform> read() {
      try (InputStream in = DockerPlatform.class.getResourceAsStream("platforms.txt")) {
        if (in == null) {
          throw new IllegalStateException("platforms.txt is not in the program");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .map(line -> parse(List.of(Columns.of(line))))
            .toList();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    private static DockerPlatform parse(List<String> columns) {
      return new DockerPlatform(
          columns.get(0),
          columns.get(1),
          Optional.of(columns.get(2)).filter(last -> !last.equals("-")),
          columns.subList(3, columns.size()));
    }
  }

  public DockerPlatform {
    architectures = List.copyOf(architectures);
  }

  /** All of them, in the order of the table. */
  public static List<DockerPlatform> all() {
    return Table.ALL;
  }

  /**
   * The platforms with packages of a Docker version for a host's release, the preferred one first,
   * regardless of the architecture.
   */
  public static List<DockerPlatform> ofRelease(Host host, VersionNumber docker) {
    BaseRelease base = BaseRelease.read(host);
    List<String> directories = new ArrayList<>(base.distribution().stream().toList());
    if (directories.contains(RASPBIAN)) {
      directories.add("debian"); // with the same suites
    }
    return directories.stream()
        .flatMap(each -> all().stream().filter(platform -> platform.directory.equals(each)))
        .filter(platform -> platform.hasRelease(base.release()) && platform.hasVersion(docker))
        .toList();
  }

  /** The platform whose packages a host can use; any architecture if the host's is unknown. */
  public static Optional<DockerPlatform> of(Host host, VersionNumber docker) {
    return ofRelease(host, docker).stream().filter(each -> each.runsOn(host)).findFirst();
  }

  private boolean hasRelease(Optional<String> wanted) {
    return wanted
        .filter(
            name ->
                release.endsWith("+")
                    ? name.matches("[0-9]{1,4}")
                        && Integer.parseInt(name)
                            >= Integer.parseInt(release.substring(0, release.length() - 1))
                    : release.equals(name))
        .isPresent();
  }

  private boolean hasVersion(VersionNumber docker) {
    return last.map(
            number ->
                docker.compareTo(VersionNumber.parse(number)) < 0
                    || docker.numbers().getFirst().toString().equals(number))
        .orElse(true);
  }

  private boolean runsOn(Host host) {
    Architecture architecture = Architecture.read(host);
    boolean isArm6 =
        architecture.kernel().toOptional().filter(each -> each.name().equals("armv6l")).isPresent();
    return architecture
            .userland()
            .toOptional()
            .map(each -> architectures.contains(each.name()))
            .orElse(true)
        && (directory.equals(RASPBIAN) || !isArm6); // armhf is ARMv7, except in Raspbian
  }
}
