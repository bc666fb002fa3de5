package io.hostready.docker;

import io.hostready.facts.ProcessOwner;
import io.hostready.facts.Processes;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Question;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.json.JsonException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonValue;
import java.time.Duration;
import java.util.List;

/**
 * The API of the running daemon, over its socket. Only while dockerd runs: with socket activation,
 * a request would start it. Source: Docker Engine API.
 */
public final class DaemonApi {

  public static final String SOCKET = "/run/docker.sock";

  /** The time limit of one request. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private static final String INFO = "/info";

  private record Info(Reading<JsonValue> answer) {}

  private DaemonApi() {}

  /** The request for a path, such as /info. */
  public static Question.SocketRequest request(String path) {
    return new Question.SocketRequest(SOCKET, path);
  }

  /** The processes of the daemon, none if it does not run. */
  public static Reading<List<Processes.Process>> daemons(Host host) {
    return Processes.alive(host, "dockerd", ProcessOwner.ROOT);
  }

  /**
   * The answer to GET /info. Absent if no daemon runs or it has no socket; Unreadable if it does
   * not answer with JSON.
   */
  public static Reading<JsonValue> info(Host host) {
    return host.fact(
            Info.class,
            h ->
                new Info(
                    daemons(h)
                        .flatMap(alive -> alive.isEmpty() ? new Absent<>("/proc") : readInfo(h))))
        .answer();
  }

  private static Reading<JsonValue> readInfo(Host host) {
    Question question = request(INFO);
    String request = question.text();
    return switch (host.answer(question, LIMIT)) {
      case CommandOutcome.Ended(int exit, String out, _) when exit == 0 -> parse(request, out);
      case CommandOutcome.Ended(_, _, String err) -> new Unreadable<>(request, err.strip());
      case CommandOutcome.NotFound(String socket) -> new Absent<>(socket);
      case CommandOutcome.NotRun(String why) -> new Unreadable<>(request, why);
    };
  }

  private static Reading<JsonValue> parse(String request, String out) {
    try {
      return new Present<>(JsonReader.read(out, JsonLimits.SETTINGS), request);
    } catch (JsonException noJson) {
      return new Unreadable<>(request, "not JSON: " + noJson.getMessage());
    }
  }
}
