package io.hostready.probe;

import io.hostready.docker.UnitRestriction;
import io.hostready.docker.UnitRestriction.Effect;
import io.hostready.docker.UnitRestriction.Match;
import io.hostready.facts.UnitFile;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds settings of a systemd unit, drop-ins included, that break or limit Docker. Source: the
 * table of {@link UnitRestriction}.
 */
record UnitRestrictionsProbe(String name) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "unit-restrictions",
          "settings of a systemd unit that break or limit Docker: sandboxing, limits, KillMode=",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.word(UnitRestriction.units()),
                  "docker.service, containerd.service, or the slice that containers run in")),
          List.of(
              Facet.words("blocking", "settings with which Docker or its containers do not start")
                  .said("settings of {subject} that stop Docker: {}"),
              Facet.words(
                      "limiting",
                      "settings with which the daemon or containers have fewer resources or"
                          + " privileges")
                  .said("settings of {subject} that limit Docker: {}"),
              Facet.words(
                      "stopping",
                      "settings, or missing ones, with which the daemon or containers stop, or do"
                          + " not start again")
                  .said("settings of {subject} that stop containers: {}")),
          true,
          "NAME and NAME.d/*.conf in the same directories as unit-setting",
          """
          unit-restrictions:
            name: docker.service
            expect: {blocking: {only: []}}
          """,
          arguments -> new UnitRestrictionsProbe(arguments.text("name")));

  @Override
  public String subject() {
    return name;
  }

  @Override
  public String presence() {
    return name + " has a unit file";
  }

  @Override
  public String absence() {
    return name + " has no unit file";
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of("systemctl", "cat", name));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(UnitFile.read(host, name), this::found);
  }

  private Observation found(UnitFile unit, String source) {
    List<Match> matches = UnitRestriction.in(name, unit);
    List<Evidence> evidence = new ArrayList<>();
    for (Match match : matches) {
      String key = match.restriction().key();
      evidence.add(
          match
              .setting()
              .map(each -> Evidence.of(each.path(), each.line(), key, each.value()))
              .orElseGet(() -> Evidence.of(source, key, null)));
    }
    if (evidence.isEmpty()) {
      evidence.add(Evidence.of(source, "settings", "none that limit Docker"));
    }
    return new Facets()
        .words("blocking", of(matches, Effect.BLOCKS))
        .words("limiting", of(matches, Effect.LIMITS))
        .words("stopping", of(matches, Effect.STOPS))
        .found(evidence);
  }

  private static List<String> of(List<Match> matches, Effect effect) {
    return matches.stream()
        .filter(match -> match.restriction().effect() == effect)
        .map(Match::description)
        .toList();
  }
}
