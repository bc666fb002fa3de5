package io.hostready.docker;

import io.hostready.facts.AptConfig;
import io.hostready.facts.AptConfig.Setting;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The servers that the daemon asks for an image, or apt for a package, as lines for the function
 * {@code servers} of proofs. Source: moby's {@code daemon/pkg/registry}; apt-transport-http(1).
 */
public final class PulledServers {

  /** A host name or an IPv4 address, and a port. */
  public static final String REGISTRY = "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d{1,5})?";

  /** The base URL of a package repository. */
  public static final String REPOSITORY = "https?://[A-Za-z0-9.:/_~%@+-]+";

  private static final List<String> DOCKER_HUB =
      List.of("docker.io", "index.docker.io", "registry-1.docker.io");

  private static final Pattern NO_WORD = Pattern.compile("[\\s\"\\\\\\p{Cntrl}]");

  private static final String NONE = "/nonexistent";

  /** More than two mirrors would not fit into the time of the proof. */
  private static final int MOST_MIRRORS = 2;

  private PulledServers() {}

  /** The servers for images of a registry, the mirrors first. */
  public static Reading<String> ofRegistry(Host host, String registry) {
    return ProxySettings.ofDaemon(host)
        .flatMap(
            proxies ->
                DaemonSettings.read(host)
                    .map(settings -> lines(registry, proxies, options(host, settings))));
  }

  /** The values of a list option, of the configuration file and of the flags. */
  private record Options(List<String> mirrors, List<String> insecure) {}

  private static Options options(Host host, DaemonSettings settings) {
    return new Options(
        values(host, settings, "registry-mirrors", "registry-mirror"),
        values(host, settings, "insecure-registries", "insecure-registry"));
  }

  private static List<String> values(Host host, DaemonSettings settings, String key, String flag) {
    List<String> ofFile =
        settings
            .document()
            .flatMap(json -> json.at("/" + key))
            .filter(JsonArray.class::isInstance)
            .map((JsonValue json) -> ((JsonArray) json).scalarTexts())
            .orElse(List.of());
    Stream<String> ofFlags =
        DaemonCommand.read(host).toOptional().stream()
            .flatMap(command -> command.flags().stream())
            .filter(each -> each.name().equals(flag))
            .map(DaemonCommand.Flag::value);
    return Stream.concat(ofFile.stream(), ofFlags)
        .filter(text -> !text.isEmpty() && !NO_WORD.matcher(text).find())
        .toList();
  }

  private static String lines(String registry, ProxySettings proxies, Options options) {
    List<String> lines = new ArrayList<>();
    if (DOCKER_HUB.contains(registry)) {
      options.mirrors().stream()
          .limit(MOST_MIRRORS)
          .forEach(
              mirror -> {
                String base = mirror.contains("://") ? mirror : "https://" + mirror;
                lines.add(line("mirror", base.replaceAll("/+$", "") + "/v2/", proxies, options));
              });
      lines.add(line("registry", "https://registry-1.docker.io/v2/", proxies, options));
      lines.add(
          line(
              "token",
              "https://auth.docker.io/token?service=registry.docker.io",
              proxies,
              options));
    } else {
      lines.add(line("registry", "https://" + registry + "/v2/", proxies, options));
    }
    return String.join("\n", lines);
  }

  private static String line(String kind, String url, ProxySettings proxies, Options options) {
    String host = url.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    return String.join(
        " ",
        kind,
        url,
        isInsecure(host, options.insecure()) ? "skip" : "verify",
        proxies.of(url).filter(proxy -> !NO_WORD.matcher(proxy).find()).orElse("-"),
        "/etc/docker/certs.d/" + host);
  }

  /** Registries of this machine are always insecure: 127.0.0.0/8. */
  private static boolean isInsecure(String host, List<String> insecure) {
    String name = host.replaceFirst(":\\d+$", "");
    return ProxySettings.contains("127.0.0.0/8", name)
        || name.equals("localhost")
        || insecure.stream()
            .map(entry -> entry.replaceFirst("^https?://", ""))
            .anyMatch(entry -> entry.equals(host) || ProxySettings.contains(entry, name));
  }

  /**
   * The server of a package repository, with the proxy and the certificates of apt; unreadable if a
   * program chooses the proxy.
   */
  public static Reading<String> ofRepository(Host host, String repository) {
    return AptConfig.read(host)
        .settings()
        .flatMap(
            settings ->
                AptConfig.last(settings, "Acquire::http::Proxy-Auto-Detect")
                    .filter(program -> !program.value().isEmpty())
                    .<Reading<String>>map(
                        program ->
                            new Unreadable<>(
                                program.path(), "the proxy is chosen by " + program.value()))
                    .orElseGet(() -> new Present<>(repositoryLine(repository, settings), "apt")))
        .or(() -> new Present<>(repositoryLine(repository, List.of()), "/etc/apt"));
  }

  private static String repositoryLine(String repository, List<Setting> settings) {
    String url = repository.replaceAll("/+$", "") + "/linux/";
    String scheme = url.startsWith("https:") ? "https" : "http";
    String name = url.replaceFirst("^https?://", "").replaceFirst("[:/].*", "");
    String proxy =
        value(settings, scheme, "Proxy", name)
            .or(() -> value(settings, "http", "Proxy", name))
            .filter(text -> !text.equalsIgnoreCase("DIRECT"))
            .filter(text -> !NO_WORD.matcher(text).find())
            .orElse("-");
    boolean verifies =
        value(settings, scheme, "Verify-Peer", name).filter("false"::equalsIgnoreCase).isEmpty();
    return String.join(
        " ",
        "repository",
        url,
        verifies ? "verify" : "skip",
        proxy,
        value(settings, scheme, "CaInfo", name).filter(path -> path.startsWith("/")).orElse(NONE));
  }

  /** Acquire::SCHEME::KEY::HOST goes before Acquire::SCHEME::KEY. */
  private static Optional<String> value(
      List<Setting> settings, String scheme, String key, String host) {
    String name = "Acquire::" + scheme + "::" + key;
    return AptConfig.last(settings, name + "::" + host)
        .or(() -> AptConfig.last(settings, name))
        .map(Setting::value)
        .filter(text -> !text.isEmpty());
  }
}
