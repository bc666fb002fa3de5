package io.hostready.probe;

import io.hostready.facts.UnitStatus;
import io.hostready.host.Host;
import io.hostready.text.ShellAssignments;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;

/** Reads the status of a systemd unit. Source: systemctl(1), org.freedesktop.systemd1(5). */
record UnitProbe(String name) implements Probe {

  static final String NAME = // systemd.unit(5)
      "[A-Za-z0-9:_.\\\\@][A-Za-z0-9:_.\\\\@-]*\\.(service|socket|mount|target|timer|path|slice)";

  /** Source: unit_load_state_table in systemd's src/basic/unit-def.c. */
  static final List<String> LOAD_STATES =
      List.of("loaded", "not-found", "bad-setting", "error", "masked", "merged", "stub");

  static final ProbeKind KIND =
      new ProbeKind(
          "unit",
          "a systemd unit: whether it is loaded, running and enabled",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("the full name of a unit, such as docker.service", NAME),
                  "the unit")),
          List.of(
              Facet.word(
                      "load", LOAD_STATES, "systemd's LoadState; not-found: the unit has no file")
                  .said("{subject} LoadState={}"),
              Facet.word(
                      "active",
                      List.of(
                          "active",
                          "inactive",
                          "failed",
                          "activating",
                          "deactivating",
                          "reloading",
                          "refreshing",
                          "maintenance"),
                      "systemd's ActiveState")
                  .said("{subject} ActiveState={}"),
              Facet.text("sub", "systemd's SubState, such as running or dead")
                  .said("{subject} SubState={}"),
              Facet.text(
                      "enabled", "enabled, disabled, static, masked, ...: systemd's UnitFileState")
                  .said("{subject} UnitFileState={}", "{subject} has no UnitFileState")),
          true,
          "systemctl show NAME " + UnitStatus.PROPERTIES + "; absent if systemd is not the init",
          """
          unit:
            name: docker.service
            expect: {active: active, enabled: enabled}
          """,
          arguments -> new UnitProbe(arguments.text("name")));

  @Override
  public String subject() {
    return name;
  }

  @Override
  public String presence() {
    return "systemd is the init system";
  }

  @Override
  public String absence() {
    return "systemd is not the init system";
  }

  @Override
  public List<String> commands() {
    return List.of(
        ShellCommand.of("systemctl", "is-enabled", name),
        ShellCommand.of("systemctl", "is-active", name));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(UnitStatus.read(host, name), "systemd", UnitProbe::found);
  }

  private static Observation found(UnitStatus status, String command) {
    Facets facets = new Facets();
    facets.value("load", value(status, "LoadState", command));
    facets.value("active", value(status, "ActiveState", command));
    facets.value("sub", value(status, "SubState", command));
    facets.value("enabled", value(status, "UnitFileState", command));
    List<Evidence> evidence = new ArrayList<>();
    for (ShellAssignments.Assignment property : status.properties().all()) {
      evidence.add(Evidence.of(command, property.line(), property.name(), property.value()));
    }
    return facets.found(evidence);
  }

  private static Value value(UnitStatus status, String property, String command) {
    return Value.text(status.value(property), property + " of " + command);
  }
}
