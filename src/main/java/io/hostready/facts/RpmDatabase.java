package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import io.hostready.text.RpmVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The packages that rpm lists. Its database has three formats (Berkeley DB, ndb, SQLite), so rpm is
 * asked: one command, which changes nothing. Source: rpm(8), --queryformat.
 */
public final class RpmDatabase {

  /** The command that lists all packages. */
  public static final List<String> QUERY =
      List.of("rpm", "-qa", "--qf", "%{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n");

  /** The command in messages. */
  public static final String SOURCE = "rpm -qa";

  /** Thousands of packages, on a slow disk. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** rpm's default, that of Fedora and openSUSE, that of ostree; dbpath of rpm's macros. */
  private static final List<String> DIRECTORIES =
      List.of("/usr/lib/sysimage/rpm", "/var/lib/rpm", "/usr/share/rpm");

  private static final List<String> FILES = List.of("rpmdb.sqlite", "Packages.db", "Packages");

  private static final String NONE = "(none)";

  private RpmDatabase() {}

  /** Absent if the host has no database of rpm. */
  static Reading<PackageDatabase> read(Host host) {
    for (String directory : DIRECTORIES) {
      if (FILES.stream().anyMatch(file -> host.has(directory + "/" + file))) {
        Reading<String> output = list(host);
        return output instanceof Absent
            ? new Unreadable<>(SOURCE, "no such command, but " + directory + " has a database")
            : InstalledPackages.requirePackages(output.map(RpmDatabase::parse));
      }
    }
    return new Absent<>("/var/lib/rpm");
  }

  /**
   * The keys that rpm accepts, by the end of their fingerprints: eight digits, and the whole
   * fingerprint since rpm 6. They are packages called gpg-pubkey, with this as their version.
   */
  public static Reading<List<String>> keys(Host host) {
    return list(host)
        .map(
            text ->
                parse(text).entries("gpg-pubkey").stream()
                    .map(key -> key.version().replaceFirst("-.*", ""))
                    .toList());
  }

  private static Reading<String> list(Host host) {
    return host.run(QUERY, LIMIT).output(SOURCE).at(SOURCE);
  }

  /** Parses the output of {@link #QUERY}; lines of another form are ignored. */
  public static PackageDatabase.Listed parse(String output) {
    Map<String, List<InstalledPackage>> packages = new HashMap<>();
    for (String line : output.split("\n")) {
      String[] columns = Columns.of(line);
      if (columns.length == 5) {
        String epoch = columns[1].equals(NONE) || columns[1].equals("0") ? "" : columns[1] + ":";
        packages
            .computeIfAbsent(columns[0], _ -> new ArrayList<>())
            .add(
                InstalledPackage.of(
                    columns[0],
                    epoch + columns[2] + "-" + columns[3],
                    columns[4].equals(NONE) ? "" : columns[4],
                    OptionalInt.empty()));
      }
    }
    packages.values().forEach(RpmDatabase::sortNewestFirst);
    return new PackageDatabase.Listed(PackageFormat.RPM, SOURCE, packages);
  }

  /** Of a package with several versions, such as a kernel, the newest one counts. */
  private static void sortNewestFirst(List<InstalledPackage> entries) {
    if (entries.size() > 1) {
      try {
        entries.sort(
            Comparator.comparing((InstalledPackage one) -> RpmVersion.parse(one.version()))
                .reversed());
      } catch (IllegalArgumentException noVersion) {
        // rpm prints no such version; the order of its output stays
      }
    }
  }
}
