package io.hostready.probe;

import io.hostready.facts.KernelModule;
import io.hostready.facts.KernelModule.State;
import io.hostready.facts.ModuleLoading;
import io.hostready.facts.ModuleLoading.Said;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Checks whether the kernel has a module, now and at boot. Source: modprobe(8), modules-load.d(5).
 */
record KernelModuleProbe(String name, Optional<String> option) implements Probe {

  static final String NAME = "[A-Za-z0-9_-]{1,64}";

  private static final String OPTION = "(?!CONFIG_)[A-Za-z0-9_]{1,100}";

  static final ProbeKind KIND =
      new ProbeKind(
          "kernel-module",
          "a module of the running kernel",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("a module's name, such as dm_mod", NAME),
                  "the module's name; - and _ are the same"),
              MapSchema.optional(
                  "option",
                  ValueSchema.matching(
                      "an option's name without CONFIG_, such as BLK_DEV_DM", OPTION),
                  "the kernel config option that builds the module, read if nothing else shows"
                      + " whether the module is built in; known for Docker's usual modules")),
          List.of(
              Facet.word(
                      "state",
                      Arrays.stream(State.values()).map(State::id).toList(),
                      "builtin: part of the kernel; loaded; loadable: modprobe would load it;"
                          + " blacklisted: installed, but 'install NAME /bin/false' in modprobe.d"
                          + " or the kernel's own settings forbid it (a 'blacklist' line does not:"
                          + " it only stops loading by alias); missing: not installed for this"
                          + " kernel; modules-not-installed: this kernel's modules are not on the"
                          + " disk, reboot or install them")
                  .said(
                      "{subject} is {}",
                      Map.of(
                          "builtin",
                          "built-in",
                          "loadable",
                          "loadable but not loaded",
                          "blacklisted",
                          "disabled in modprobe.d",
                          "modules-not-installed",
                          "not loadable (the modules of the running kernel are not installed)")),
              Facet.text("forbidden-by", "the file and line that forbid a blacklisted module")
                  .said("{subject} is disabled by {}", "{subject} is not disabled"),
              Facet.flag(
                      "at-boot",
                      "whether it is loaded at every boot: built in, or named in modules-load.d,"
                          + " /etc/modules or modules_load=")
                  .saidIfTrue("{subject} is loaded at boot", "{subject} is not loaded at boot")),
          false,
          "/proc/modules, /sys/module, modules.dep and modules.builtin in /lib/modules/RELEASE or"
              + " /usr/lib/modules/RELEASE, modprobe.d, modules-load.d, /etc/modules,"
              + " /proc/cmdline, and the kernel's build configuration (modprobe(8))",
          """
          kernel-module:
            name: br_netfilter
            expect:
              state: [builtin, loaded]
              at-boot: true
          """,
          arguments -> new KernelModuleProbe(arguments.text("name"), arguments.findText("option")));

  @Override
  public String subject() {
    return name;
  }

  @Override
  public List<String> commands() {
    return List.of("lsmod | grep -w " + name, ShellCommand.of("modinfo", name));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        KernelModule.read(host, name, option),
        module -> {
          List<Evidence> evidence = new ArrayList<>();
          module.reasons().forEach(said -> evidence.add(evidence(said)));
          Value atBoot =
              module.state() == State.BUILTIN
                  ? new Value.Flag(true)
                  : atBoot(ModuleLoading.atBoot(host, module.name()), evidence);
          return new Facets()
              .text("state", module.state().id())
              .value("forbidden-by", forbiddenBy(module))
              .value("at-boot", atBoot)
              .found(evidence);
        });
  }

  private static Value forbiddenBy(KernelModule module) {
    if (module.state() != State.BLACKLISTED) {
      return new Value.Missing("modprobe.d");
    }
    Said by = module.reasons().getLast();
    return new Value.Text(by.source() + ":" + by.line() + " (" + by.text() + ")");
  }

  private Value atBoot(Reading<Said> listed, List<Evidence> evidence) {
    return switch (listed) {
      case Present(var said, _) -> {
        evidence.add(evidence(said));
        yield new Value.Flag(true);
      }
      case Absent(_) -> new Value.Flag(false);
      case Unreadable(var where, var why) -> new Value.Unreadable(where, why);
    };
  }

  private Evidence evidence(Said said) {
    return evidence(name, said);
  }

  static Evidence evidence(String name, Said said) {
    return new Evidence(
        said.source(),
        said.line() > 0 ? OptionalInt.of(said.line()) : OptionalInt.empty(),
        name,
        said.text());
  }
}
