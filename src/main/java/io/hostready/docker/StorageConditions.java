package io.hostready.docker;

import io.hostready.facts.Devices;
import io.hostready.facts.Filesystems;
import io.hostready.facts.KernelConfig;
import io.hostready.facts.KernelModule;
import io.hostready.facts.KernelRelease;
import io.hostready.facts.Mounts;
import io.hostready.facts.Mounts.Mount;
import io.hostready.facts.ResolvedPath;
import io.hostready.facts.Virtualization;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.SearchPath;
import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single conditions that storage drivers require of a host. */
record StorageConditions(Host host) {

  /**
   * RHEL's 3.10 supports multiple lower layers from build 693: containerd, overlayutils/check.go.
   */
  private static final Pattern RED_HAT_7 = Pattern.compile("3\\.10\\.0-(\\d{1,9})\\..*el7.*");

  private static final Pattern FILE_TYPES = Pattern.compile("\\bftype=([01])"); // xfs_info(8)

  /** The kernel supports a filesystem type, or would load it when it is mounted. */
  StorageSupport filesystem(String type) {
    Reading<List<Filesystems.Filesystem>> listing = Filesystems.read(host).listing();
    Optional<Filesystems.Filesystem> listed =
        listing.orElse(List.of()).stream().filter(f -> f.name().equals(type)).findFirst();
    if (listed.isPresent()) {
      return StorageSupport.works("/proc/filesystems", type + " in line " + listed.get().line());
    }
    boolean loadsNone =
        KernelConfig.read(host).options().toOptional().filter(o -> !o.isOn("MODULES")).isPresent();
    return loadsNone && listing instanceof Present
        ? StorageSupport.fails(
            "/proc/filesystems", "no " + type + ", and the kernel loads no modules")
        : module(type);
  }

  /** A module is in the kernel, or would be loaded when it is needed. */
  StorageSupport module(String name) {
    return switch (KernelModule.read(host, name, Optional.empty())) {
      case Present(var module, var source) ->
          switch (module.state()) {
            case BUILTIN, LOADED, LOADABLE ->
                StorageSupport.works(source, "module " + name + " is " + module.state().id());
            case BLACKLISTED, MISSING ->
                StorageSupport.fails(source, "module " + name + " is " + module.state().id());
            case MODULES_NOT_INSTALLED -> withoutTree(name, source);
          };
      case Absent(var where) -> StorageSupport.fails(where, "no module " + name);
      case Unreadable(var where, var why) -> StorageSupport.unknown(where, why);
    };
  }

  private StorageSupport withoutTree(String name, String source) {
    // A container shares the kernel, not its modules; the kernel can still load one for a mount.
    return Virtualization.read(host).hasOwnKernel()
        ? StorageSupport.fails(
            source,
            "the running kernel's modules are not installed, "
                + name
                + " among them: reboot into the installed kernel")
        : StorageSupport.unknown(
            source,
            "cannot see from a container whether its host can load "
                + name
                + ". Run 'modprobe "
                + name
                + "' on the host of the container, then check again");
  }

  /** The release of the running kernel meets a condition. */
  StorageSupport kernel(String wanted, Function<VersionNumber, Boolean> test) {
    return StorageSupport.of(
        KernelRelease.read(host).version(),
        "cannot read the kernel release",
        (release, source) ->
            test.apply(release)
                ? StorageSupport.works(source, "kernel " + release)
                : StorageSupport.fails(source, "kernel " + release + ", wanted " + wanted));
  }

  StorageSupport kernelSince(String least) {
    VersionNumber bound = VersionNumber.parse(least);
    return kernel(least + " or newer", release -> release.compareTo(bound) >= 0);
  }

  /**
   * An overlay with multiple lower layers can be mounted: Linux 4.0, and some of Red Hat's 3.10.
   */
  StorageSupport twoLowerLayers(boolean redHatCounts) {
    VersionNumber bound = VersionNumber.parse("4.0");
    return kernel(
        "4.0 or newer", r -> r.compareTo(bound) >= 0 || redHatCounts && isPatched(r.text()));
  }

  private static boolean isPatched(String release) {
    Matcher form = RED_HAT_7.matcher(release);
    return form.matches() && Integer.parseInt(form.group(1)) >= 693;
  }

  /** The result of a test of the mount that contains a path; unknown if mounts cannot be read. */
  StorageSupport mountUnder(String path, Function<Mount, StorageSupport> test) {
    return StorageSupport.of(
        ResolvedPath.of(host, path),
        "it cannot be followed",
        (resolved, _) ->
            StorageSupport.of(
                Mounts.read(host).table(),
                "cannot read the mounts",
                (mounts, source) ->
                    Mounts.under(mounts, resolved.path())
                        .map(test)
                        .orElse(StorageSupport.unknown(source, "it has no mount at /"))));
  }

  /** Directories of a filesystem have d_type; XFS can be created without it. */
  StorageSupport fileTypes(Mount mount) {
    if (!mount.filesystem().equals("xfs")) {
      return StorageSupport.works(mount.point(), "");
    }
    List<String> argv = List.of("xfs_info", mount.point());
    String command = String.join(" ", argv);
    return switch (host.run(argv)) {
      case CommandOutcome.Ended(_, String out, _) -> {
        Matcher said = FILE_TYPES.matcher(out);
        yield !said.find()
            ? StorageSupport.unknown(command, "it does not print ftype")
            : said.group(1).equals("1")
                ? StorageSupport.works(command, "xfs with ftype=1")
                : StorageSupport.fails(
                    command, "xfs with ftype=0: the filesystem must be created again with ftype=1");
      }
      case CommandOutcome.NotFound _ ->
          StorageSupport.unknown(command, "xfs_info, which prints ftype, is not installed");
      case CommandOutcome.NotRun(String why) -> StorageSupport.unknown(command, why);
    };
  }

  /** A command is in one of the directories in which the daemon searches commands. */
  StorageSupport command(String name) {
    List<String> directories = SearchPath.OF_ROOT.directories();
    for (String directory : directories) {
      if (host.has(directory + "/" + name)) {
        return StorageSupport.works(directory + "/" + name, "there");
      }
    }
    return directories.stream().anyMatch(host::has)
        ? StorageSupport.fails("directories of commands", "no command " + name)
        : StorageSupport.unknown("directories of commands", "none of them is in this tree");
  }

  StorageSupport path(String path) {
    return host.has(path)
        ? StorageSupport.works(path, "there")
        : host.has("/dev")
            ? StorageSupport.fails(path, "not there")
            : StorageSupport.unknown(path, "/dev is not in this tree");
  }

  /** The device mapper is in the kernel, or would be loaded when its control file is opened. */
  StorageSupport deviceMapper() {
    boolean isListed =
        host.fact(Devices.class, Devices::read).listing().orElse(List.of()).stream()
            .anyMatch(device -> device.name().equals("device-mapper"));
    return isListed
        ? StorageSupport.works("/proc/devices", "device-mapper is listed")
        : module("dm_mod");
  }
}
