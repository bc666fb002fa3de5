package io.hostready.probe;

import io.hostready.facts.Accounts;
import io.hostready.facts.MatchingPaths;
import io.hostready.facts.UnitFile;
import io.hostready.facts.UnitFile.Setting;
import io.hostready.facts.UnitStatus;
import io.hostready.facts.UnitVariables;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks whether systemd can load and start a unit with the commands, programs, accounts and
 * environment files that it names, whether systemd runs or not. Source: systemd.unit(5),
 * systemd.service(5), systemd.exec(5).
 */
record UnitStartProbe(String name) implements Probe {

  private static final List<String> COMMANDS =
      List.of("ExecStartPre", "ExecStart", "ExecStartPost");

  private static final List<String> USERS = List.of("User", "SocketUser");
  private static final List<String> GROUPS = List.of("Group", "SocketGroup", "SupplementaryGroups");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*\\$?");

  private static final String LOADED = "loaded";
  private static final String MASKED = "masked";

  /** A program with its prefixes, in any order: systemd.service(5), Table 2. */
  private static final Pattern PROGRAM =
      Pattern.compile("([-@:+!|]*)(?:\"([^\"]*)\"|'([^']*)'|(\\S*)).*");

  static final ProbeKind KIND =
      new ProbeKind(
          "unit-start",
          "a systemd unit: whether systemd can load it, and what systemd needs to start it",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching(
                      "the full name of a unit, such as docker.service", UnitProbe.NAME),
                  "the unit")),
          List.of(
              Facet.word(
                      "load",
                      UnitProbe.LOAD_STATES,
                      "systemd's LoadState; without a running systemd, what the files lead to:"
                          + " loaded, masked or bad-setting")
                  .said("{subject} LoadState={}"),
              Facet.text("masked-by", "the link to /dev/null or empty file that masks it")
                  .said("{subject} is masked by {}", "{subject} is not masked"),
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
                  .said("files of {subject} not found: {}"),
              Facet.words(
                      "missing-accounts",
                      "users and groups of User=, Group=, SupplementaryGroups=, SocketUser= and"
                          + " SocketGroup= that do not exist")
                  .said("accounts of {subject} not found: {}"),
              Facet.words(
                      "ignored-environment",
                      "assignments of Environment= that systemd ignores: a % that starts no"
                          + " specifier (%% is a percent sign), or no NAME=value")
                  .said("Environment= of {subject} that systemd ignores: {}")),
          true,
          "NAME and NAME.d/*.conf in the same directories as unit-setting; a link to /dev/null or"
              + " an empty file masks a unit; systemctl show NAME if systemd runs; absent without"
              + " a file",
          """
          unit-start:
            name: docker.service
            expect: {load: loaded, missing-programs: {only: []}}
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
    Optional<String> mask = UnitFile.mask(host, name);
    if (mask.isPresent()) {
      return masked(new Value.Text(mask.get()), mask.get());
    }
    boolean isFound = !UnitFile.paths(host, name).isEmpty();
    if (!isFound
        && UnitStatus.read(host, name) instanceof Present(var status, var command)
        && status.isMasked()) {
      return masked(new Value.Missing(command), command);
    }
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
              .value("load", load(host, unit, evidence))
              .value("masked-by", new Value.Missing(source))
              .count("commands", commands.size())
              .value("missing-programs", missingPrograms(host, unit, evidence))
              .value("missing-files", missingFiles(host, unit, evidence))
              .value("missing-accounts", missingAccounts(host, unit, evidence))
              .words("ignored-environment", ignoredEnvironment(unit, evidence))
              .found(evidence);
        });
  }

  private Observation masked(Value by, String source) {
    return new Facets()
        .text("load", MASKED)
        .value("masked-by", by)
        .count("commands", 0)
        .words("missing-programs", List.of())
        .words("missing-files", List.of())
        .words("missing-accounts", List.of())
        .words("ignored-environment", List.of())
        .found(Evidence.of(source, name, MASKED));
  }

  /** What systemd reports, unless the files on disk fail the next time that systemd loads them. */
  private Value load(Host host, UnitFile unit, List<Evidence> evidence) {
    return switch (UnitStatus.read(host, name)) {
      case Present(var status, var command)
          when status.value("LoadState").filter(state -> !state.equals(LOADED)).isPresent() -> {
        String state = status.value("LoadState").get();
        evidence.add(Evidence.of(command, "LoadState", state));
        yield new Value.Text(state);
      }
      case Present(_, _), Absent(_) -> new Value.Text(isComplete(unit) ? LOADED : "bad-setting");
      case Unreadable(var where, var why) -> new Value.Unreadable(where, why);
    };
  }

  /** A service has one command, a service of Type=oneshot several; a socket listens. */
  private boolean isComplete(UnitFile unit) {
    if (name.endsWith(".socket")) {
      return unit.settings().stream()
          .anyMatch(each -> each.section().equals("Socket") && each.key().startsWith("Listen"));
    }
    if (!name.endsWith(".service")) {
      return true;
    }
    int commands = unit.valuesOf("Service", "ExecStart").size();
    return commands == 1 || commands > 1 && isOneshot(unit);
  }

  private static boolean isOneshot(UnitFile unit) {
    List<Setting> types = unit.valuesOf("Service", "Type");
    return !types.isEmpty() && types.getLast().value().equals("oneshot");
  }

  private Value missingAccounts(Host host, UnitFile unit, List<Evidence> evidence) {
    List<String> missing = new ArrayList<>();
    for (Setting setting : unit.settings()) {
      boolean isUser = USERS.contains(setting.key());
      if (!isUser && !GROUPS.contains(setting.key())) {
        continue;
      }
      boolean isInForce = unit.valuesOf(setting.section(), setting.key()).contains(setting);
      for (String account : Columns.of(setting.value())) {
        if (!isInForce || !ACCOUNT.matcher(account).matches()) {
          continue; // a number needs no entry in /etc/passwd
        }
        switch (isUser ? Accounts.findUser(host, account) : Accounts.findGroup(host, account)) {
          case Present(_, _) -> {}
          case Absent(_) -> {
            missing.add(setting.key() + "=" + account);
            evidence.add(
                Evidence.of(setting.path(), setting.line(), setting.key(), setting.value()));
          }
          case Unreadable(var where, var why) -> {
            return new Value.Unreadable(where, why);
          }
        }
      }
    }
    return new Value.Words(missing);
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

  private static List<String> ignoredEnvironment(UnitFile unit, List<Evidence> evidence) {
    List<String> ignored = new ArrayList<>();
    for (Setting setting : unit.valuesOf("Service", "Environment")) {
      for (String word : UnitVariables.words(setting.value())) {
        if (!UnitVariables.isAssignment(word)) {
          // The value can have a password.
          ignored.add(word.indexOf('=') > 0 ? word.substring(0, word.indexOf('=')) : word);
          evidence.add(Evidence.of(setting.path(), setting.line(), setting.key(), word));
        }
      }
    }
    return ignored;
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
