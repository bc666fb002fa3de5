package io.hostready.probe;

import io.hostready.docker.ApiVersions;
import io.hostready.docker.ClientPlugins;
import io.hostready.docker.ClientVariables.Variable;
import io.hostready.docker.DockerClient;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks the configuration of the docker command of each user that can log in. Source: docker/cli;
 * see {@link DockerClient}.
 */
record DockerClientProbe(VersionNumber version) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "docker-client",
          "the docker command of the users who can log in: configuration, context, variables and"
              + " plugins",
          MapSchema.of(DockerVersionArgument.KEY),
          List.of(
              Facet.words("invalid-files", "config.json files that their user's client cannot read")
                  .said("unusable client configurations: {}"),
              Facet.words(
                      "unreachable-daemons",
                      "contexts and variables that select a daemon that does not exist here")
                  .said("unreachable daemons: {}"),
              Facet.words("unencrypted-daemons", "contexts and variables with TCP without TLS")
                  .said("daemons used without TLS: {}"),
              Facet.words(
                      "missing-credential-helpers",
                      "programs of credsStore and credHelpers that are not in PATH or cannot run")
                  .said("credential helpers not found: {}"),
              Facet.words(
                      "refused-api-versions",
                      "values of DOCKER_API_VERSION that the daemon rejects")
                  .said("rejected API versions: {}"),
              Facet.words(
                      "variables",
                      "variables DOCKER_... and COMPOSE_... of login files whose value is not 0 or"
                          + " false")
                  .said("variables of the docker command: {}"),
              Facet.words("broken-plugins", "plugins that cannot be started, and why")
                  .said("broken plugins: {}"),
              Facet.words("shadowing-plugins", "plugins that run instead of those of the packages")
                  .said("plugins that shadow a package's plugin: {}"),
              Facet.words("plugins", "plugins that each user has, such as compose")
                  .said("plugins of all users: {}")),
          false,
          "/etc/passwd; /etc/environment, /etc/profile, /etc/profile.d/*.sh and the shells' files"
              + " in homes (lines 'export NAME=VALUE' that are not indented); ~/.docker or"
              + " $DOCKER_CONFIG; directories of plugins",
          """
          docker-client:
            docker-version: "29"
            expect: {unreachable-daemons: {only: []}}
          """,
          arguments -> new DockerClientProbe(DockerVersionArgument.of(arguments)));

  @Override
  public String subject() {
    return "docker command";
  }

  @Override
  public List<String> commands() {
    return List.of("docker context ls", "docker info --format '{{json .ClientInfo}}'");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(DockerClient.read(host), clients -> look(host, clients));
  }

  private Observation look(Host host, List<DockerClient> clients) {
    ApiVersions accepted = ApiVersions.of(host, version);
    return new Facets()
        .value("invalid-files", all(clients, DockerClientProbe::invalid))
        .value("unreachable-daemons", all(clients, client -> single(client.unreachable(host))))
        .value("unencrypted-daemons", all(clients, client -> single(client.unencrypted(host))))
        .value(
            "missing-credential-helpers",
            all(clients, client -> client.missingCredentialHelpers(host)))
        .value(
            "refused-api-versions",
            all(clients, client -> single(present(client.refusedApiVersion(accepted)))))
        .value("variables", all(clients, client -> present(client.variables().names())))
        .value("broken-plugins", all(clients, client -> plugins(client, ClientPlugins::broken)))
        .value(
            "shadowing-plugins", all(clients, client -> plugins(client, ClientPlugins::shadowing)))
        .value("plugins", ofSystem(ClientPlugins.ofSystem(host)))
        .found(evidence(clients));
  }

  /** The complaints about all users, each once; without one, unreadable if a user's is unknown. */
  private static Value all(
      List<DockerClient> clients, Function<DockerClient, Reading<List<String>>> look) {
    Set<String> words = new LinkedHashSet<>();
    List<Value.Unreadable> unread = new ArrayList<>();
    for (DockerClient client : clients) {
      client.unread().forEach(file -> unread.add(new Value.Unreadable(file.where(), file.why())));
      switch (look.apply(client)) {
        case Present(var complaints, _) -> words.addAll(complaints);
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> unread.add(new Value.Unreadable(where, why));
      }
    }
    return words.isEmpty() && !unread.isEmpty()
        ? unread.getFirst()
        : new Value.Words(List.copyOf(words));
  }

  private static <T> Reading<T> present(T value) {
    return new Present<>(value, "login files");
  }

  private static Reading<List<String>> single(Reading<Optional<String>> complaint) {
    return complaint.map(text -> text.map(List::of).orElse(List.of()));
  }

  private static Reading<List<String>> invalid(DockerClient client) {
    return present(client.config().complaint().map(List::of).orElse(List.of()));
  }

  private static Reading<List<String>> plugins(
      DockerClient client, Function<ClientPlugins, List<String>> part) {
    ClientPlugins plugins = client.plugins();
    List<String> words = part.apply(plugins);
    return words.isEmpty() && !plugins.unread().isEmpty()
        ? new Unreadable<>(plugins.unread().getFirst().where(), plugins.unread().getFirst().why())
        : present(words);
  }

  private static Value ofSystem(ClientPlugins plugins) {
    return plugins.unread().isEmpty()
        ? new Value.Words(List.copyOf(plugins.usable().keySet()))
        : new Value.Unreadable(
            plugins.unread().getFirst().where(), plugins.unread().getFirst().why());
  }

  private static List<Evidence> evidence(List<DockerClient> clients) {
    Set<Evidence> evidence = new LinkedHashSet<>();
    for (DockerClient client : clients) {
      for (Variable variable : client.variables().ofDocker()) {
        evidence.add(
            Evidence.of(variable.path(), variable.line(), variable.name(), variable.value()));
      }
      String path = client.config().directory() + "/config.json";
      client
          .config()
          .text("currentContext")
          .ifPresent(name -> evidence.add(Evidence.of(path, "currentContext", name)));
      client
          .config()
          .credentialHelpers()
          .forEach((key, name) -> evidence.add(Evidence.of(path, key, name)));
    }
    if (evidence.isEmpty()) {
      String names =
          String.join(", ", clients.stream().map(client -> client.user().name()).toList());
      evidence.add(Evidence.of("/etc/passwd", "users with a login shell", names));
    }
    return List.copyOf(evidence);
  }
}
