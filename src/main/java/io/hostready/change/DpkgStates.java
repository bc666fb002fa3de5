package io.hostready.change;

import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the packages in dpkg's database. Source: dpkg-query(1), db:Status-Status. */
final class DpkgStates {

  private static final String FORMAT =
      "${Package}\\t${Architecture}\\t${db:Status-Status}\\t${db:Status-Eflag}\\t${Version}\\n";

  private DpkgStates() {}

  /** Asks dpkg. */
  static PackageStates read(Host host) throws ChangeFailedException {
    String own = PackageStates.outputOf(host, List.of("dpkg", "--print-architecture")).strip();
    return parse(
        PackageStates.outputOf(host, List.of("dpkg-query", "-W", "-f=" + FORMAT)),
        own,
        hasUnmergedNotes(host));
  }

  /** apt-pkg/deb/debsystem.cc, CheckUpdates: files of digits in dpkg's directory of updates. */
  private static boolean hasUnmergedNotes(Host host) {
    return host.list("/var/lib/dpkg/updates") instanceof Present(var names, _)
        && names.stream().anyMatch(name -> name.matches("\\d+"));
  }

  static PackageStates parse(String listing, String ownArchitecture, boolean isInterrupted) {
    Map<String, PackageStates.State> byName = new LinkedHashMap<>();
    for (String line : listing.lines().toList()) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 5) {
        boolean own = parts[1].equals(ownArchitecture) || parts[1].equals("all");
        String name = own || parts[1].isEmpty() ? parts[0] : parts[0] + ":" + parts[1];
        String status = parts[3].equals("reinstreq") ? "half-installed" : parts[2];
        byName.put(name, new PackageStates.State(status, parts[4]));
      }
    }
    return new PackageStates(byName, isInterrupted);
  }
}
