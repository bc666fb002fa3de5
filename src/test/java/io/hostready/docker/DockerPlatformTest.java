package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DockerPlatformTest {

  private static final Set<String> ARCHITECTURES =
      Set.of("amd64", "arm64", "armhf", "ppc64el", "s390x");

  static List<DockerPlatform> all() {
    return DockerPlatform.all();
  }

  /** Of N+, three releases. */
  private static List<String> releases(DockerPlatform platform) {
    if (!platform.release().endsWith("+")) {
      return List.of(platform.release());
    }
    int first = Integer.parseInt(platform.release().replace("+", ""));
    return IntStream.range(first, first + 3).mapToObj(Integer::toString).toList();
  }

  private static Host host(DockerPlatform platform, String release, String architecture) {
    return FakeHost.with(
            "/etc/os-release",
            "ID=%s\nVERSION_ID=%s\nVERSION_CODENAME=%s\n"
                .formatted(platform.directory(), release, release))
        .file(
            "/var/lib/dpkg/status",
            "Package: dpkg\nStatus: install ok installed\nArchitecture: %s\nVersion: 1\n"
                .formatted(architecture))
        .host();
  }

  private static Optional<DockerPlatform> find(Host host, String docker) {
    return DockerPlatform.of(host, VersionNumber.parse(docker));
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachArchitectureOfTheTableHasPackages(DockerPlatform platform) {
    String docker = platform.last().orElse("29");
    for (String release : releases(platform)) {
      for (String architecture : platform.architectures()) {
        assertTrue(ARCHITECTURES.contains(architecture), architecture);
        assertEquals(Optional.of(platform), find(host(platform, release, architecture), docker));
      }
      assertEquals(Optional.empty(), find(host(platform, release, "riscv64"), docker));
    }
  }

  @ParameterizedTest
  @CsvSource({"28.5.2, raspbian", "28, raspbian", "27.1, raspbian", "29, debian", "29.0.1, debian"})
  void raspbianTakesDebiansPackagesAfterDocker28(String docker, String directory) {
    Host host = FakeHost.with("/etc/os-release", "ID=raspbian\nVERSION_CODENAME=bookworm\n").host();
    assertEquals(directory, find(host, docker).orElseThrow().directory());
  }

  @ParameterizedTest
  @CsvSource({"43, true", "99, true", "42, false", "rawhide, false", "2026043, false"})
  void laterReleaseOfAMajorVersion(String release, boolean isPublished) {
    Host host = FakeHost.with("/etc/os-release", "ID=fedora\nVERSION_ID=" + release + "\n").host();
    assertEquals(isPublished, find(host, "29").isPresent());
  }

  @Test
  void releaseWithoutANumberOrNameHasNone() {
    for (String os : List.of("ID=fedora\n", "ID=debian\n", "ID=ubuntu\n", "ID=arch\n", "")) {
      assertEquals(Optional.empty(), find(FakeHost.with("/etc/os-release", os).host(), "29"), os);
    }
  }
}
