package io.hostready.docker;

import io.hostready.facts.Subnet;
import io.hostready.facts.UnitFile;
import io.hostready.facts.UnitVariables;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxy of the daemon for a URL. Options of the daemon go before the environment of
 * docker.service. Source: moby's {@code daemon/command/daemon.go}; golang.org/x/net/http/httpproxy.
 *
 * @param http the proxy for http URLs; empty if not set
 * @param https the proxy for https URLs; empty if not set
 * @param exceptions hosts that are contacted directly, separated by commas
 */
public record ProxySettings(String http, String https, String exceptions) {

  private static final String UNIT = "docker.service";

  private static final Pattern URL =
      Pattern.compile("(https?)://(\\[[^]]*]|[^/:]+)(?::(\\d+))?(?:/.*)?");

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[::1]");

  /** Reads those of the configuration and of docker.service. */
  public static Reading<ProxySettings> ofDaemon(Host host) {
    Reading<Map<String, String>> unit =
        UnitFile.read(host, UNIT)
            .flatMap(file -> UnitVariables.read(host, file))
            .map(UnitVariables::values)
            .or(() -> new Present<>(Map.of(), UNIT));
    Optional<DaemonCommand> command = DaemonCommand.read(host).toOptional();
    return unit.flatMap(
        variables ->
            DaemonSettings.read(host)
                .map(
                    settings ->
                        new ProxySettings(
                            value("http", settings, command, variables),
                            value("https", settings, command, variables),
                            value("no", settings, command, variables))));
  }

  private static String value(
      String name,
      DaemonSettings settings,
      Optional<DaemonCommand> command,
      Map<String, String> variables) {
    return command
        .flatMap(started -> started.value(name + "-proxy"))
        .or(() -> settings.proxy(name + "-proxy"))
        .filter(value -> !value.isEmpty())
        .or(() -> Optional.ofNullable(variables.get(name.toUpperCase(Locale.ROOT) + "_PROXY")))
        .or(() -> Optional.ofNullable(variables.get(name + "_proxy")))
        .orElse("");
  }

  /** The proxy for a URL; empty for a direct connection. */
  Optional<String> of(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches() || isException(parts.group(2), parts.group(3), parts.group(1))) {
      return Optional.empty();
    }
    return Optional.of(parts.group(1).equals("https") ? https : http)
        .filter(proxy -> !proxy.isBlank());
  }

  private boolean isException(String host, String givenPort, String scheme) {
    String port = givenPort != null ? givenPort : scheme.equals("https") ? "443" : "80";
    return LOOPBACK.matcher(host).matches()
        || Arrays.stream(exceptions.split(","))
            .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
            .anyMatch(entry -> isOf(entry, host.toLowerCase(Locale.ROOT), port));
  }

  private static boolean isOf(String entry, String host, String port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.contains("/")) {
      return contains(entry, host);
    }
    List<String> parts = entry.startsWith("[") ? List.of(entry) : List.of(entry.split(":", 2));
    String name = parts.getFirst().replaceFirst("^\\*\\.", ".");
    boolean isPort = parts.size() == 1 || parts.get(1).equals(port);
    boolean isBelow = host.endsWith(name.startsWith(".") ? name : "." + name);
    return isPort && !name.isEmpty() && (host.equals(name) || isBelow);
  }

  /** Whether an address is in a subnet such as 10.0.0.0/8. */
  static boolean contains(String subnet, String address) {
    return Subnet.parse(subnet)
        .flatMap(wide -> Subnet.parse(address + "/32").map(wide::overlaps))
        .orElse(false);
  }
}
