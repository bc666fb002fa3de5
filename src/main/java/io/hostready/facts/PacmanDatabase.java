package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages of Arch Linux: a directory for each, with the name {@code NAME-VERSION-RELEASE}.
 * Source: pacman(8), the local database; PKGBUILD(5), neither version nor release has a hyphen.
 */
public final class PacmanDatabase {

  private static final String DIRECTORY = "/var/lib/pacman/local";

  private PacmanDatabase() {}

  /** Absent if the host has no database of pacman. */
  static Reading<PackageDatabase> read(Host host) {
    return InstalledPackages.requirePackages(host.list(DIRECTORY).map(PacmanDatabase::parse));
  }

  /** Parses the names of the directories; others, such as ALPM_DB_VERSION, are ignored. */
  public static PackageDatabase.Listed parse(List<String> directories) {
    Pattern form = Pattern.compile("(.+)-([^-]+-[^-]+)");
    Map<String, List<InstalledPackage>> packages = new HashMap<>();
    for (String directory : directories) {
      Matcher parts = form.matcher(directory);
      if (parts.matches()) {
        packages
            .computeIfAbsent(parts.group(1), _ -> new ArrayList<>())
            .add(InstalledPackage.of(parts.group(1), parts.group(2), "", OptionalInt.empty()));
      }
    }
    return new PackageDatabase.Listed(PackageFormat.PACMAN, DIRECTORY, packages);
  }
}
