package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.VersionNumber;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KnownDefectTest {

  static Iterable<KnownDefect> all() {
    return KnownDefect.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRangeOfVersionsIsNotEmptyAndHasASource(KnownDefect defect) {
    assertTrue(
        VersionNumber.parse(defect.from()).compareTo(VersionNumber.parse(defect.below())) < 0);
    assertTrue(defect.problem().contains("VERSION"));
    assertTrue(defect.source().startsWith("https://"));
    assertTrue(defect.remedy().endsWith("."));
  }

  @ParameterizedTest
  @CsvSource({"5:20.10.9~3-0~debian, true", "5:20.10.10~3-0~debian, false", "5:29.0.1-1, false"})
  void onlyVersionsInTheRangeAreDefective(String version, boolean isDefective) {
    KnownDefect clone3 =
        KnownDefect.ALL.stream()
            .filter(defect -> defect.source().endsWith("/42680"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        isDefective, clone3.shows(installed("docker-ce", version)) instanceof Reading.Present);
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingIsDefectiveIfNothingIsInstalled(KnownDefect defect) {
    assertInstanceOf(Reading.Absent.class, defect.shows(installed("bash", "5.2-1")));
    assertInstanceOf(
        Reading.Unreadable.class,
        defect.shows(FakeHost.empty().denied("/var/lib/dpkg/status").host()));
  }

  private static Host installed(String name, String version) {
    return FakeHost.with(
            "/var/lib/dpkg/status",
            "Package: %s\nStatus: install ok installed\nArchitecture: amd64\nVersion: %s\n"
                .formatted(name, version))
        .host();
  }
}
