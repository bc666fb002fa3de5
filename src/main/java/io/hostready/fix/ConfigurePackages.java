package io.hostready.fix;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.Optional;

/** Finishes an interrupted dpkg run: {@code dpkg --configure -a}. Source: dpkg(1). */
record ConfigurePackages() implements Fix {

  static final FixKind KIND =
      new FixKind(
          "configure-packages",
          "configures packages that an interrupted dpkg left unpacked or"
              + " half-configured; keeps changed conffiles; undo leaves the packages"
              + " configured",
          MapSchema.of(),
          "dpkg(1) --configure -a",
          """
          configure-packages: {}
          """,
          _ -> new ConfigurePackages());

  @Override
  public String description() {
    return "finish the interrupted dpkg run (dpkg --configure -a)";
  }

  @Override
  public Optional<String> refusal(Host host) {
    return OtherSystem.refusalWithoutApt(host);
  }

  @Override
  public void plan(PlanBuilder builder) {
    builder.configurePackages();
  }
}
