package io.hostready.probe;

import io.hostready.facts.ResolvedPath;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;

/** Checks whether a program is in root's search path. Runs nothing. */
record ExecutableProbe(String name) implements Probe {

  static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}";

  /** Root's PATH as Debian's login(1) sets it. */
  private static final List<String> DIRECTORIES =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private static final int EXECUTABLE = 0111; // inode(7), S_IXUSR, S_IXGRP, S_IXOTH

  static final ProbeKind KIND =
      new ProbeKind(
          "executable",
          "an executable in root's PATH",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("a program's name, such as iptables", NAME),
                  "the program")),
          List.of(
              Facet.text("path", "its path").said("{subject} is {}"),
              Facet.text("target", "its path with all symbolic links resolved")
                  .said("{subject} is {}")),
          true,
          String.join(", ", DIRECTORIES) + "; files without execute permission are ignored",
          """
          executable:
            name: iptables
            expect: {present: true}
          """,
          arguments -> new ExecutableProbe(arguments.text("name")));

  @Override
  public String subject() {
    return name;
  }

  @Override
  public String presence() {
    return name + " found in PATH";
  }

  @Override
  public String absence() {
    return name + " not found in PATH";
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of("command", "-v", name));
  }

  @Override
  public Observation observe(Host host) {
    return executable(host, name, new ArrayList<>());
  }

  /**
   * Finds a program that root can run: by its name in those directories, or by its path.
   *
   * @param evidence receives what was read
   */
  static Observation executable(Host host, String name, List<Evidence> evidence) {
    boolean isPath = name.startsWith("/");
    for (String path :
        isPath ? List.of(name) : DIRECTORIES.stream().map(f -> f + "/" + name).toList()) {
      switch (ResolvedPath.of(host, path)) {
        case Present(var resolved, _) -> {
          switch (host.status(resolved.path())) {
            case Present(var there, _)
                when there.type() == FileStatus.Type.FILE && (there.mode() & EXECUTABLE) != 0 -> {
              evidence.add(Evidence.of(path, name, resolved.path()));
              return new Facets()
                  .text("path", path)
                  .text("target", resolved.path())
                  .found(evidence);
            }
            case Present(var there, _) ->
                evidence.add(Evidence.of(path, name, there.type().id() + " " + there.octalMode()));
            case Absent(_) -> {}
            case Unreadable(_, var why) -> {
              return new Observation.Unreadable(path, why);
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    if (DIRECTORIES.stream().noneMatch(host::has)) {
      return new Observation.Unreadable(
          "/usr/bin", "no such directory: no programs are in this tree");
    }
    String where = isPath ? name : "the directories of programs";
    if (evidence.isEmpty()) {
      evidence.add(Evidence.of(where, name, null));
    }
    return new Observation.Absent(where, evidence);
  }
}
