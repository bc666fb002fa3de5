package io.hostready.docker;

import io.hostready.facts.InstalledPackage;
import io.hostready.facts.InstalledPackages;
import io.hostready.facts.KernelRelease;
import io.hostready.facts.ProcessOwner;
import io.hostready.facts.Processes;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.function.Function;

/**
 * A release of a program that does not work on some hosts. A release that is defective on all hosts
 * belongs here too; one that only lacks a feature does not.
 *
 * @param packages packages of the program, with Debian's names; one is enough
 * @param from the first defective upstream version
 * @param below the first version without the defect, or a version above all others
 * @param affects whether the host is one of those on which the defect shows
 * @param stopsDocker whether Docker does not start or no container runs
 * @param problem the problem, a phrase that {@code VERSION} completes
 * @param remedy what to do, a sentence
 * @param source the report
 */
public record KnownDefect(
    List<String> packages,
    String from,
    String below,
    Function<Host, Reading<Boolean>> affects,
    boolean stopsDocker,
    String problem,
    String remedy,
    String source) {

  private static final String NO_FIX = "9999";

  public static final List<KnownDefect> ALL =
      List.of(
          ofDocker29Point8(
              host ->
                  AffectedHosts.both(
                      AffectedHosts.isKernelFor(host, "aarch64"),
                      AffectedHosts.lacksCpuFlag(host, "atomics")),
              "docker-ce VERSION does not run on Arm CPUs without atomic instructions, such as that"
                  + " of a Raspberry Pi 4 (SIGILL)",
              "https://github.com/moby/moby/issues/53640"),
          ofDocker29Point8(
              AffectedHosts::isOpenvzContainer,
              "docker-ce VERSION does not start in OpenVZ and Virtuozzo containers",
              "https://github.com/moby/moby/issues/53592"),
          new KnownDefect(
              List.of("docker-ce"),
              "29",
              NO_FIX,
              AffectedHosts::isArm6,
              true,
              "docker-ce VERSION does not run on ARMv6 CPUs (Raspberry Pi 1 and Zero)",
              "Stay with docker-ce 28 and hold it ('apt-mark hold docker-ce docker-ce-cli"
                  + " containerd.io').",
              "https://docs.docker.com/engine/release-notes/29/"),
          new KnownDefect(
              List.of("containerd.io"),
              "2.2.0",
              "2.2.1",
              host ->
                  AffectedHosts.both(
                      AffectedHosts.isKernelFor(host, "aarch64"),
                      AffectedHosts.isKernelBelow(host, "4.11")),
              true,
              "containerd.io VERSION does not run on arm64 kernels before 4.11 (SIGILL)",
              "Install containerd.io 2.1.5 or a release after 2.2.0, or boot a newer kernel.",
              "https://github.com/containerd/containerd/issues/12665"),
          new KnownDefect(
              List.of("containerd.io"),
              "1.7.28",
              NO_FIX,
              AffectedHosts::isArm6,
              true,
              "containerd.io VERSION does not run on ARMv6 CPUs (Raspberry Pi 1 and Zero)",
              "Install containerd.io 1.7.27 and docker-ce 28.0.1, and hold them ('apt-mark hold"
                  + " containerd.io docker-ce docker-ce-cli').",
              "https://github.com/docker/containerd-packaging/issues/428"),
          new KnownDefect(
              List.of("containerd.io"),
              "1",
              NO_FIX,
              host ->
                  AffectedHosts.both(
                      AffectedHosts.isArm6(host), AffectedHosts.isBuiltForDebian(host)),
              true,
              "containerd.io VERSION is built for Debian and ARMv7, and does not run on ARMv6 CPUs"
                  + " (Raspberry Pi 1 and Zero)",
              "Replace linux/debian with linux/raspbian in apt's entry of Docker, then run 'apt-get"
                  + " update' and install the packages again.",
              "https://github.com/moby/moby/issues/40733"),
          new KnownDefect(
              List.of("docker-ce"),
              "25.0.4",
              "25.0.5",
              AffectedHosts::isArm6,
              true,
              "docker-ce VERSION does not run on ARMv6 CPUs (Raspberry Pi 1 and Zero)",
              "Install docker-ce and docker-ce-cli 24.0.9 or 28.0.1, and hold them ('apt-mark hold"
                  + " docker-ce docker-ce-cli').",
              "https://github.com/moby/moby/issues/47539"),
          new KnownDefect(
              List.of("docker-ce"),
              "20.10.6",
              "20.10.7",
              AffectedHosts::isWithoutIpv6,
              true,
              "docker-ce VERSION does not start containers with published ports on a host without"
                  + " IPv6",
              "Upgrade Docker: 'apt-get install docker-ce docker-ce-cli'.",
              "https://github.com/moby/moby/issues/42288"),
          needsMemfdCreate(
              "docker-ce",
              "18.06.2",
              "18.06.3",
              "docker-ce 18.06.3",
              "https://github.com/docker/for-linux/issues/591"),
          needsMemfdCreate(
              "docker-ce",
              "18.09.2",
              "18.09.3",
              "containerd.io 1.2.5 or later and docker-ce 18.09.4 or later",
              "https://github.com/docker/for-linux/issues/595"),
          needsMemfdCreate(
              "containerd.io",
              "1.2.4",
              "1.2.5",
              "containerd.io 1.2.5 or later",
              "https://github.com/containerd/containerd/pull/3081"),
          new KnownDefect(
              List.of("docker-ce"),
              "1",
              "20.10.10",
              host -> InstalledPackages.read(host).database().map(_ -> true),
              false,
              "docker-ce VERSION blocks the syscall clone3: programs of images with glibc 2.34 or"
                  + " newer (Debian 12, Ubuntu 22.04) cannot create threads",
              "Upgrade the packages docker-ce and docker-ce-cli to 20.10.10 or later.",
              "https://github.com/moby/moby/issues/42680"),
          new KnownDefect(
              List.of("linux-image-6.8.0-100-generic"),
              "6.8",
              "6.9",
              host ->
                  KernelRelease.read(host)
                      .version()
                      .map(release -> release.text().equals("6.8.0-100-generic")),
              false,
              "kernel VERSION (6.8.0-100-generic) drops UDP packets and connections of containers"
                  + " at random",
              "Install a newer kernel ('apt-get update', then 'apt-get full-upgrade') and reboot.",
              "https://github.com/home-assistant/core/issues/162636"),
          new KnownDefect(
              List.of("network-manager"),
              "0.9.10",
              "1.2",
              host ->
                  Processes.alive(host, "NetworkManager", ProcessOwner.ROOT)
                      .map(alive -> !alive.isEmpty()),
              false,
              "NetworkManager VERSION requests an address by DHCP on each veth interface:"
                  + " containers lose their address",
              "Write /etc/NetworkManager/conf.d/docker.conf with the section [keyfile] and the line"
                  + " unmanaged-devices=interface-name:veth*;interface-name:docker0;interface-name:br-*,"
                  + " and restart NetworkManager; or upgrade to 1.2 or later.",
              "https://github.com/containernetworking/cni/issues/77"),
          inflatesWrongly("2.1", "2.1.8"),
          inflatesWrongly("2.2", "2.2.2"),
          new KnownDefect(
              List.of("libseccomp2"),
              "0",
              "2.4.2",
              AffectedHosts::is32BitArm,
              false,
              "libseccomp2 VERSION does not know the 64-bit time syscalls: images of Debian 11,"
                  + " Ubuntu 20.04, Alpine 3.13 and newer fail with wrong dates and \"Operation not"
                  + " permitted\"",
              "Install libseccomp2 of buster-backports (2.5), or upgrade to Debian 11 or later.",
              "https://github.com/docker/for-linux/issues/1283"));

  public KnownDefect {
    packages = List.copyOf(packages);
  }

  private static KnownDefect ofDocker29Point8(
      Function<Host, Reading<Boolean>> affects, String problem, String source) {
    return new KnownDefect(
        List.of("docker-ce"),
        "29.8.0",
        "29.8.1",
        affects,
        true,
        problem,
        "Install 29.7.2 or a release after 29.8.0: 'apt-get update', then 'apt-get install"
            + " docker-ce docker-ce-cli'.",
        source);
  }

  /** The first fix of CVE-2019-5736 in runc, before it worked without memfd_create(2). */
  private static KnownDefect needsMemfdCreate(
      String ofPackage, String from, String below, String corrected, String source) {
    return new KnownDefect(
        List.of(ofPackage),
        from,
        below,
        AffectedHosts::lacksMemfdCreate,
        true,
        "runc of "
            + ofPackage
            + " VERSION needs the syscall memfd_create, which this kernel does not have: no"
            + " container starts (\"copying bootstrap data to pipe\")",
        "Boot Linux 3.17 or newer, or the latest kernel of CentOS 7; or install " + corrected + ".",
        source);
  }

  /** Docker and containerd decompress layers with unpigz, if it is installed. */
  private static KnownDefect inflatesWrongly(String from, String below) {
    return new KnownDefect(
        List.of("zlib-ng-compat"),
        from,
        below,
        host ->
            InstalledPackages.read(host)
                .database()
                .map(
                    database ->
                        database.entries("pigz").stream().anyMatch(InstalledPackage::isInstalled)),
        false,
        "pigz decompresses some large layers wrongly with zlib-ng-compat VERSION: \"layers from"
            + " manifest don't match image configuration\", \"unpigz: corrupted -- crc32"
            + " mismatch\"",
        "Upgrade zlib-ng to 2.1.8, 2.2.2 or later ('dnf upgrade zlib-ng-compat'), or remove pigz"
            + " ('dnf remove pigz'): Docker then decompresses layers itself.",
        "https://github.com/zlib-ng/zlib-ng/issues/1772");
  }

  /** The installed version, if it is defective; absent if it is not, or if nothing is installed. */
  public Reading<VersionNumber> installed(Host host) {
    return InstalledPackages.read(host)
        .database()
        .find(
            database ->
                packages.stream()
                    .flatMap(name -> database.entries(name).stream())
                    .filter(InstalledPackage::isInstalled)
                    .map(InstalledPackage::upstreamVersion)
                    .filter(this::isDefective)
                    .findFirst());
  }

  private boolean isDefective(VersionNumber version) {
    return version.compareTo(VersionNumber.parse(from)) >= 0
        && version.compareTo(VersionNumber.parse(below)) < 0;
  }

  /** Whether it is installed and affects the host. */
  public Reading<VersionNumber> shows(Host host) {
    Reading<VersionNumber> installed = installed(host);
    return installed.flatMap(
        version ->
            affects
                .apply(host)
                .flatMap(
                    is ->
                        is
                            ? new Present<>(version, installed.place())
                            : new Absent<>(installed.place())));
  }
}
