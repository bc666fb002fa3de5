package io.hostready.testbed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A release that a repository has packages for: its codename, and how Docker's versions name it.
 * Source: the listing of download.docker.com/linux/(debian|ubuntu)/dists/.
 */
enum Suite {
  BOOKWORM("bookworm", "debian", "12"),
  TRIXIE("trixie", "debian", "13"),
  JAMMY("jammy", "ubuntu", "22.04"),
  NOBLE("noble", "ubuntu", "24.04"),
  RESOLUTE("resolute", "ubuntu", "26.04");

  private final String codename;
  private final String distribution;
  private final String release;

  Suite(String codename, String distribution, String release) {
    this.codename = codename;
    this.distribution = distribution;
    this.release = release;
  }

  static Suite of(String codename) {
    for (Suite each : values()) {
      if (each.codename.equals(codename)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "suite '" + codename + "' is unknown here; add it to " + Suite.class.getName());
  }

  String codename() {
    return codename;
  }

  /** Where its repository is below Docker's address: "linux/debian" or "linux/ubuntu". */
  String place() {
    return "linux/" + distribution;
  }

  /** What Docker sells for this release: two versions of the engine and its client. */
  List<DebPackage> dockerPackages() {
    return List.of(
        engine("28.5.2"),
        engine("29.0.0"),
        client("28.5.2"),
        client("29.0.0"),
        DebPackage.of("containerd.io", "2.1.5-1" + build(), "containerd.io")
            .with("Provides", "containerd, runc")
            .with("Conflicts", "containerd, runc")
            .with("Replaces", "containerd, runc"),
        buildx(),
        compose());
  }

  /** What Docker sells beside the engine and its client. */
  List<DebPackage> dockerPlugins() {
    return List.of(buildx(), compose());
  }

  private DebPackage buildx() {
    return DebPackage.of("docker-buildx-plugin", "0.30.0-1" + build(), "docker-buildx-plugin");
  }

  private DebPackage compose() {
    return DebPackage.of("docker-compose-plugin", "2.40.3-1" + build(), "docker-compose-plugin");
  }

  DebPackage engine(String version) {
    return DebPackage.of("docker-ce", "5:" + version + "-1" + build(), "docker-ce")
        .with("Depends", "containerd.io (>= 1.7.27), docker-ce-cli, iptables | nftables, python3")
        .with("Conflicts", "docker (<< 1.5~), docker.io")
        .with("Replaces", "docker (<< 1.5~), docker.io");
  }

  private DebPackage client(String version) {
    return DebPackage.of("docker-ce-cli", "5:" + version + "-1" + build(), "docker-ce-cli")
        .with("Depends", "python3")
        .with("Recommends", "docker-buildx-plugin, docker-compose-plugin")
        .with("Conflicts", "docker (<< 1.5~), docker-cli")
        .with("Replaces", "docker (<< 1.5~), docker-cli, docker.io")
        .with("Breaks", "docker-ce (<< 5:0)");
  }

  private String build() {
    return "~%s.%s~%s".formatted(distribution, release, codename);
  }

  /** What the distribution itself has of Docker, and of what stands in Docker's way. */
  List<DebPackage> distributionPackages() {
    boolean ubuntu = distribution.equals("ubuntu");
    String engine = ubuntu ? "27.5.1-0ubuntu3~" + release + ".2" : "26.1.5+dfsg1-9";
    List<DebPackage> packages = new ArrayList<>(ubuntu ? ubuntuPackages() : List.of());
    Collections.addAll(
        packages,
        DebPackage.of("docker.io", engine, "docker-ce docker.io")
            .with("Depends", "containerd, runc, iptables, python3")
            .with("Recommends", "docker-cli"),
        DebPackage.of("docker-cli", engine, "docker-ce-cli").with("Depends", "python3"),
        DebPackage.of("containerd", "1.7.24-1", "containerd.io"),
        DebPackage.of("runc", "1.1.15-1", ""),
        DebPackage.of("podman", "5.4.2-2", ""),
        DebPackage.of("podman-docker", "5.4.2-2", "docker-ce-cli")
            .with("Depends", "podman, python3")
            .with("Conflicts", "docker-cli, docker-ce-cli"),
        DebPackage.of("docker-compose", "2.26.1-4", ""),
        DebPackage.of("docker-doc", engine, ""));
    return List.copyOf(packages);
  }

  private List<DebPackage> ubuntuPackages() {
    List<DebPackage> packages = new ArrayList<>();
    packages.add(DebPackage.of("snapd", "2.66.1", "snapd"));
    // Offered to no host yet: apt upgrades to it on request only.
    packages.add(
        DebPackage.of("iptables", "1.9.0-1ubuntu1", "").with("Phased-Update-Percentage", "0"));
    if (this == JAMMY) {
      packages.addAll(kernelModules(AptRepository.JAMMY_KERNEL));
    }
    return packages;
  }

  /** A kernel's modules, without the kernel. */
  private static List<DebPackage> kernelModules(String kernel) {
    String modules = "linux-modules-" + kernel;
    String version = kernel.replaceFirst("-[a-z]*$", ".64");
    return List.of(
        DebPackage.of(modules, version, "linux-modules"),
        DebPackage.of("linux-modules-extra-" + kernel, version, "linux-modules-extra")
            .with("Depends", modules));
  }
}
