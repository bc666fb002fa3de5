package io.hostready.probe;

import io.hostready.facts.Assignments;
import io.hostready.facts.Assignments.Separator;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks systemd about a unit. Source: systemctl(1), org.freedesktop.systemd1(5). */
record UnitProbe(String name) implements Probe {

  /** There exactly where systemd is the init: sd_booted(3). */
  private static final String SYSTEMD = "/run/systemd/system";

  private static final String PROPERTIES =
      "--property=LoadState,ActiveState,SubState,UnitFileState";

  static final String NAME = // systemd.unit(5)
      "[A-Za-z0-9:_.\\\\@][A-Za-z0-9:_.\\\\@-]*\\.(service|socket|mount|target|timer|path|slice)";

  static final ProbeKind KIND =
      new ProbeKind(
          "unit",
          "a systemd unit: whether it is loaded, running and enabled",
          () ->
              Shape.of(
                  Shape.required(
                      "name",
                      ValueType.matching("the full name of a unit, such as docker.service", NAME),
                      "the unit")),
          List.of(
              Facet.word(
                  "load",
                  List.of(
                      "loaded", "not-found", "bad-setting", "error", "masked", "merged", "stub"),
                  "whether systemd could read its file; not-found: it has none"),
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
                  "whether it runs"),
              Facet.text("sub", "the state in the unit's own words, such as running or dead"),
              Facet.text(
                  "enabled", "enabled, disabled, static, masked, ...: whether it starts at boot")),
          true,
          "systemctl show NAME " + PROPERTIES + "; nothing there where systemd is not the init",
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
  public Observation observe(Host host) {
    return switch (host.status(SYSTEMD)) {
      case FileStatus.Present _ -> ask(host);
      case FileStatus.Missing() ->
          new Observation.Absent(SYSTEMD, List.of(Evidence.of(SYSTEMD, "systemd", null)));
      case FileStatus.Unreadable(String why) -> new Observation.Unreadable(SYSTEMD, why);
    };
  }

  private Observation ask(Host host) {
    List<String> argv = List.of("systemctl", "show", name, PROPERTIES);
    String command = String.join(" ", argv);
    return switch (host.run(argv)) {
      case CommandOutcome.Ended(int exit, String out, String err) ->
          exit == 0 ? read(command, out) : new Observation.Unreadable(command, reason(exit, err));
      case CommandOutcome.NotFound _ ->
          new Observation.Unreadable(command, "there is no systemctl, though systemd runs");
      case CommandOutcome.NotRun(String why) -> new Observation.Unreadable(command, why);
    };
  }

  private static String reason(int exit, String err) {
    return err.lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .map(String::strip)
        .orElse("it ended with exit code " + exit);
  }

  private static Observation read(String command, String out) {
    Assignments properties = Assignments.ofLines(out, Separator.EQUALS);
    Map<String, Value> facets = new LinkedHashMap<>();
    facets.put("load", value(properties, "LoadState", command));
    facets.put("active", value(properties, "ActiveState", command));
    facets.put("sub", value(properties, "SubState", command));
    facets.put("enabled", value(properties, "UnitFileState", command));
    List<Evidence> evidence = new ArrayList<>();
    for (Assignments.Assignment property : properties.all()) {
      evidence.add(Evidence.of(command, property.line(), property.name(), property.value()));
    }
    return new Observation.Found(facets, evidence);
  }

  private static Value value(Assignments properties, String property, String command) {
    return properties
        .value(property)
        .filter(value -> !value.isEmpty()) // a unit without a file has no UnitFileState
        .<Value>map(Value.Text::new)
        .orElse(new Value.Missing(property + " of " + command));
  }
}
