package io.hostready.probe;

import io.hostready.facts.Fact;
import io.hostready.facts.UnitFile;
import io.hostready.facts.UnitFile.Setting;
import io.hostready.facts.UnitVariables;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks what a unit's files set, whether systemd runs or not. Source: systemd.unit(5). */
record UnitSettingProbe(String name, String section, String key) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "unit-setting",
          "a setting in the files of a systemd unit, drop-ins included",
          () ->
              Shape.of(
                  Shape.required(
                      "name",
                      ValueType.matching(
                          "the full name of a unit, such as docker.service", UnitProbe.NAME),
                      "the unit"),
                  Shape.required("key", ValueType.text(), "the setting, such as ExecStart"),
                  Shape.optional(
                      "section",
                      ValueType.text(),
                      "its section, without brackets; Service by default")),
          List.of(
              Facet.text("value", "the last value"),
              Facet.text(
                  "all", "every value that counts, one after the other, with spaces between them"),
              Facet.text(
                  "resolved",
                  "the same with what Environment= and EnvironmentFile= set put in for $NAME and"
                      + " ${NAME}; nothing for what they do not set")),
          true,
          "NAME and NAME.d/*.conf in /etc/systemd/system, /run/systemd/system,"
              + " /usr/local/lib/systemd/system, /usr/lib/systemd/system and /lib/systemd/system"
              + " (systemd.unit(5)); a link to /dev/null masks a unit; for variables the files that"
              + " EnvironmentFile= names",
          """
          unit-setting:
            name: docker.service
            key: ExecStart
            expect: {all: {lacks: '\\s-H\\s'}}
          """,
          arguments ->
              new UnitSettingProbe(
                  arguments.text("name"),
                  arguments.findText("section").orElse("Service"),
                  arguments.text("key")));

  @Override
  public String subject() {
    return key + " of " + name;
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        UnitFile.read(host, name),
        known -> {
          List<Setting> values = known.value().valuesOf(section, key);
          if (values.isEmpty()) {
            return new Observation.Absent(
                known.source(), List.of(Evidence.of(known.source(), key, null)));
          }
          String all = values.stream().map(Setting::value).collect(Collectors.joining(" "));
          return new Observation.Found(
              Map.of(
                  "value",
                  new Value.Text(values.getLast().value()),
                  "all",
                  new Value.Text(all),
                  "resolved",
                  resolved(host, known.value(), all)),
              values.stream()
                  .map(each -> Evidence.of(each.path(), each.line(), key, each.value()))
                  .toList());
        });
  }

  private static Value resolved(Host host, UnitFile unit, String all) {
    return switch (UnitVariables.fill(host, unit, all)) {
      case Fact.Known<String>(String command, _) -> new Value.Text(command);
      case Fact.Absent<String>(String where) -> new Value.Missing(where);
      case Fact.Unreadable<String>(String where, String why) -> new Value.Unreadable(where, why);
    };
  }
}
