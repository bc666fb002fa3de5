package io.hostready.fix;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.InstalledPackage;
import io.hostready.facts.InstalledPackages;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Optional;

/** Removes the installed ones of a list of packages. Source: apt-get(8), dnf(8). */
record RemovePackagesFix(List<String> names) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "remove-packages",
          "removes those of the packages that are installed; keeps their configuration"
              + " and data, and removes nothing else",
          MapSchema.of(
              MapSchema.required(
                  "names", ValueSchema.listOf(InstallPackagesFix.NAME, 1), "the packages")),
          "apt-get(8) remove, dnf(8) remove",
          """
          remove-packages: {names: [docker.io, podman-docker, containerd, runc]}
          """,
          arguments -> new RemovePackagesFix(arguments.texts("names")));

  RemovePackagesFix {
    names = List.copyOf(names);
  }

  @Override
  public String description() {
    return "remove the installed ones of " + String.join(", ", names);
  }

  @Override
  public Optional<String> refusal(Host host) {
    return OtherSystem.refusal(
        host, ("apt-get remove " + String.join(" ", installed(host))).strip());
  }

  @Override
  public void plan(PlanBuilder builder) {
    List<String> installed = installed(builder.host());
    if (!installed.isEmpty()) {
      builder.removePackages(installed);
    }
  }

  private List<String> installed(Host host) {
    InstalledPackages packages = InstalledPackages.read(host);
    return names.stream()
        .filter(name -> packages.entries(name).stream().anyMatch(InstalledPackage::isInstalled))
        .toList();
  }
}
