package io.hostready.facts;

import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Map;

/** The list of the packages of a host, by the format of its database. */
public sealed interface PackageDatabase {

  PackageFormat format();

  /** The file, directory or command from which it was read. */
  String source();

  /** Entries of a package, in the order of the database; several for several architectures. */
  List<InstalledPackage> entries(String name);

  /** dpkg's; a name may end in ":architecture". */
  record Dpkg(DpkgStatus status) implements PackageDatabase {

    @Override
    public PackageFormat format() {
      return PackageFormat.DPKG;
    }

    @Override
    public String source() {
      return DpkgStatus.PATH;
    }

    @Override
    public List<InstalledPackage> entries(String name) {
      return status.entries(name).stream().map(DpkgStatus.Entry::asPackage).toList();
    }
  }

  /** That of rpm, apk or pacman: installed packages only, by name. */
  record Listed(PackageFormat format, String source, Map<String, List<InstalledPackage>> packages)
      implements PackageDatabase {

    public Listed {
      packages = Map.copyOf(packages);
    }

    @Override
    public List<InstalledPackage> entries(String name) {
      return packages.getOrDefault(name, List.of());
    }
  }

  /** Another database, in which Docker's installed packages have another version. */
  record Rehearsed(PackageDatabase current, VersionNumber docker) implements PackageDatabase {

    @Override
    public PackageFormat format() {
      return current.format();
    }

    @Override
    public String source() {
      return current.source();
    }

    @Override
    public List<InstalledPackage> entries(String name) {
      List<InstalledPackage> entries = current.entries(name);
      return DockerRehearsal.PACKAGES.contains(name)
          ? entries.stream().map(entry -> entry.withUpstream(docker)).toList()
          : entries;
    }
  }
}
