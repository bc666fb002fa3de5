package io.hostready.docker;

import io.hostready.facts.Architecture;
import io.hostready.facts.Cpuinfo;
import io.hostready.facts.InstalledPackages;
import io.hostready.facts.KernelRelease;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.VersionNumber;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a host is one of those on which a release has a defect; see {@link KnownDefect}. */
final class AffectedHosts {

  private static final Pattern EL_7 = Pattern.compile("3\\.10\\.0-(\\d{1,6})\\..*el7.*");

  private static final Set<String> ARM_6_AND_7 = Set.of("armhf", "armel");

  private AffectedHosts() {}

  static Reading<Boolean> both(Reading<Boolean> first, Reading<Boolean> second) {
    return first.flatMap(is -> is ? second : new Present<>(false, first.place()));
  }

  static Reading<Boolean> isKernelFor(Host host, String architecture) {
    return Architecture.read(host).kernel().map(machine -> machine.name().equals(architecture));
  }

  static Reading<Boolean> is32BitArm(Host host) {
    return Architecture.read(host).userland().map(m -> ARM_6_AND_7.contains(m.name()));
  }

  /** The kernel has this name for ARMv6 only; a 64-bit kernel is on a newer CPU. */
  static Reading<Boolean> isArm6(Host host) {
    return isKernelFor(host, "armv6l");
  }

  /** Versions of Docker's packages name the distribution: 1.7.27-1~debian.12~bookworm. */
  static Reading<Boolean> isBuiltForDebian(Host host) {
    return InstalledPackages.read(host)
        .database()
        .map(
            database ->
                database.entries("containerd.io").stream()
                    .anyMatch(entry -> entry.version().contains("~debian.")));
  }

  static Reading<Boolean> lacksCpuFlag(Host host, String flag) {
    return Cpuinfo.read(host).flags().map(flags -> !flags.contains(flag));
  }

  static Reading<Boolean> isKernelBelow(Host host, String release) {
    VersionNumber bound = VersionNumber.parse(release);
    return KernelRelease.read(host).version().map(version -> version.compareTo(bound) < 0);
  }

  /**
   * Linux 3.17 added memfd_create(2). Red Hat added it to its kernel 3.10 at some release between
   * CentOS 7.1 (3.10.0-229), on which it is missing, and 7.6.
   */
  static Reading<Boolean> lacksMemfdCreate(Host host) {
    return KernelRelease.read(host)
        .version()
        .map(
            kernel -> {
              Matcher build = EL_7.matcher(kernel.text());
              return build.matches()
                  ? Integer.parseInt(build.group(1)) < 327
                  : kernel.compareTo(VersionNumber.parse("3.17")) < 0;
            });
  }

  /** Only the outer host has /proc/bc as well: detect_container() of systemd. */
  static Reading<Boolean> isOpenvzContainer(Host host) {
    return new Present<>(host.has("/proc/vz") && !host.has("/proc/bc"), "/proc/vz");
  }

  /** Without IPv6 in the kernel, or with ipv6.disable=1, this file does not exist. */
  static Reading<Boolean> isWithoutIpv6(Host host) {
    String sockets = "/proc/net/if_inet6";
    return switch (host.status(sockets)) {
      case Present(_, _) -> new Present<>(false, sockets);
      case Absent(_) ->
          host.has("/proc/net")
              ? new Present<>(true, sockets)
              : new Unreadable<>("/proc/net", "it was not recorded");
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }
}
