package io.hostready.probe;

import io.hostready.facts.UnitFile;
import io.hostready.facts.UnitFile.Setting;
import io.hostready.facts.UnitVariables;
import io.hostready.host.Host;
import io.hostready.text.ShellWords;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads a setting from a unit's files, whether systemd runs or not. Source: systemd.unit(5). */
record UnitSettingProbe(
    String name, String section, String key, Optional<Pattern> matches, UserPaths user)
    implements Probe {

  private static final String NAME = // that of UnitProbe, with %U
      "[A-Za-z0-9:_.\\\\@](?:[A-Za-z0-9:_.\\\\@-]|%U)*\\.(service|socket|mount|target|timer|path|slice)";

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*[a-z]");

  static final ProbeKind KIND =
      new ProbeKind(
          "unit-setting",
          "a setting in the files of a systemd unit, drop-ins included",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("the full name of a unit, such as docker.service", NAME),
                  "the unit"),
              MapSchema.required("key", ValueSchema.text(), "the setting, such as ExecStart"),
              MapSchema.optional(
                  "section",
                  ValueSchema.text(),
                  "its section, without brackets; Service by default"),
              MapSchema.optional(
                  "matches",
                  ValueSchema.regularExpression(),
                  "only values that match count; the result is the first group, else the match"),
              UserPaths.KEY),
          List.of(
              Facet.text("value", "the last value").said("{subject}: {}"),
              Facet.count("count", "the number of values").said("values of {subject}: {}"),
              Facet.text("all", "all values, joined with spaces").said("{subject}: {}"),
              Facet.text(
                      "expanded",
                      "all values with $NAME and ${NAME} expanded from Environment= and"
                          + " EnvironmentFile=")
                  .said("{subject}: {}")),
          true,
          "NAME and NAME.d/*.conf in /etc/systemd/system, /run/systemd/system,"
              + " /usr/local/lib/systemd/system, /usr/lib/systemd/system and"
              + " /lib/systemd/system (systemd.unit(5)); a link to /dev/null masks a unit;"
              + " for variables, the files of EnvironmentFile=",
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
                  arguments.text("key"),
                  arguments.find("matches", Pattern.class),
                  UserPaths.of(arguments, "name")));

  @Override
  public String subject() {
    return option() + " of " + user.named(name);
  }

  @Override
  public String presence() {
    return user.named(name) + " sets " + option();
  }

  @Override
  public String absence() {
    return user.named(name) + " sets no " + option();
  }

  @Override
  public List<String> commands() {
    return List.of(
        "systemctl cat " + user.inShell(name) + " | grep " + ShellWords.quoted(key + "="));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        user.fill(host, name),
        unit ->
            Observation.of(
                UnitFile.read(host, unit), (file, source) -> settings(host, file, source)));
  }

  /** The command line option that the expression matches, such as --mtu; otherwise the setting. */
  private String option() {
    Optional<String> option =
        matches.flatMap(
            m -> OPTION.matcher(m.pattern()).results().map(MatchResult::group).findFirst());
    return option.orElse(key + matches.map(m -> " matching /" + m.pattern() + "/").orElse(""));
  }

  private Observation settings(Host host, UnitFile file, String source) {
    List<String> values = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (Setting each : file.valuesOf(section, key)) {
      switch (matched(each.value())) {
        case LineSearch.Match(String value, _) -> {
          values.add(value);
          evidence.add(Evidence.of(each.path(), each.line(), key, each.value()));
        }
        case LineSearch.NoMatch() -> {}
        case LineSearch.GaveUp(String why) -> {
          return new Observation.Unreadable(each.path(), why);
        }
      }
    }
    if (values.isEmpty()) {
      return Observation.absent(source, key);
    }
    String all = String.join(" ", values);
    return new Facets()
        .text("value", values.getLast())
        .count("count", values.size())
        .text("all", all)
        .value("expanded", expanded(host, file, all))
        .found(evidence);
  }

  private LineSearch matched(String value) {
    return matches
        .map(expression -> LineSearch.first(expression, value))
        .orElseGet(() -> new LineSearch.Match(value, 1));
  }

  private static Value expanded(Host host, UnitFile unit, String all) {
    return Value.of(UnitVariables.fill(host, unit, all), Value.Text::new);
  }
}
