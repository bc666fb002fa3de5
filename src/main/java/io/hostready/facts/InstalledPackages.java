package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;

/**
 * The packages of a host with dpkg, apk, pacman or rpm. Unreadable if the host has none of their
 * databases, or if its database cannot be read. On a system of one manager, the program of another
 * one can be installed; its database then has no package.
 */
public record InstalledPackages(Reading<PackageDatabase> database) {

  public static InstalledPackages read(Host host) {
    return host.fact(InstalledPackages.class, InstalledPackages::look);
  }

  /** In the rehearsal of an upgrade, Docker's packages have the version that is judged. */
  private static InstalledPackages look(Host host) {
    InstalledPackages installed = lookUp(host);
    return DockerRehearsal.on(host)
        .<InstalledPackages>map(
            version ->
                new InstalledPackages(
                    installed.database.map(each -> new PackageDatabase.Rehearsed(each, version))))
        .orElse(installed);
  }

  private static InstalledPackages lookUp(Host host) {
    DpkgStatus status = DpkgStatus.read(host);
    Reading<PackageDatabase> dpkg = status.stanzas().map(_ -> new PackageDatabase.Dpkg(status));
    if (dpkg instanceof Present
        || dpkg instanceof Unreadable && !(host.bytes(DpkgStatus.PATH) instanceof Present)) {
      return new InstalledPackages(dpkg);
    }
    return new InstalledPackages(
        ApkDatabase.read(host)
            .or(() -> PacmanDatabase.read(host))
            .or(() -> RpmDatabase.read(host))
            .or(() -> dpkg)
            .or(
                () ->
                    new Unreadable<>(
                        DpkgStatus.PATH,
                        "there is no package database of dpkg, rpm, apk or pacman")));
  }

  /** The entries of a package; empty without such a package, or if the database is unreadable. */
  public List<InstalledPackage> entries(String name) {
    return database.toOptional().map(known -> known.entries(name)).orElse(List.of());
  }

  /** The format of the host's database; absent if the host has none that is known. */
  public Reading<PackageFormat> format() {
    return database.map(PackageDatabase::format);
  }

  /** A database that exists and lists nothing is damaged, or of a manager that is not used. */
  static Reading<PackageDatabase> requirePackages(Reading<PackageDatabase.Listed> read) {
    return switch (read) {
      case Present(var listed, var source) when listed.packages().isEmpty() ->
          new Unreadable<>(source, "it lists no package");
      case Present(var listed, var source) -> new Present<>(listed, source);
      case Absent(var where) -> new Absent<>(where);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }
}
