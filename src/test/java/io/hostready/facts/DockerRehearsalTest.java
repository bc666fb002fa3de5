package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerRehearsalTest {

  private static final VersionNumber DOCKER = VersionNumber.parse("29.8.2");

  private static Host host(String name, String version) {
    return FakeHost.with(
            DpkgStatus.PATH,
            "Package: %s\nStatus: install ok installed\nArchitecture: amd64\nVersion: %s\n"
                .formatted(name, version))
        .host();
  }

  private static List<String> versions(Host host, String name) {
    return InstalledPackages.read(host).entries(name).stream()
        .map(InstalledPackage::version)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "docker-ce, 5:27.5.1-1~debian.12~bookworm, 5:29.8.2-1~debian.12~bookworm",
    "docker-ce-cli, 5:20.10.9~3-0~ubuntu, 5:29.8.2~3-0~ubuntu",
    "docker.io, 26.1.5+dfsg1-9, 29.8.2+dfsg1-9",
    "docker, 27.5.1, 29.8.2",
    "containerd.io, 1.7.25-1, 1.7.25-1",
    "docker-compose, 1.29.2-3, 1.29.2-3",
  })
  void onlyThePackagesOfTheEngineHaveAnotherVersion(String name, String before, String after) {
    Host host = host(name, before);
    assertEquals(List.of(after), versions(DockerRehearsal.of(host, DOCKER), name));
    assertEquals(List.of(before), versions(host, name));
  }

  @Test
  void aHostAsItIsRehearsesNothing() {
    Host host = host("docker-ce", "5:27.5.1-1");
    assertEquals(Optional.empty(), DockerRehearsal.on(host));
    assertEquals(Optional.of(DOCKER), DockerRehearsal.on(DockerRehearsal.of(host, DOCKER)));
    assertEquals(List.of(), versions(DockerRehearsal.of(host, DOCKER), "docker.io"));
  }
}
