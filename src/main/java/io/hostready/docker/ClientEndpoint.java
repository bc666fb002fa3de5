package io.hostready.docker;

import io.hostready.docker.ClientVariables.Variable;
import io.hostready.facts.ListeningSockets;
import io.hostready.host.Bytes;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.json.JsonException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The daemon with which the docker command of a user talks, if a variable or a context selects one.
 * Source: docker/cli, {@code cli/command/cli.go}: DOCKER_HOST goes before DOCKER_CONTEXT, and that
 * before currentContext of config.json.
 *
 * @param address such as unix:///run/docker.sock, tcp://10.0.0.5:2376 or ssh://ann@server; empty if
 *     the selected context does not exist
 * @param source what selects it, such as: the context "rootless" (currentContext in FILE)
 * @param hasTls whether the client uses TLS for a tcp address
 */
record ClientEndpoint(Optional<String> address, String source, boolean hasTls) {

  private static final Pattern TCP =
      Pattern.compile("tcp://(\\[[0-9a-fA-F:]+]|[^/:\\[\\]]+)(?::(\\d{1,5}))?/?");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]|::1");

  private static final Pattern OF_A_SESSION = Pattern.compile("(/run/user/\\d+)/.*");

  private static final int PLAIN_PORT = 2375;

  /** Absent if the user has the default; unreadable also if it cannot be known. */
  static Reading<ClientEndpoint> of(Host host, ClientVariables variables, ClientConfig config) {
    for (String name : new String[] {"DOCKER_HOST", "DOCKER_CONTEXT"}) {
      if (variables.isComputed(name) instanceof Unreadable(var where, var why)) {
        return new Unreadable<>(where, why);
      }
    }
    Optional<Variable> address = variables.find("DOCKER_HOST");
    if (address.isPresent()) {
      return new Present<>(
          new ClientEndpoint(
              address.map(Variable::value),
              address.get().description(),
              variables.find("DOCKER_TLS_VERIFY").isPresent()
                  || variables.find("DOCKER_TLS").isPresent()),
          address.get().path());
    }
    Optional<Variable> context = variables.find("DOCKER_CONTEXT");
    String name = context.map(Variable::value).or(() -> config.text("currentContext")).orElse("");
    String by =
        context
            .map(Variable::description)
            .orElse("currentContext in " + config.directory() + "/config.json");
    return name.isEmpty() || name.equals("default")
        ? new Absent<>(config.directory())
        : ofContext(host, name, by, config.directory());
  }

  private static Reading<ClientEndpoint> ofContext(
      Host host, String name, String by, String directory) {
    String id = Bytes.of(name).sha256(); // docker/cli, cli/context/store/store.go
    String path = directory + "/contexts/meta/" + id + "/meta.json";
    String source = "the context \"" + name + "\" (" + by + ")";
    String certificates = directory + "/contexts/tls/" + id + "/docker";
    return switch (host.text(path)) {
      case Present(var text, _) -> {
        try {
          JsonObject meta = JsonReader.readObject(text, JsonLimits.SETTINGS);
          String address =
              meta.findObject("Endpoints")
                  .flatMap(endpoints -> endpoints.findObject("docker"))
                  .flatMap(docker -> docker.findText("Host"))
                  .orElse("");
          yield new Present<>(
              new ClientEndpoint(Optional.of(address), source, host.has(certificates)), path);
        } catch (JsonException broken) {
          yield new Unreadable<>(path, "not as expected: " + broken.getMessage());
        }
      }
      case Absent(_) -> new Present<>(new ClientEndpoint(Optional.empty(), source, false), path);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }

  /** Why no daemon can answer there, as far as the files of the host show it. */
  Reading<Optional<String>> complaint(Host host) {
    if (address.isEmpty()) {
      return complaint(source + " does not exist");
    }
    String where = address.get();
    if (where.startsWith("unix://")) {
      return ofSocket(host, where.substring("unix://".length()));
    }
    Optional<Matcher> tcp = tcp();
    if (tcp.isPresent() && LOOPBACK.matcher(tcp.get().group(1)).matches()) {
      String said = tcp.get().group(2);
      int port = said == null ? PLAIN_PORT : Integer.parseInt(said);
      return ListeningSockets.read(host, "tcp")
          .sockets()
          .map(
              sockets ->
                  sockets.stream().anyMatch(listener -> listener.port() == port)
                      ? Optional.empty()
                      : Optional.of(source + ": no process listens on TCP port " + port));
    }
    return where.startsWith("npipe://")
        ? complaint(source + ": " + where + " is an address of Windows")
        : new Present<>(Optional.empty(), where);
  }

  private Optional<Matcher> tcp() {
    return address
        .map(text -> TCP.matcher(text.contains("://") ? text : "tcp://" + text))
        .filter(Matcher::matches);
  }

  private Reading<Optional<String>> ofSocket(Host host, String path) {
    Matcher session = OF_A_SESSION.matcher(path);
    boolean isPath = path.startsWith("/") && !(path + "/").contains("/../");
    // A daemon that does not run is another rule's; a user without a session has no sockets there.
    if (path.equals("/var/run/docker.sock")
        || path.equals("/run/docker.sock")
        || !isPath
        || session.matches() && !host.has(session.group(1))) {
      return new Present<>(Optional.empty(), path);
    }
    return switch (host.status(path)) {
      case Present(_, _) -> new Present<>(Optional.empty(), path);
      case Absent(_) -> complaint(source + ": the socket " + path + " does not exist");
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }

  private static Reading<Optional<String>> complaint(String text) {
    return new Present<>(Optional.of(text), text);
  }

  /** The address, if commands and passwords go to another host in plain text. */
  Optional<String> unencrypted() {
    return tcp()
        .filter(tcp -> !hasTls && !LOOPBACK.matcher(tcp.group(1)).matches())
        .map(tcp -> source + ": " + address.orElseThrow());
  }
}
