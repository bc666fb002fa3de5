package io.hostready.fix;

import io.hostready.change.PackageHold;
import io.hostready.change.PackageManager;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.PackageCommands;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Optional;

/** Holds packages, so that apt does not upgrade them. Source: apt-mark(8). */
record HoldPackages(List<String> names) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "hold-packages",
          "puts packages on hold: neither apt nor unattended-upgrades changes them",
          MapSchema.of(
              MapSchema.required(
                  "names", ValueSchema.listOf(InstallPackagesFix.NAME, 1), "the packages")),
          "apt-mark(8) hold, dnf-versionlock(8)",
          """
          hold-packages: {names: [docker-ce, docker-ce-cli, containerd.io]}
          """,
          arguments -> new HoldPackages(arguments.texts("names")));

  HoldPackages {
    names = List.copyOf(names);
  }

  @Override
  public String description() {
    return "hold " + String.join(", ", names);
  }

  @Override
  public Optional<String> refusal(Host host) {
    return OtherSystem.refusal(host, "apt-mark hold " + String.join(" ", names));
  }

  @Override
  public void plan(PlanBuilder builder) {
    PackageManager manager = PackageManager.of(builder.host());
    names.stream()
        .flatMap(name -> PackageCommands.namesOn(builder.host(), name).stream())
        .distinct()
        .forEach(name -> builder.set(new PackageHold(manager, name), PackageHold.HELD));
  }
}
