package io.hostready.docker;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The storage driver that a release of Docker chooses on a host. Source: the function New of moby's
 * {@code daemon/graphdriver/driver.go}, and {@code daemon/image_store_choice.go}.
 */
public sealed interface StorageChoice {

  /** It uses this driver; source and why name the reason. */
  record Takes(String driver, boolean inContainerd, String source, String why)
      implements StorageChoice {}

  /** It does not start, with the reason. */
  record Refuses(String source, String why) implements StorageChoice {}

  /** A deciding file could not be read; it may be known that images are not in containerd. */
  record Unknown(String source, String why, boolean ofDrivers) implements StorageChoice {}

  /**
   * Chooses as the daemon does.
   *
   * @param asked the configured driver; empty if it chooses automatically
   * @param support the support for each driver of the release
   */
  static StorageChoice of(
      Host host,
      StorageDrivers drivers,
      Optional<String> asked,
      Map<StorageDriver, StorageSupport> support) {
    return switch (DaemonSettings.read(host)) {
      case Present(var settings, _) ->
          new Chooser(host, drivers, asked, support, settings).choose();
      case Absent(var where) ->
          new Unknown(where, "unknown", !drivers.release().hasContainerdStore());
      case Unreadable(var where, var why) ->
          new Unknown(where, why, !drivers.release().hasContainerdStore());
    };
  }

  /** One choice in progress. */
  record Chooser(
      Host host,
      StorageDrivers drivers,
      Optional<String> asked,
      Map<StorageDriver, StorageSupport> support,
      DaemonSettings settings) {

    StorageChoice choose() {
      DockerRelease release = drivers.release();
      if (!release.hasContainerdStore()) {
        return ofDrivers();
      }
      Optional<Boolean> wantsContainerd = settings.wantsContainerdStore();
      if (settings.remapsUsers() && release.keepsRemappedOutOfContainerd()) {
        return wantsContainerd.orElse(false)
            ? new Refuses(
                settings.path(),
                "userns-remap and the feature containerd-snapshotter exclude each other:"
                    + " take one out")
            : ofDrivers();
      }
      boolean inContainerd = wantsContainerd.orElse(release.prefersContainerdStore());
      if (wantsContainerd.isPresent() || !inContainerd) {
        return inContainerd ? inContainerd() : ofDrivers();
      }
      if (asked.isPresent() && release.asksBeforeDirectories()) {
        // 29.0.0 interprets these three names as drivers, and any other as a snapshotter.
        return List.of("vfs", "overlay2", "btrfs").contains(asked.get())
            ? ofDrivers()
            : inContainerd();
      }
      Directories directories = directories();
      if (directories.denied().isPresent()) {
        return directories.denied().get();
      }
      boolean isDriver =
          asked.flatMap(StorageDriver::find).filter(release.order()::contains).isPresent();
      return isDriver || !directories.used().isEmpty() ? ofDrivers() : inContainerd();
    }

    private StorageChoice inContainerd() {
      String source =
          settings.wantsContainerdStore().isPresent() ? settings.path() : "Docker's default";
      if (asked.isPresent()) {
        return new Takes(asked.get(), true, "storage-driver", "it is asked for, in containerd");
      }
      // containerd's overlayfs plugin starts if directories have d_type; it tests no mount.
      return new Takes(StorageDriver.OVERLAYFS.id(), true, source, "images are kept in containerd");
    }

    private StorageChoice ofDrivers() {
      StorageChoice choice = driver();
      return choice instanceof Unknown(String source, String why, _)
          ? new Unknown(source, why, true)
          : choice;
    }

    private StorageChoice driver() {
      if (asked.isPresent()) {
        return asked
            .flatMap(StorageDriver::find)
            .filter(driver -> drivers.release().all().contains(driver))
            .<StorageChoice>map(
                driver -> new Takes(driver.id(), false, "storage-driver", "it is asked for"))
            .orElseGet(
                () ->
                    new Refuses(
                        "storage-driver", "this release has no driver " + asked.orElseThrow()));
      }
      if (drivers.release().keepsPriorDriver()) {
        Directories directories = directories();
        if (directories.denied().isPresent()) {
          return directories.denied().get();
        }
        if (!directories.used().isEmpty()) {
          return prior(directories.used());
        }
      }
      return byOrder();
    }

    private StorageChoice prior(List<StorageDriver> used) {
      StorageDriver first = used.getFirst();
      String directory = drivers.directory(first);
      StorageSupport works = support.get(first);
      if (works.state() == StorageSupport.State.FAILS) {
        return new Refuses(directory, "layers of " + first.id() + ", which does not work");
      }
      if (drivers.release().refusesUnasked(first)) {
        return new Refuses(directory, "layers of " + first.id() + ", which must be asked for");
      }
      if (used.size() > 1) {
        return new Refuses(
            drivers.dataRoot(),
            "layers of several drivers ("
                + used.stream().map(StorageDriver::id).collect(Collectors.joining(", "))
                + "): one must be asked for");
      }
      return works.isAccepted()
          ? new Takes(first.id(), false, directory, "its layers are there")
          : new Unknown(works.source(), works.why(), true);
    }

    private StorageChoice byOrder() {
      for (StorageDriver driver : drivers.release().order()) {
        StorageSupport works = support.get(driver);
        switch (works.state()) {
          case WORKS, MOUNT_FAILS -> {
            String why = works.works() ? "the first in it that works" : "the first that it accepts";
            return new Takes(driver.id(), false, "Docker's order", why);
          }
          case UNKNOWN -> {
            return new Unknown(works.source(), works.why(), true);
          }
          case FAILS -> {}
        }
      }
      return new Refuses(drivers.dataRoot(), "no driver works");
    }

    /**
     * Drivers with a used directory, in Docker's order; or the reason why the directories could not
     * be read.
     */
    private record Directories(List<StorageDriver> used, Optional<StorageChoice> denied) {}

    private Directories directories() {
      List<StorageDriver> used = new ArrayList<>();
      for (StorageDriver driver : drivers.release().all()) {
        String directory = drivers.directory(driver);
        if (driver == StorageDriver.VFS) {
          continue; // its directory is ignored
        }
        switch (host.list(directory)) {
          case Present(var names, _) -> {
            if (!names.isEmpty() || !drivers.release().ignoresEmptyDirectories()) {
              used.add(driver);
            }
          }
          case Absent(_) -> {}
          case Unreadable(_, var why) -> {
            return new Directories(List.of(), Optional.of(new Unknown(directory, why, false)));
          }
        }
      }
      return new Directories(used, Optional.empty());
    }
  }

  /**
   * Drivers that the release no longer has and whose directory is not empty: the release cannot use
   * that data. Unreadable if a directory cannot be listed.
   */
  static Reading<List<StorageDriver>> leftBehind(Host host, StorageDrivers drivers) {
    List<StorageDriver> found = new ArrayList<>();
    for (StorageDriver driver :
        List.of(StorageDriver.AUFS, StorageDriver.OVERLAY, StorageDriver.DEVICEMAPPER)) {
      if (drivers.release().all().contains(driver)) {
        continue;
      }
      switch (host.list(drivers.directory(driver))) {
        case Present(var names, _) when !names.isEmpty() -> found.add(driver);
        case Present(_, _), Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Unreadable<>(where, why);
        }
      }
    }
    return new Present<>(List.copyOf(found), drivers.dataRoot());
  }
}
