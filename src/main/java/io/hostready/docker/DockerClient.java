package io.hostready.docker;

import io.hostready.facts.Accounts;
import io.hostready.facts.Accounts.User;
import io.hostready.facts.BinaryFormats;
import io.hostready.facts.Virtualization;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the docker command of one user of the host reads: login files, configuration and plugins.
 *
 * @param user a user with a login shell and a home directory
 */
public record DockerClient(
    User user, ClientVariables variables, ClientConfig config, ClientPlugins plugins) {

  /** Users beyond this number are not read. */
  private static final int MOST_USERS = 64;

  private static final List<String> PROGRAMS =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private static final List<String> OF_USERS =
      List.of("/.local/bin", "/bin", "/google-cloud-sdk/bin", "/.docker/bin");

  private record Read(Reading<List<DockerClient>> clients) {}

  /** The users that can log in, in the order of /etc/passwd. */
  public static Reading<List<DockerClient>> read(Host host) {
    return host.fact(
            Read.class,
            h ->
                new Read(
                    Accounts.read(h)
                        .users()
                        .absentIsUnreadable()
                        .map(
                            users ->
                                users.stream()
                                    .filter(User::canLogIn)
                                    .limit(MOST_USERS)
                                    .map(user -> of(h, user))
                                    .toList())))
        .clients();
  }

  private static DockerClient of(Host host, User user) {
    ClientVariables variables = ClientVariables.read(host, user);
    ClientConfig config = ClientConfig.read(host, user, variables);
    return new DockerClient(user, variables, config, ClientPlugins.ofUser(host, config));
  }

  /** Files that could not be read. */
  public List<Unreadable<String>> unread() {
    List<Unreadable<String>> unread = new ArrayList<>(variables.unread());
    if (config.document() instanceof Unreadable(var where, var why)
        && config.complaint().isEmpty()) {
      unread.add(new Unreadable<>(where, why));
    }
    return unread;
  }

  /** Why the client reaches no daemon, as far as files show it; empty for the default daemon. */
  public Reading<Optional<String>> unreachable(Host host) {
    Reading<Optional<String>> endpoint =
        ClientEndpoint.of(host, variables, config)
            .flatMap(there -> there.complaint(host))
            .or(() -> new Present<>(Optional.empty(), config.directory()));
    return endpoint instanceof Present(var complaint, var source) && complaint.isEmpty()
        ? missingAuthority(host, source)
        : endpoint;
  }

  /** With DOCKER_TLS_VERIFY, the client reads ca.pem, also for a Unix socket. */
  private Reading<Optional<String>> missingAuthority(Host host, String source) {
    Optional<ClientVariables.Variable> verifies = variables.find("DOCKER_TLS_VERIFY");
    if (verifies.isEmpty()
        || variables.isComputed("DOCKER_CERT_PATH") instanceof Unreadable
        || variables.find("DOCKER_HOST").isEmpty()
            && variables.find("DOCKER_CONTEXT").isPresent()) {
      return new Present<>(Optional.empty(), source);
    }
    String file = variables.value("DOCKER_CERT_PATH").orElse(config.directory()) + "/ca.pem";
    return switch (file.startsWith("/") ? host.status(file) : new Unreadable<FileStatus>("", "")) {
      case Absent(_) ->
          new Present<>(
              Optional.of(verifies.get().description() + ": " + file + " does not exist"), source);
      case Present(_, _), Unreadable(_, _) -> new Present<>(Optional.empty(), source);
    };
  }

  /** The address, if the client talks with another host in plain text. */
  public Reading<Optional<String>> unencrypted(Host host) {
    return ClientEndpoint.of(host, variables, config)
        .map(ClientEndpoint::unencrypted)
        .or(() -> new Present<>(Optional.empty(), config.directory()));
  }

  /**
   * Credential helpers of config.json whose program does not exist, needs one that does not, or is
   * a Windows program that the kernel does not start.
   */
  public Reading<List<String>> missingCredentialHelpers(Host host) {
    String file = config.directory() + "/config.json";
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, String> each : config.credentialHelpers().entrySet()) {
      String program = "docker-credential-" + each.getValue();
      boolean isOfWindows = program.endsWith(".exe") && isWsl(host);
      if (isOfWindows) {
        switch (startsWindowsPrograms(host)) {
          case Present(var starts, _) when !starts -> {
            missing.add(
                program
                    + " ("
                    + each.getKey()
                    + " in "
                    + file
                    + "), since WSL does not start Windows programs (no enabled WSLInterop in "
                    + BinaryFormats.DIRECTORY
                    + ")");
            continue;
          }
          case Present(_, _), Absent(_) -> {}
          case Unreadable(var where, var why) -> {
            return new Unreadable<>(where, why);
          }
        }
      }
      switch (find(host, program)) {
        case Present(_, _) when each.getValue().equals("pass") -> {
          if (find(host, "pass") instanceof Absent) {
            missing.add("pass, for " + program + " (" + each.getKey() + " in " + file + ")");
          }
        }
        case Present(_, _) -> {}
        case Absent(_) -> {
          if (!isOfWindows) { // found in the PATH of Windows
            missing.add(program + " (" + each.getKey() + " in " + file + ")");
          }
        }
        case Unreadable(var where, var why) -> {
          return new Unreadable<>(where, why);
        }
      }
    }
    return new Present<>(missing, config.directory());
  }

  private static Reading<Boolean> startsWindowsPrograms(Host host) {
    return BinaryFormats.read(host).map(BinaryFormats::hasWindowsPrograms);
  }

  private Reading<String> find(Host host, String program) {
    List<String> directories = new ArrayList<>(PROGRAMS);
    OF_USERS.forEach(name -> directories.add(user.home() + name));
    directories.addAll(List.of("/snap/bin", "/usr/lib/google-cloud-sdk/bin"));
    directories.addAll(variables.path());
    Optional<Unreadable<String>> unread = Optional.empty();
    for (String directory : directories) {
      String path = directory + "/" + program;
      switch (host.status(path)) {
        case Present(_, _) -> {
          return new Present<>(path, path);
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> unread = Optional.of(new Unreadable<>(where, why));
      }
    }
    return unread.isPresent() ? unread.get() : new Absent<>("PATH");
  }

  private static boolean isWsl(Host host) {
    return Virtualization.read(host).technology().toOptional().filter("wsl"::equals).isPresent();
  }

  /** DOCKER_API_VERSION, if a daemon of that version refuses it; empty if it is not set. */
  public Optional<String> refusedApiVersion(ApiVersions accepted) {
    return variables
        .value("DOCKER_API_VERSION")
        .filter(text -> text.matches("1\\.\\d{1,3}"))
        .filter(text -> !accepted.accepts(text))
        .map(
            text ->
                variables.find("DOCKER_API_VERSION").orElseThrow().description()
                    + ", is "
                    + text
                    + " (the daemon accepts "
                    + accepted.description()
                    + ")");
  }
}
