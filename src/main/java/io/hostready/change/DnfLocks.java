package io.hostready.change;

import io.hostready.facts.PackageLock;
import io.hostready.facts.PackageLocks;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;

/** The version locks of dnf 4 as holds. Source: dnf-versionlock(8). */
final class DnfLocks {

  private DnfLocks() {}

  /** Absent if dnf does not have the plugin. */
  static Reading<String> read(Host host, String name) {
    return host.has(PackageLocks.DNF_PLUGIN)
        ? PackageLocks.ofDnf(host)
            .map(locks -> locks.of(name).isPresent() ? PackageHold.HELD : PackageHold.NOT_HELD)
        : new Absent<>("plugin versionlock of dnf (package python3-dnf-plugin-versionlock)");
  }

  /**
   * The installed packages with a lock. dnf itself would remove them, and keep their locks; it does
   * not change their versions.
   */
  static List<String> held(Host host, Dnf dnf) throws ChangeFailedException {
    return switch (PackageLocks.ofDnf(host)) {
      case Present(var locks, _) ->
          locks.locks().isEmpty()
              ? List.of()
              : dnf.states(host).byName().keySet().stream()
                  .filter(name -> locks.of(name).isPresent())
                  .toList();
      case Absent(_) -> List.of();
      case Unreadable(var where, var why) ->
          throw new ChangeFailedException(where + " cannot be read: " + why + ".");
    };
  }

  /** A refusal of dnf with the lock of a package: dnf does not report that it ignores versions. */
  static PlanningException explained(Host host, ProgramCall command, PlanningException refused) {
    return PackageLocks.ofDnf(host)
        .toOptional()
        .flatMap(
            locks ->
                Dnf.words(command.argv()).stream()
                    .map(word -> word.replaceFirst("-[0-9].*", ""))
                    .flatMap(name -> locks.of(name).map(lock -> description(name, lock)).stream())
                    .findFirst())
        .map(lock -> new PlanningException(refused.why() + " " + lock))
        .orElse(refused);
  }

  private static String description(String name, PackageLock lock) {
    return name
        + " has a version lock ("
        + lock.place()
        + ": "
        + lock.text()
        + "). To allow other versions: 'dnf versionlock delete "
        + name
        + "'.";
  }
}
