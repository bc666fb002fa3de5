package io.hostready.fix;

import io.hostready.change.Apt;
import io.hostready.change.Dnf;
import io.hostready.change.PackageManager;
import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.BaseRelease;
import io.hostready.facts.InstalledPackage;
import io.hostready.facts.InstalledPackages;
import io.hostready.facts.KernelModule;
import io.hostready.facts.KernelModule.State;
import io.hostready.facts.KernelPackage;
import io.hostready.facts.OsRelease;
import io.hostready.facts.UbuntuKernel;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Installs the package with further modules of the running kernel: linux-modules-extra of Ubuntu,
 * kernel-modules-extra of the Red Hat family. Source: packages of Ubuntu's kernels; kernel.spec of
 * RHEL.
 *
 * @param modules the modules of which at least one is missing
 */
record InstallExtraModules(List<String> modules) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "install-extra-modules",
          "installs the package with further modules of the running kernel, if one of the modules"
              + " is missing: linux-modules-extra of Ubuntu, kernel-modules-extra with dnf",
          MapSchema.of(
              MapSchema.required(
                  "names",
                  ValueSchema.listOf(
                      ValueSchema.matching(
                          "a module's name", Pattern.compile("[A-Za-z0-9_-]{1,64}")),
                      1),
                  "the modules")),
          "apt-get(8), dnf(8), uname(1)",
          """
          install-extra-modules: {names: [xt_addrtype, br_netfilter]}
          """,
          arguments -> new InstallExtraModules(arguments.texts("names")));

  InstallExtraModules {
    modules = List.copyOf(modules);
  }

  @Override
  public String description() {
    return "install the extra modules of the running kernel";
  }

  @Override
  public Optional<String> refusal(Host host) {
    if (missing(host).isEmpty()) {
      return Optional.of(
          "None of the modules "
              + String.join(", ", modules)
              + " is known to be missing from the packages of this kernel.");
    }
    return switch (PackageManager.of(host)) {
      case Apt() ->
          OtherSystem.refusal(host, "apt-get install linux-modules-extra-$(uname -r)")
              .or(() -> withoutPackage(host));
      case Dnf() -> withoutKernelPackage(host);
    };
  }

  /** The modules that the running kernel does not have. */
  private List<String> missing(Host host) {
    return modules.stream()
        .filter(
            name ->
                KernelModule.read(host, name, Optional.empty()) instanceof Present(var module, _)
                    && module.state() == State.MISSING)
        .toList();
  }

  private Optional<String> withoutPackage(Host host) {
    boolean isUbuntu = BaseRelease.read(host).distribution().filter("ubuntu"::equals).isPresent();
    if (!isUbuntu) {
      return Optional.of(
          "The kernel packages of " + OsRelease.read(host).prettyName() + " have all modules.");
    }
    UbuntuKernel kernel = UbuntuKernel.read(host);
    if (!kernel.hasPackages()) {
      return Optional.of(
          "Ubuntu has no package with extra modules of kernel " + kernel.release() + ".");
    }
    if (kernel.hasAllModulesInOnePackage()) {
      return Optional.of(kernel.modulesPackage() + " has all modules of this kernel.");
    }
    String extra = kernel.modulesPackage();
    return InstalledPackages.read(host).entries(extra).stream()
            .anyMatch(InstalledPackage::isInstalled)
        ? Optional.of(hasNone(extra, host))
        : Optional.empty();
  }

  private static String release(Host host) {
    return UbuntuKernel.read(host).release();
  }

  private String hasNone(String installed, Host host) {
    return installed
        + " is installed, and kernel "
        + release(host)
        + " has no module "
        + String.join(", ", missing(host))
        + ". Boot a kernel that has it.";
  }

  private Optional<String> withoutKernelPackage(Host host) {
    Optional<KernelPackage> kernel = KernelPackage.read(host);
    if (kernel.isEmpty()) {
      return Optional.of(
          "No package in rpm's database has the running kernel " + release(host) + ".");
    }
    String extra = kernel.get().extraModules();
    List<InstalledPackage> installed = InstalledPackages.read(host).entries(extra);
    if (installed.stream().anyMatch(kernel.get()::isVersionOf)) {
      return Optional.of(hasNone(extra, host));
    }
    // dnf keeps several versions of it, and a plan has one for each name.
    return installed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            extra
                + " "
                + installed.getLast().version()
                + " is of another kernel. Reboot into that kernel, or run 'dnf install "
                + extra
                + "-$(uname -r)'.");
  }

  @Override
  public void plan(PlanBuilder builder) {
    Host host = builder.host();
    refusal(host)
        .ifPresent(
            why -> {
              throw new PlanningException(why);
            });
    switch (PackageManager.of(host)) {
      case Apt() -> install(builder, UbuntuKernel.read(host).modulesPackage(), Map.of());
      case Dnf() -> {
        KernelPackage kernel = KernelPackage.read(host).orElseThrow();
        String extra = kernel.extraModules();
        install(builder, extra, Map.of(extra, kernel.version()));
      }
    }
  }

  private static void install(PlanBuilder builder, String name, Map<String, String> versions) {
    new InstallPackagesFix(List.of(name), versions, List.of(), List.of(), Optional.empty(), true)
        .plan(builder);
  }
}
