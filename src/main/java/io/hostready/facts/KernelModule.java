package io.hostready.facts;

import io.hostready.facts.LoadedModules.LoadedModule;
import io.hostready.facts.ModuleLoading.Said;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the running kernel has a module, or can load it. Names have _ for each -. Source:
 * proc_modules(5), modules.builtin and modules.dep(5), modprobe.d(5), /sys/module, and the kernel
 * config if the others do not show it.
 */
public record KernelModule(String name, State state, List<Said> reasons) {

  public KernelModule {
    reasons = List.copyOf(reasons);
  }

  /** The state of a module. */
  public enum State {
    /** Built into the kernel. */
    BUILTIN,
    /** Loaded now. */
    LOADED,
    /** Installed, and modprobe would load it. */
    LOADABLE,
    /** Installed, and loading it is forbidden. */
    BLACKLISTED,
    /** Not built for the running kernel, or not installed. */
    MISSING,
    /**
     * The running kernel's modules are not installed: a new kernel was installed without a reboot,
     * or this kernel's packages were removed.
     */
    MODULES_NOT_INSTALLED;

    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Returns the state of a module. In a container, a module that is neither loaded nor built in is
   * Unreadable: the kernel belongs to the container's host, and loads modules from that host's
   * disk.
   *
   * @param option the kernel option that builds it, without CONFIG_; if empty, taken from a table
   */
  public static Reading<KernelModule> read(Host host, String name, Optional<String> option) {
    String plain = name.replace('-', '_');
    return new Look(host, plain, option.or(() -> ModuleOptions.ofModule(plain))).state();
  }

  private record Look(Host host, String name, Optional<String> option) {

    Reading<KernelModule> state() {
      Reading<List<LoadedModule>> loaded = LoadedModules.read(host).listing();
      if (loaded instanceof Unreadable(var where, var why)) {
        return new Unreadable<>(where, why);
      }
      Optional<LoadedModule> listed =
          loaded.orElse(List.of()).stream()
              .filter(module -> module.name().equals(name))
              .findFirst();
      if (listed.isPresent()) {
        return is(State.LOADED, new Said(LoadedModules.PATH, listed.get().line(), name));
      }
      Reading<KernelModule> found = onDisk();
      if (found instanceof Present(var module, var source)
          && module.state() != State.BUILTIN
          && isInContainer()) {
        return new Unreadable<>(
            source,
            "cannot see from a container whether its host can load "
                + name
                + ". Run 'modprobe "
                + name
                + "' on the host of the container, then check again");
      }
      return found;
    }

    /** For modprobe, WSL 2 is a machine, although systemd-detect-virt lists it as a container. */
    private boolean isInContainer() {
      Virtualization around = Virtualization.read(host);
      return around.isContainer() && !around.technology().toOptional().equals(Optional.of("wsl"));
    }

    private Reading<KernelModule> onDisk() {
      return switch (ModuleTree.read(host)) {
        case Present(var tree, _) -> inTree(tree);
        case Absent(var where) -> withoutTree(where);
        case Unreadable(var where, var why) -> inSys().orElse(new Unreadable<>(where, why));
      };
    }

    /** Not loaded, but in /sys/module: built in. Some built-in modules are not in /sys/module. */
    private Optional<Reading<KernelModule>> inSys() {
      String directory = "/sys/module/" + name;
      return host.has(directory)
          ? Optional.of(
              is(State.BUILTIN, new Said(directory, 0, "there, and not loaded as a module")))
          : Optional.empty();
    }

    private Reading<KernelModule> inTree(ModuleTree tree) {
      if (tree.isBuiltin(name)) {
        return is(State.BUILTIN, new Said(tree.directory() + "/modules.builtin", 0, name + ".ko"));
      }
      Said dependencies =
          new Said(
              tree.directory() + "/modules.dep",
              0,
              tree.hasFile(name) ? name + ".ko" : "no " + name);
      if (tree.hasFile(name)) {
        return switch (ModuleLoading.forbidden(host, name)) {
          case Present(var by, _) -> is(State.BLACKLISTED, dependencies, by);
          case Absent(_) -> is(State.LOADABLE, dependencies);
          case Unreadable(var where, var why) -> new Unreadable<>(where, why);
        };
      }
      // An option that is y can be part of another module (br_netfilter before 3.18), so it is used
      // only if modules.builtin does not exist.
      Optional<Said> built = tree.builtin().isEmpty() ? optionSays("y") : Optional.empty();
      return inSys()
          .or(() -> built.map(said -> is(State.BUILTIN, said)))
          .orElse(is(State.MISSING, dependencies));
    }

    private Reading<KernelModule> withoutTree(String where) {
      Optional<Reading<KernelModule>> sys = inSys();
      Optional<KernelOptions> options = KernelConfig.read(host).options().toOptional();
      Optional<Said> built = optionSays("y");
      Optional<Said> off = optionSays(KernelOptions.OFF);
      if (sys.isPresent()) {
        return sys.get();
      }
      if (built.isPresent()) {
        return is(State.BUILTIN, built.get());
      }
      if (off.isPresent()) {
        return is(State.MISSING, off.get());
      }
      if (options.isPresent() && !options.get().isOn("MODULES")) {
        return new Unreadable<>(
            "/sys/module/" + name,
            "this kernel has no loadable modules, and whether "
                + name
                + " is built in depends on the kernel option that builds it, which this check does"
                + " not name");
      }
      if (options.isEmpty() && !host.has(LoadedModules.PATH)) {
        return new Unreadable<>(
            LoadedModules.PATH,
            "no such file, nor "
                + where
                + ": this kernel has no loadable modules, or the files are not in this tree");
      }
      return is(
          State.MODULES_NOT_INSTALLED,
          new Said(
              where,
              0,
              "no such file: the running kernel's modules are not installed, as after an update"
                  + " before the reboot"));
    }

    /** The evidence from the config, if the module's option has this value. */
    private Optional<Said> optionSays(String value) {
      if (option.isPresent()
          && KernelConfig.read(host).options() instanceof Present(var options, var source)) {
        KernelOptions.Option found = options.find(option.get());
        return found.value().equals(value)
            ? Optional.of(
                new Said(source, found.line().orElse(0), "CONFIG_" + option.get() + "=" + value))
            : Optional.empty();
      }
      return Optional.empty();
    }

    private Reading<KernelModule> is(State state, Said... reasons) {
      return new Present<>(new KernelModule(name, state, List.of(reasons)), reasons[0].source());
    }
  }
}
