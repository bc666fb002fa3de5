package io.hostready.probe;

import io.hostready.docker.DaemonApi;
import io.hostready.facts.DockerRehearsal;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Question;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonException;
import io.hostready.json.JsonKind;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Queries the daemon's API. Only while it runs: with socket activation, a query would start it.
 * Source: Docker Engine API, GET /info and GET /version.
 */
record DockerApiProbe(String path, String pointer) implements Probe {

  private static final String PROC = "/proc";

  /** The version of the daemon, which a rehearsal replaces. */
  private static final String VERSION = "/version";

  private static final String REHEARSAL = "a rehearsal";

  private static final int SHOWN = 200;

  static final ProbeKind KIND =
      new ProbeKind(
          "docker-api",
          "a value from the Docker Engine API",
          MapSchema.of(
              MapSchema.required(
                  "path",
                  ValueSchema.matching("/info, /version or a similar path", "/[a-z][a-z/_]*"),
                  "the path of the request"),
              MapSchema.optional(
                  "pointer",
                  ValueSchema.matching("a JSON pointer such as /Driver", JsonFileProbe.POINTER),
                  "the JSON pointer of the value (RFC 6901); without it, the whole response")),
          List.of(
              Facet.text(
                      "state",
                      "answering, or what came instead of JSON within "
                          + DaemonApi.LIMIT.toSeconds()
                          + " s")
                  .said("Docker API: {}", Map.of("answering", "the daemon answers")),
              Facet.text("value", "a string, number or boolean as text").said("{subject}: {}"),
              Facet.words("items", "an array's strings; an object's names; nothing for null")
                  .said("{subject}: {}")),
          true,
          "GET over /run/docker.sock, while a process dockerd of root runs (Docker Engine API); of"
              + " a tree, the recording '$ GET unix:///run/docker.sock/info'",
          """
          docker-api:
            path: /info
            pointer: /Driver
            expect: {value: {not: vfs}}
          """,
          arguments ->
              new DockerApiProbe(arguments.text("path"), arguments.findText("pointer").orElse("")));

  @Override
  public String subject() {
    return request() + (pointer.isEmpty() ? "" : " " + pointer.substring(1).replace('/', '.'));
  }

  @Override
  public String absence() {
    return subject() + " is not set";
  }

  @Override
  public String absence(Observation.Absent absent) {
    if (absent.where().equals(REHEARSAL)) {
      return "this Docker version is not running yet";
    }
    return absent.where().equals(PROC)
        ? "dockerd is not running"
        : absent.where().equals(DaemonApi.SOCKET) ? DaemonApi.SOCKET + " not found" : absence();
  }

  @Override
  public List<String> commands() {
    return List.of(
        ShellCommand.of(
            "curl", "-s", "--unix-socket", DaemonApi.SOCKET, "http://localhost" + path));
  }

  @Override
  public Observation observe(Host host) {
    if (path.equals(VERSION) && DockerRehearsal.on(host).isPresent()) {
      return Observation.absent(REHEARSAL, VERSION);
    }
    return Observation.of(
        DaemonApi.daemons(host),
        alive ->
            alive.isEmpty()
                ? new Observation.Absent(PROC, List.of(Evidence.of("/proc", "dockerd", null)))
                : ask(host));
  }

  /** The command that prints the same data. */
  private String request() {
    return switch (path) {
      case "/info" -> "docker info";
      case VERSION -> "docker version";
      default -> "Docker API " + path;
    };
  }

  private Observation ask(Host host) {
    Question question = DaemonApi.request(path);
    String request = question.text();
    return switch (host.answer(question, DaemonApi.LIMIT)) {
      case CommandOutcome.Ended(int exit, String out, _) when exit == 0 -> read(request, out);
      case CommandOutcome.Ended(_, _, String err) -> silent(request, err.strip());
      case CommandOutcome.NotFound(String socket) -> Observation.absent(socket, "socket");
      case CommandOutcome.NotRun(String why) -> new Observation.Unreadable(request, why);
    };
  }

  private Observation read(String request, String out) {
    JsonValue answer;
    try {
      answer = JsonReader.read(out, JsonLimits.SETTINGS);
    } catch (JsonException noJson) {
      return silent(request, "not JSON: " + noJson.getMessage());
    }
    return answer
        .at(pointer)
        .<Observation>map(json -> found(request, json))
        .orElseGet(() -> Observation.absent(request, pointer));
  }

  private Observation silent(String request, String why) {
    Value unread = new Value.Unreadable(request, why);
    return new Facets()
        .text("state", why)
        .value("value", unread)
        .value("items", unread)
        .found(Evidence.of(request, "answer", why));
  }

  private Observation found(String request, JsonValue json) {
    Value none = new Value.Missing(subject());
    Map<String, Value> facets = new LinkedHashMap<>();
    facets.put("state", new Value.Text("answering"));
    String said =
        switch (json) {
          case JsonScalar(JsonKind kind, String text, _, _) -> {
            boolean isNull = kind == JsonKind.NULL;
            facets.put("value", isNull ? none : new Value.Text(text));
            facets.put("items", new Value.Words(isNull ? List.of() : List.of(text)));
            yield text;
          }
          case JsonArray array -> listed(facets, array.scalarTexts());
          case JsonObject object -> listed(facets, List.copyOf(object.members().keySet()));
        };
    facets.putIfAbsent("value", none);
    String shown = said.length() > SHOWN ? said.substring(0, SHOWN) + "..." : said;
    return new Observation.Found(
        facets, List.of(Evidence.of(request, pointer.isEmpty() ? path : pointer, shown)));
  }

  private static String listed(Map<String, Value> facets, List<String> items) {
    Value.Words words = new Value.Words(items);
    facets.put("items", words);
    return words.preview();
  }
}
