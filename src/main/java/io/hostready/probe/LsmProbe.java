package io.hostready.probe;

import io.hostready.facts.SecurityModules;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads which security modules the kernel has enabled. */
record LsmProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "lsm",
          "the active Linux Security Modules (LSM)",
          MapSchema.of(),
          List.of(
              Facet.words("enabled", "their names, such as capability, apparmor, selinux")
                  .said("LSMs: {}"),
              Facet.flag("apparmor", "whether AppArmor is enabled")
                  .saidIfTrue("AppArmor enabled", "AppArmor disabled"),
              Facet.word(
                      "selinux", List.of("enforcing", "permissive", "disabled"), "SELinux's mode")
                  .said("SELinux {}")),
          false,
          "/sys/kernel/security/lsm, /sys/module/apparmor/parameters/enabled,"
              + " /sys/fs/selinux/enforce",
          """
          lsm:
            expect: {apparmor: true}
          """,
          _ -> new LsmProbe());

  @Override
  public String subject() {
    return "LSM";
  }

  @Override
  public List<String> commands() {
    return List.of("cat /sys/kernel/security/lsm");
  }

  @Override
  public Observation observe(Host host) {
    SecurityModules modules = SecurityModules.read(host);
    List<Evidence> evidence = new ArrayList<>();
    return new Facets()
        .value("enabled", value("enabled", modules.enabled(), Value.Words::new, evidence))
        .value("apparmor", value("apparmor", modules.appArmor(), Value.Flag::new, evidence))
        .value("selinux", value("selinux", modules.selinux(), Value.Text::new, evidence))
        .found(evidence);
  }

  private static <T> Value value(
      String facet, Reading<T> fact, Function<T, Value> make, List<Evidence> evidence) {
    return Value.of(
        fact,
        (known, source) -> {
          Value value = make.apply(known);
          evidence.add(Evidence.of(source, facet, value.preview()));
          return value;
        });
  }
}
