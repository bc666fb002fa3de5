package io.hostready.probe;

import io.hostready.facts.KernelConfig;
import io.hostready.facts.KernelOptions;
import io.hostready.host.Host;
import io.hostready.text.Joined;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads options of the running kernel's config. Source: proc_config.gz(5). */
record KernelConfigProbe(List<String> names) implements Probe {

  private static final String NAME = "(?!CONFIG_)[A-Za-z0-9_]{1,100}";

  static final ProbeKind KIND =
      new ProbeKind(
          "kernel-config",
          "options of the running kernel's config (CONFIG_*)",
          MapSchema.of(
              MapSchema.required(
                  "names",
                  ValueSchema.oneOrMore(
                      ValueSchema.matching("an option's name without CONFIG_, such as VETH", NAME)),
                  "the options, without CONFIG_")),
          List.of(
              Facet.states(
                      "state",
                      List.of("y", "m", KernelOptions.OFF),
                      "each option's value: y built in, m a module, n not set or not known to this"
                          + " kernel (a number or quoted string is shown as it stands)")
                  .saidOfNames(KernelConfigProbe::sentence)),
          false,
          "the first that can be read of /proc/config.gz, /boot/config-RELEASE,"
              + " /usr/src/linux-RELEASE/.config, /usr/src/linux/.config,"
              + " /usr/lib/modules/RELEASE/config, /usr/lib/ostree-boot/config-RELEASE,"
              + " /usr/lib/kernel/config-RELEASE, /usr/src/linux-headers-RELEASE/.config,"
              + " /lib/modules/RELEASE/build/.config (proc_config.gz(5))",
          """
          kernel-config:
            names: [VETH, BRIDGE]
            expect:
              state: [y, m]
          """,
          arguments -> new KernelConfigProbe(arguments.texts("names")));

  @Override
  public String subject() {
    return "kernel config";
  }

  @Override
  public List<String> subjects() {
    return names.stream().map(name -> "CONFIG_" + name).toList();
  }

  /** "CONFIG_VETH=y or =m", "CONFIG_VETH and CONFIG_BRIDGE are not set". */
  private static String sentence(List<String> names, List<String> states) {
    boolean isOne = names.size() == 1;
    String all = Joined.and(names);
    if (states.equals(List.of(KernelOptions.OFF))) {
      return all + (isOne ? " is not set" : " are not set");
    }
    return isOne ? all + "=" + String.join(" or =", states) : all + " = " + Joined.or(states);
  }

  @Override
  public List<String> commands() {
    String options = "'CONFIG_(" + String.join("|", names) + ")'";
    return List.of(
        "grep -wE " + options + " /boot/config-$(uname -r)",
        "zgrep -wE " + options + " /proc/config.gz");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        KernelConfig.read(host).options(),
        (options, source) -> {
          Map<String, String> states = new LinkedHashMap<>();
          List<Evidence> evidence = new ArrayList<>();
          for (String name : names) {
            KernelOptions.Option option = options.find(name);
            states.put("CONFIG_" + name, option.value());
            evidence.add(new Evidence(source, option.line(), "CONFIG_" + name, option.value()));
          }
          return new Facets().value("state", new Value.States(states)).found(evidence);
        });
  }
}
