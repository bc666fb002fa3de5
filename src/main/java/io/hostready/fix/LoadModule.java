package io.hostready.fix;

import io.hostready.change.LoadedModule;
import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.KernelModule;
import io.hostready.facts.ModuleLoading;
import io.hostready.facts.ModuleLoading.Said;
import io.hostready.facts.PackageCommands;
import io.hostready.facts.UbuntuKernel;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.Optional;
import java.util.regex.Pattern;

/** Loads a kernel module now, and at every boot. Source: modprobe(8), modules-load.d(5). */
record LoadModule(String module) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "load-module",
          "loads a kernel module now, and at boot with a file in /etc/modules-load.d",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("a module's name", Pattern.compile("[A-Za-z0-9_-]{1,64}")),
                  "the module's name, such as dm_mod")),
          "modprobe(8), modules-load.d(5)",
          """
          load-module: {name: dm_mod}
          """,
          arguments -> new LoadModule(arguments.text("name").replace('-', '_')));

  @Override
  public String description() {
    return "load kernel module " + module + " now and at boot";
  }

  @Override
  public void plan(PlanBuilder builder) {
    Host host = builder.host();
    if (KernelModule.read(host, module, Optional.empty()) instanceof Present(var found, _)) {
      refuse(found, host);
    }
    builder.set(new LoadedModule(module), LoadedModule.LOADED);
    if (!(ModuleLoading.atBoot(host, module) instanceof Present)) {
      builder.write(
          "/etc/modules-load.d/hostready-" + module + ".conf",
          FileHeader.comment("# ") + module + "\n",
          0644);
    }
  }

  /** Reports why modprobe would fail or would do nothing, before it is run. */
  private void refuse(KernelModule found, Host host) {
    String because = found.reasons().isEmpty() ? "" : " (" + shown(found.reasons().getLast()) + ")";
    switch (found.state()) {
      case LOADED, LOADABLE -> {}
      case BUILTIN ->
          throw new PlanningException(module + " is built into the kernel" + because + ".");
      case BLACKLISTED ->
          throw new PlanningException(
              module + " is disabled on this host" + because + ". Remove that line to load it.");
      case MISSING ->
          throw new PlanningException(
              "kernel "
                  + release(host)
                  + " has no module "
                  + module
                  + because
                  + ". Install the extra kernel modules ("
                  + extraModules(host)
                  + "), or boot a kernel that has it.");
      case MODULES_NOT_INSTALLED ->
          throw new PlanningException(
              "the modules of the running kernel "
                  + release(host)
                  + " are not installed"
                  + because
                  + ". Reboot into the installed kernel.");
    }
  }

  private static String shown(Said said) {
    return said.source() + (said.line() > 0 ? ":" + said.line() : "") + ": " + said.text();
  }

  private static String extraModules(Host host) {
    return PackageCommands.of(host)
        .map(manager -> "'" + manager.in("apt-get install linux-modules-extra-$(uname -r)") + "'")
        .orElseGet(() -> "on Ubuntu " + new UbuntuKernel(release(host)).modulesPackage());
  }

  private static String release(Host host) {
    return host.trimmedText("/proc/sys/kernel/osrelease").orElse("RELEASE");
  }
}
