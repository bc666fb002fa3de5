package io.hostready.fix;

import io.hostready.change.Apt;
import io.hostready.change.Dnf;
import io.hostready.change.PackageManager;
import io.hostready.change.PackageRequest;
import io.hostready.change.PlanningException;
import io.hostready.change.RemovePackages;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.InstalledPackage;
import io.hostready.facts.InstalledPackages;
import io.hostready.facts.PackageCommands;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Installs packages, some at a version with a given prefix. Source: apt-get(8), dnf(8).
 *
 * @param names Debian's names; dnf installs the packages that {@link PackageCommands} has for them
 * @param versions version prefixes of some packages, by name
 * @param conflicts packages that conflict with these
 * @param conflictingSnaps snaps that conflict with these
 * @param repository the address of the repository that must provide all packages, if required
 * @param refresh whether all lists are read first if apt does not have a package
 */
record InstallPackagesFix(
    List<String> names,
    Map<String, String> versions,
    List<String> conflicts,
    List<String> conflictingSnaps,
    Optional<String> repository,
    boolean refresh)
    implements Fix {

  /** Debian policy 5.6.7, and the names of rpm. */
  static final ValueSchema<String> NAME =
      ValueSchema.matching("a package's name", Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]+"));

  static final FixKind KIND =
      new FixKind(
          "install-packages",
          "installs packages; keeps changed conffiles, removes no package, upgrades"
              + " only what they need, and waits for another apt or dnf process",
          MapSchema.of(
              MapSchema.required(
                  "names",
                  ValueSchema.listOf(NAME, 1),
                  "the packages, with Debian's names; dnf installs those of its system instead,"
                      + " such as conntrack-tools for conntrack"),
              MapSchema.optional(
                  "versions",
                  ValueSchema.mapOf(
                      ValueSchema.matching(
                          "a version or its start",
                          Pattern.compile("([0-9]+:)?[0-9][A-Za-z0-9.+~-]*"))),
                  "versions of some of them, with the epoch: 5:29 is the newest 29.x, 5:29.0.1"
                      + " exactly that one; dnf ignores the epoch"),
              MapSchema.optional(
                  "conflicts",
                  ValueSchema.listOf(NAME, 1),
                  "packages that conflict with these; if one is installed, nothing is done"),
              MapSchema.optional(
                  "conflicting-snaps",
                  ValueSchema.listOf(NAME, 1),
                  "the same for snaps (/snap/NAME, /var/snap/NAME)"),
              MapSchema.optional(
                  "repository",
                  InstallSigningKey.URL,
                  "the repository that all of them must come from, or nothing is installed;"
                      + " {distribution}, {release} and {architecture} as in add-apt-source and"
                      + " add-dnf-repository"),
              MapSchema.optional(
                  "refresh",
                  ValueSchema.flag(),
                  "true: if apt does not know a package, runs apt-get update first")),
          "apt-get(8), deb-version(7), DPkg::Lock::Timeout in apt.conf(5), dnf(8)",
          """
          install-packages:
            names: [docker-ce, docker-ce-cli, containerd.io]
            versions: {docker-ce: "5:29", docker-ce-cli: "5:29"}
            conflicts: [docker.io, podman-docker, containerd, runc]
          """,
          arguments ->
              new InstallPackagesFix(
                  arguments.texts("names"),
                  arguments.textMap("versions"),
                  arguments.texts("conflicts"),
                  arguments.texts("conflicting-snaps"),
                  arguments.findText("repository"),
                  arguments.flag("refresh", false)));

  InstallPackagesFix {
    names = List.copyOf(names);
    versions = Map.copyOf(versions);
    conflicts = List.copyOf(conflicts);
    conflictingSnaps = List.copyOf(conflictingSnaps);
    for (String name : versions.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "package " + name + " of 'versions' is missing from 'names'");
      }
    }
  }

  @Override
  public String description() {
    return "install " + String.join(", ", names);
  }

  @Override
  public Optional<String> refusal(Host host) {
    return switch (PackageManager.of(host)) {
      case Apt() -> OtherSystem.refusal(host, "apt-get install " + String.join(" ", names));
      case Dnf() -> OtherSystem.refusalWithoutPackages(host, names);
    };
  }

  @Override
  public void plan(PlanBuilder builder) {
    if (PackageManager.of(builder.host()) instanceof Dnf) {
      refusal(builder.host())
          .ifPresent(
              why -> {
                throw new PlanningException(why);
              });
    }
    refuseSnaps(builder.host());
    InstalledPackages installed = InstalledPackages.read(builder.host());
    List<String> inTheWay =
        conflicts.stream()
            .filter(
                name -> installed.entries(name).stream().anyMatch(InstalledPackage::isInstalled))
            .filter(name -> !isRemovedBefore(builder, name))
            .toList();
    if (!inTheWay.isEmpty()) {
      throw new PlanningException(
          names.getFirst()
              + " conflicts with installed packages: "
              + String.join(", ", inTheWay)
              + removal(builder.host(), inTheWay)
              + " images and containers; after it, 'hostready fix' can install "
              + names.getFirst()
              + ".");
    }
    if (refresh
        && PackageManager.of(builder.host()) instanceof Apt
        && !builder.changesPackages()
        && names.stream().anyMatch(n -> isUnknown(builder, n))) {
      builder.updateAllPackageLists();
    }
    builder.install(
        requests(builder.host()),
        List.of(),
        repository.map(
            uri -> Distribution.of(builder.host(), uri).fill(uri).replaceFirst("/+$", "")));
  }

  /** A snap has its own daemon, and its removal deletes its data. */
  private void refuseSnaps(Host host) {
    for (String snap : conflictingSnaps) {
      if (host.has("/snap/" + snap) || host.has("/var/snap/" + snap)) {
        throw new PlanningException(
            names.getFirst()
                + " conflicts with the installed snap "
                + snap
                + ". Back up its data, then run 'snap remove "
                + snap
                + "', which deletes it; after it, 'hostready fix' can install "
                + names.getFirst()
                + ".");
      }
    }
  }

  /** Whether apt, if installed, has no candidate: apt-cache(8), policy. */
  private static boolean isUnknown(PlanBuilder builder, String name) {
    return builder.host().source().isThisMachine()
        && builder.host().run(List.of("apt-cache", "policy", name))
            instanceof CommandOutcome.Ended(int exit, String out, _)
        && exit == 0
        && (out.isBlank() || out.contains("Candidate: (none)"));
  }

  private static boolean isRemovedBefore(PlanBuilder builder, String name) {
    return builder.changes().stream()
        .anyMatch(
            change ->
                change instanceof RemovePackages(_, List<String> gone, _) && gone.contains(name));
  }

  private static String removal(Host host, List<String> inTheWay) {
    return switch (PackageManager.of(host)) {
      case Apt() ->
          ". First run 'hostready fix no-conflicting-packages', which removes them and keeps";
      case Dnf() -> ". First run 'dnf remove " + String.join(" ", inTheWay) + "', which keeps";
    };
  }

  private List<PackageRequest> requests(Host host) {
    return switch (PackageManager.of(host)) {
      case Apt() -> names.stream().map(n -> request(n, n, InstallPackagesFix::pattern)).toList();
      case Dnf() -> names.stream().flatMap(n -> rpmRequests(host, n)).distinct().toList();
    };
  }

  private Stream<PackageRequest> rpmRequests(Host host, String name) {
    return PackageCommands.namesOn(host, name).stream()
        .map(own -> request(name, own, InstallPackagesFix::rpmPattern));
  }

  private PackageRequest request(String name, String own, UnaryOperator<String> pattern) {
    return new PackageRequest(own, Optional.ofNullable(versions.get(name)).map(pattern));
  }

  /** A version prefix as a pattern of dnf, which has no epoch and ends at the end of a number. */
  static String rpmPattern(String start) {
    String upstream = start.substring(start.indexOf(':') + 1);
    return upstream.matches("\\d+(\\.\\d+)?") ? upstream + ".*" : upstream;
  }

  /**
   * A version prefix as an apt pattern that ends at the end of a number. Docker's packages have
   * versions such as 5:20.10.24~3-0~debian up to 20.10 and 5:23.0.0-1~debian later.
   */
  static String pattern(String start) {
    String upstream = start.substring(start.indexOf(':') + 1);
    if (!upstream.matches("\\d+(\\.\\d+)*")) {
      return start.endsWith("*") ? start : start + "*";
    }
    String[] numbers = upstream.split("\\.");
    if (numbers.length < 3) {
      return start + ".*";
    }
    return start + (Integer.parseInt(numbers[0]) < 23 ? "~*" : "-*");
  }
}
