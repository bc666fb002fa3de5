package io.hostready.fix;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.DpkgStatus;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.List;
import java.util.Optional;

/** Removes Debian packages, those of a list that are installed. Source: apt-get(8). */
record DropPackages(List<String> names) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "remove-packages",
          "removes those of some packages that are installed; their configuration and data stay,"
              + " and nothing else may go with them",
          Shape.of(Shape.required("names", ValueType.listOf(AddPackages.NAME, 1), "the packages")),
          "apt-get(8) remove",
          """
          remove-packages: {names: [docker.io, podman-docker, containerd, runc]}
          """,
          arguments -> new DropPackages(arguments.texts("names")));

  DropPackages {
    names = List.copyOf(names);
  }

  @Override
  public String described() {
    return "remove those that are installed of " + String.join(", ", names);
  }

  @Override
  public Optional<String> refusal(Host host) {
    return OtherSystem.refusal(host);
  }

  @Override
  public void plan(PlanBuilder builder) {
    DpkgStatus status = DpkgStatus.read(builder.host());
    List<String> installed =
        names.stream()
            .filter(name -> status.entries(name).stream().anyMatch(DpkgStatus.Entry::isInstalled))
            .toList();
    if (!installed.isEmpty()) {
      builder.removePackages(installed);
    }
  }
}
