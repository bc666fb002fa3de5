package io.hostready.rule;

import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The release lines of Docker Engine, and what their releases change. Source: {@code
 * docker-releases.yaml}, which is part of the program and parsed once, as rules are.
 *
 * @param lines the oldest first
 * @param changes in the order of their releases
 */
public record DockerReleases(List<ReleaseLine> lines, List<ReleaseChange> changes) {

  /** The parameter with the version that is judged. */
  public static final String VERSION = "docker-version";

  /** The parameter with the version before the upgrade, for changes only. */
  static final String INSTALLED = "installed-version";

  private static final String FILE = "docker-releases.yaml";

  public DockerReleases {
    lines = List.copyOf(lines);
    changes = List.copyOf(changes);
  }

  private static final class Parsed {
    private static final DockerReleases SHIPPED = parse();
  }

  /** The table of this program. */
  public static DockerReleases shipped() {
    return Parsed.SHIPPED;
  }

  private static DockerReleases parse() {
    try (InputStream in = DockerReleases.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the program");
      }
      return DockerReleasesReader.read(FILE, in.readAllBytes(), ShippedRules.book());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The line of a version; empty if it is older than all lines. */
  public Optional<ReleaseLine> lineOf(VersionNumber version) {
    return lines.reversed().stream()
        .filter(line -> line.name().compareTo(version) <= 0)
        .findFirst();
  }

  /** The newest release that is known. */
  public VersionNumber newest() {
    return lines.getLast().newest();
  }

  /** The newest release of a line or part of one, such as 29 or 28.5; else the version itself. */
  public VersionNumber resolve(VersionNumber version) {
    return lines.reversed().stream()
        .map(ReleaseLine::newest)
        .filter(newest -> isOf(newest, version))
        .findFirst()
        .orElse(version);
  }

  /** Whether a version is of a later line than all that are known: what it changes is unknown. */
  public boolean isAfterAll(VersionNumber version) {
    return version.compareTo(newest()) > 0 && !isOf(version, lines.getLast().name());
  }

  private static boolean isOf(VersionNumber release, VersionNumber line) {
    return release.equals(line) || release.text().startsWith(line.text() + ".");
  }

  /** The newest release of each line that is after one version and before another. */
  public List<VersionNumber> between(VersionNumber from, VersionNumber to) {
    return lines.stream()
        .map(ReleaseLine::newest)
        .filter(newest -> newest.compareTo(from) > 0 && newest.compareTo(to) < 0)
        .toList();
  }

  /** The newest releases of the last lines up to a version, that one not included. */
  public List<VersionNumber> lastBefore(VersionNumber version, int most) {
    List<VersionNumber> earlier =
        lines.stream()
            .map(ReleaseLine::newest)
            .filter(newest -> newest.compareTo(version) < 0)
            .toList();
    return earlier.subList(Math.max(0, earlier.size() - most), earlier.size());
  }

  /**
   * What an upgrade changes on a host.
   *
   * @param host as it would be after the upgrade
   * @param parameters of the check of that host
   */
  public List<ReleaseChange.OnHost> changes(
      VersionNumber from, VersionNumber to, Host host, Parameters parameters) {
    boolean leavesLine = !lineOf(from).equals(lineOf(to));
    ReleaseChange.Upgrade upgrade = new ReleaseChange.Upgrade(from, to, leavesLine);
    Map<String, String> values = new LinkedHashMap<>(parameters.values());
    values.put(INSTALLED, from.text());
    Parameters all = new Parameters(values);
    return changes.stream()
        .filter(change -> change.occasion().isIn(upgrade))
        .flatMap(change -> change.on(host, all).stream())
        .toList();
  }
}
