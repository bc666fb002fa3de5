package io.hostready.probe;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads the privileges that a program has and its caller does not. Source: inode(7),
 * capabilities(7).
 */
record ExecutablePrivilegesProbe(String name) implements Probe {

  private static final int SETUID = 04000; // inode(7), S_ISUID
  private static final Set<String> ROOT =
      Set.of("0", "root"); // the attributes of a tree have names
  private static final Pattern CAPABILITY = Pattern.compile("\\bcap_[a-z_]+");

  static final ProbeKind KIND =
      new ProbeKind(
          "executable-privileges",
          "the setuid bit and file capabilities of an executable",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("a program's name, such as iptables", ExecutableProbe.NAME),
                  "the program")),
          List.of(
              Facet.words(
                      "privileges",
                      "setuid-root if it has the setuid bit and root owns it, else its file"
                          + " capabilities, such as cap_setuid")
                  .said("privileges of {subject}: {}")),
          true,
          "the program, where 'executable' finds it; command getcap FILE unless it is"
              + " setuid-root (capabilities(7))",
          """
          executable-privileges:
            name: newuidmap
            expect: {privileges: {contains-any: [setuid-root, cap_setuid]}}
          """,
          arguments -> new ExecutablePrivilegesProbe(arguments.text("name")));

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
    return List.of("ls -l \"$(command -v " + name + ")\"", "getcap \"$(command -v " + name + ")\"");
  }

  @Override
  public Observation observe(Host host) {
    Observation program = new ExecutableProbe(name).observe(host);
    if (!(program instanceof Observation.Found found)) {
      return program;
    }
    String file = found.facets().get("target").preview();
    if (!(host.status(file) instanceof Present(var there, _))) {
      return new Observation.Unreadable(file, "it was there, and is no more");
    }
    boolean isSetuidRoot = (there.mode() & SETUID) != 0 && ROOT.contains(there.owner());
    List<Evidence> evidence = new ArrayList<>(program.evidence());
    evidence.add(Evidence.of(file, name, there.octalMode() + " of user " + there.owner()));
    Value rights =
        isSetuidRoot ? new Value.Words(List.of("setuid-root")) : capabilities(host, file, evidence);
    return new Facets().value("privileges", rights).found(evidence.toArray(Evidence[]::new));
  }

  private static Value capabilities(Host host, String file, List<Evidence> evidence) {
    String command = "getcap " + file;
    return switch (host.run(List.of("getcap", file))) {
      case CommandOutcome.Ended(int exit, String out, _) when exit == 0 -> {
        evidence.add(Evidence.of(command, "output", out.isBlank() ? null : out.strip()));
        yield new Value.Words(
            CAPABILITY
                .matcher(out.replace(file, ""))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList());
      }
      case CommandOutcome.Ended(int exit, _, _) ->
          new Value.Unreadable(command, "it ended with exit code " + exit);
      case CommandOutcome.NotFound _ ->
          new Value.Unreadable(
              command, "getcap, which shows the capabilities of a file, is not installed");
      case CommandOutcome.NotRun(String why) -> new Value.Unreadable(command, why);
    };
  }
}
