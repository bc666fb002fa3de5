package io.hostready.probe;

import io.hostready.facts.MatchingPaths;
import io.hostready.facts.UnitFile;
import io.hostready.facts.UnitFile.Setting;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks whether systemd can start a service with the commands, programs and environment files that
 * its unit names, whether systemd runs or not. Source: systemd.service(5), systemd.exec(5).
 */
record UnitStartProbe(String name) implements Probe {

  private static final List<String> COMMANDS =
      List.of("ExecStartPre", "ExecStart", "ExecStartPost");

  /** A program with its prefixes, in any order: systemd.service(5), Table 2. */
  private static final Pattern PROGRAM =
      Pattern.compile("([-@:+!|]*)(?:\"([^\"]*)\"|'([^']*)'|(\\S*)).*");

  static final ProbeKind KIND =
      new ProbeKind(
          "unit-start",
          "a systemd service's commands, and files that systemd needs to start it",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching(
                      "the full name of a unit, such as docker.service", UnitProbe.NAME),
                  "the unit")),
          List.of(
              Facet.count("commands", "the number of ExecStart= commands")
                  .said("ExecStart commands of {subject}: {}"),
              Facet.words(
                      "missing-programs",
                      "programs of ExecStartPre=, ExecStart= and ExecStartPost= that are not found"
                          + " or not executable; in ExecStartPre= and ExecStartPost=, those with"
                          + " the prefix - are skipped")
                  .said("executables of {subject} not found: {}"),
              Facet.words(
                      "missing-files",
                      "files of EnvironmentFile= that must exist (no -) and do not")
                  .said("files of {subject} not found: {}")),
          true,
          "NAME and NAME.d/*.conf in the same directories as unit-setting; a link to /dev/null"
              + " masks a unit",
          """
          unit-start:
            name: docker.service
            expect: {commands: 1, missing-programs: {only: []}}
          """,
          arguments -> new UnitStartProbe(arguments.text("name")));

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
    return List.of(ShellCommand.of("systemctl", "status", name));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        UnitFile.read(host, name),
        (unit, source) -> {
          List<Setting> commands = unit.valuesOf("Service", "ExecStart");
          List<Evidence> evidence = new ArrayList<>();
          commands.forEach(
              each ->
                  evidence.add(Evidence.of(each.path(), each.line(), each.key(), each.value())));
          if (commands.isEmpty()) {
            evidence.add(Evidence.of(source, "ExecStart", null));
          }
          return new Facets()
              .count("commands", commands.size())
              .value("missing-programs", missingPrograms(host, unit, evidence))
              .value("missing-files", missingFiles(host, unit, evidence))
              .found(evidence);
        });
  }

  private static Value missingPrograms(Host host, UnitFile unit, List<Evidence> evidence) {
    List<String> missing = new ArrayList<>();
    for (String key : COMMANDS) {
      for (Setting setting : unit.valuesOf("Service", key)) {
        Matcher word = PROGRAM.matcher(setting.value());
        // A service that ignores that its own program is missing does not run either.
        boolean isIgnored =
            !word.matches()
                || word.group(1).indexOf('|') >= 0 // a shell's command
                || (!key.equals("ExecStart") && word.group(1).indexOf('-') >= 0);
        if (isIgnored) {
          continue;
        }
        String program = program(word);
        if (program.indexOf('%') >= 0) {
          return new Value.Unreadable(setting.path(), "cannot resolve the program " + program);
        }
        switch (ExecutableProbe.executable(host, program, evidence)) {
          case Observation.Found _ -> {}
          case Observation.Absent _ -> missing.add(key + "=" + program);
          case Observation.Unreadable(String where, String why) -> {
            return new Value.Unreadable(where, why);
          }
        }
      }
    }
    return new Value.Words(missing);
  }

  private static String program(Matcher word) {
    for (int group = 2; group < 4; group++) {
      if (word.group(group) != null) {
        return word.group(group);
      }
    }
    return word.group(4);
  }

  private static Value missingFiles(Host host, UnitFile unit, List<Evidence> evidence) {
    List<String> missing = new ArrayList<>();
    for (Setting setting : unit.valuesOf("Service", "EnvironmentFile")) {
      String path = setting.value();
      if (!path.startsWith("/")) {
        continue; // optional, or not a path, which systemd ignores
      }
      if (path.indexOf('%') >= 0) {
        return new Value.Unreadable(setting.path(), "cannot resolve the file " + path);
      }
      switch (MatchingPaths.of(host, path)) {
        case Present(var paths, _) -> {
          if (paths.stream().noneMatch(each -> isThere(host, each))) {
            missing.add(path);
            evidence.add(Evidence.of(setting.path(), setting.line(), path, null));
          }
        }
        case Absent(_) -> missing.add(path);
        case Unreadable(var where, var why) -> {
          return new Value.Unreadable(where, why);
        }
      }
    }
    return new Value.Words(missing);
  }

  /** A file that cannot be read is treated as existing: systemd reads it as root. */
  private static boolean isThere(Host host, String path) {
    return !(host.status(path) instanceof Absent);
  }
}
