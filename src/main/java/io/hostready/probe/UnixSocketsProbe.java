package io.hostready.probe;

import io.hostready.facts.MatchingPaths;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Question;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connects to Unix sockets and finds those on which no program listens. Source: unix(7). */
record UnixSocketsProbe(List<String> paths) implements Probe {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int REFUSED = 7; // curl(1), "Failed to connect to host"

  UnixSocketsProbe {
    paths = List.copyOf(paths);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "unix-sockets",
          "Unix sockets in the filesystem, and whether a program listens on them",
          MapSchema.of(
              MapSchema.required(
                  "paths",
                  ValueSchema.oneOrMore(ValueSchema.path()),
                  "the sockets; * and ? are wildcards. They must be sockets of HTTP servers")),
          List.of(
              Facet.words("listening", "those on which a program listens")
                  .said("programs listen on {}"),
              Facet.words("dead", "those that refuse connections")
                  .said("no program listens on {}")),
          true,
          "HTTP GET / over each socket, for two seconds; an error response and no response in time"
              + " count as listening",
          """
          unix-sockets:
            paths: /run/docker/plugins/*.sock
            expect: {dead: {only: []}}
          """,
          arguments -> new UnixSocketsProbe(arguments.texts("paths")));

  @Override
  public String subject() {
    return String.join(", ", paths);
  }

  @Override
  public String presence() {
    return "sockets match " + subject();
  }

  @Override
  public String absence() {
    return "no socket matches " + subject();
  }

  @Override
  public List<String> commands() {
    return List.of("ls -l " + String.join(" ", paths));
  }

  @Override
  public Observation observe(Host host) {
    List<String> listening = new ArrayList<>();
    List<String> dead = new ArrayList<>();
    for (String pattern : paths) {
      switch (MatchingPaths.of(host, pattern)) {
        case Present(var found, _) -> {
          for (String path : found) {
            switch (host.status(path)) {
              case Present(var status, _) when status.type() == FileStatus.Type.SOCKET -> {
                Question question = new Question.SocketRequest(path, "/");
                switch (host.answer(question, LIMIT)) {
                  case CommandOutcome.Ended(int exit, _, _) ->
                      (exit == REFUSED ? dead : listening).add(path);
                  case CommandOutcome.NotFound _ -> {}
                  case CommandOutcome.NotRun(var why) -> {
                    return new Observation.Unreadable(question.text(), why);
                  }
                }
              }
              case Present(_, _), Absent(_) -> {}
              case Unreadable(var where, var why) -> {
                return new Observation.Unreadable(where, why);
              }
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    if (listening.isEmpty() && dead.isEmpty()) {
      return Observation.absent(subject(), "sockets");
    }
    List<Evidence> evidence = new ArrayList<>();
    listening.forEach(path -> evidence.add(Evidence.of(path, path, "a program listens")));
    dead.forEach(path -> evidence.add(Evidence.of(path, path, "connection refused")));
    return new Facets().words("listening", listening).words("dead", dead).found(evidence);
  }
}
