package io.hostready.docker;

import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The API versions 1.x that the daemon of a release accepts from clients, unless it is configured.
 * Source: moby's {@code daemon/config/config.go} (minimum); https://docs.docker.com/reference/api/
 * engine/, API version matrix (maximum).
 *
 * @param lowest the minor number of the minimum
 * @param highest the minor number of the maximum, which is not known of Docker 29 and later
 */
public record ApiVersions(int lowest, int highest) {

  /** By release, the maximum that it and its later patches have; a major alone is its last one. */
  private static final Map<String, Integer> HIGHEST =
      Map.ofEntries(
          Map.entry("18.09", 39),
          Map.entry("19.03", 40),
          Map.entry("20.10", 41),
          Map.entry("23", 42),
          Map.entry("24", 43),
          Map.entry("25", 44),
          Map.entry("26", 45),
          Map.entry("27", 47),
          Map.entry("28", 51),
          Map.entry("29", Integer.MAX_VALUE));

  private static final int ALWAYS_ACCEPTED = 12;

  /** Of a release; a minimum that is configured goes before the release's own. */
  public static ApiVersions of(Host host, VersionNumber release) {
    int own =
        isBefore(release, "25") // moby#46887
            ? ALWAYS_ACCEPTED
            : isBefore(release, "29") ? 24 : isBefore(release, "29.3") ? 44 : 40; // moby#51186
    Map<VersionNumber, Integer> byRelease = new TreeMap<>();
    HIGHEST.forEach((version, minor) -> byRelease.put(VersionNumber.parse(version), minor));
    int highest = Integer.MAX_VALUE;
    for (Map.Entry<VersionNumber, Integer> each : byRelease.entrySet()) {
      if (each.getKey().compareTo(release) <= 0) {
        highest = each.getValue();
      }
    }
    return new ApiVersions(configured(host).orElse(own), highest);
  }

  private static boolean isBefore(VersionNumber release, String other) {
    return release.compareTo(VersionNumber.parse(other)) < 0;
  }

  private static Optional<Integer> configured(Host host) {
    return DaemonSettings.read(host)
        .toOptional()
        .flatMap(DaemonSettings::minApiVersion)
        .filter(text -> text.matches("1\\.\\d{1,3}"))
        .map(ApiVersions::minor);
  }

  private static int minor(String version) {
    return Integer.parseInt(version.substring(2));
  }

  /** Whether the daemon accepts a version such as 1.44. */
  boolean accepts(String version) {
    return minor(version) >= lowest && minor(version) <= highest;
  }

  String description() {
    return highest == Integer.MAX_VALUE
        ? "1." + lowest + " or newer"
        : "1." + lowest + " to 1." + highest;
  }
}
