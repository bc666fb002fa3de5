package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.text.VersionNumber;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest versions of packages in the lists of apt or dnf. The lists are read as they are:
 * nothing is downloaded, and apt writes no cache. Source: apt-cache(8), policy; dnf(8), repoquery.
 */
public final class OfferedPackages {

  /** apt reads the lists of all sources, which takes seconds on a slow disk. */
  private static final Duration LIMIT = Duration.ofSeconds(12);

  private static final String CANDIDATE = "  Candidate: ";

  private OfferedPackages() {}

  /** The command that prints the versions that the host's package manager offers, if it has one. */
  public static Optional<List<String>> question(Host host, String name) {
    if (!(DpkgStatus.read(host).stanzas() instanceof Absent)) {
      return Optional.of(apt(name));
    }
    return DnfProgram.of(host)
        .filter(program -> program == DnfProgram.DNF_4 || program == DnfProgram.DNF_5)
        .map(_ -> dnf(name));
  }

  static List<String> apt(String name) {
    return List.of(
        "apt-cache",
        "-o",
        "Dir::Cache::pkgcache=",
        "-o",
        "Dir::Cache::srcpkgcache=",
        "policy",
        name);
  }

  static List<String> dnf(String name) {
    return List.of(
        "dnf", "-q", "-C", "repoquery", "--latest-limit=1", "--qf", "%{version}\\n", name);
  }

  /**
   * The upstream version that an upgrade of a package would install. Absent if no list has the
   * package, or if the host has neither apt nor dnf.
   */
  public static Reading<VersionNumber> newest(Host host, String name) {
    return question(host, name)
        .map(argv -> read(host, argv, name))
        .orElseGet(() -> new Absent<>("package lists of apt or dnf"));
  }

  private static Reading<VersionNumber> read(Host host, List<String> argv, String name) {
    String command = argv.getFirst() + " " + name;
    return host.run(argv, LIMIT)
        .output(command)
        .flatMap(
            output ->
                (argv.getFirst().equals("dnf") ? ofDnf(output) : ofApt(output))
                    .<Reading<VersionNumber>>map(version -> new Present<>(version, command))
                    .orElseGet(() -> new Absent<>(command)));
  }

  /** The candidate in the output of {@code apt-cache policy}. */
  static Optional<VersionNumber> ofApt(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(CANDIDATE))
        .flatMap(line -> version(line.substring(CANDIDATE.length())))
        .findFirst();
  }

  /** The newest version in the output of {@code dnf repoquery}, one on each line. */
  static Optional<VersionNumber> ofDnf(String output) {
    return output.lines().flatMap(OfferedPackages::version).max(Comparator.naturalOrder());
  }

  private static Stream<VersionNumber> version(String text) {
    try {
      return Stream.of(VersionNumber.ofPackage(text.strip()));
    } catch (IllegalArgumentException none) { // "(none)", or an empty line
      return Stream.empty();
    }
  }
}
