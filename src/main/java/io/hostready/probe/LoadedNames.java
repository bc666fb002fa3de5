package io.hostready.probe;

import io.hostready.docker.ProxySettings;
import io.hostready.facts.UnitFile;
import io.hostready.facts.UnitVariables;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonKind;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import io.hostready.probe.LoadedOptions.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The options with one value of which a running daemon reports another value than it would start
 * with. An option that is not set is compared only if its default does not depend on the host or on
 * variables of the environment.
 */
record LoadedNames(Host host, DaemonValues values, JsonValue info) {

  private static final String CGROUP_DRIVER = "native.cgroupdriver=";

  List<Difference> differences() {
    List<Difference> found = new ArrayList<>();
    compare("log-driver", "/LoggingDriver", "json-file").ifPresent(found::add);
    compare("default-runtime", "/DefaultRuntime", "runc").ifPresent(found::add);
    compareSwitch("live-restore", "/LiveRestoreEnabled").ifPresent(found::add);
    compareSwitch("experimental", "/ExperimentalBuild").ifPresent(found::add);
    // The variable DEBUG sets it, too.
    if (values.is("debug", true)) {
      compareSwitch("debug", "/Debug").ifPresent(found::add);
    }
    if (variables().map(known -> !known.containsKey("DOCKER_DRIVER")).orElse(false)) {
      compare("storage-driver", "/Driver").ifPresent(found::add);
    }
    compare("firewall-backend", "/FirewallBackend/Driver").ifPresent(found::add);
    cgroupDriver().ifPresent(found::add);
    usersRemapped().ifPresent(found::add);
    proxies(found);
    return found;
  }

  /** A string, number or switch of the answer, as text. */
  static Optional<String> text(JsonValue info, String pointer) {
    return info.at(pointer)
        .filter(JsonScalar.class::isInstance)
        .map(JsonScalar.class::cast)
        .filter(scalar -> scalar.kind() != JsonKind.NULL)
        .map(JsonScalar::text);
  }

  private Optional<Difference> compare(String key, String pointer, String defaultValue) {
    return values.text(key).isPresent()
        ? compare(key, pointer)
        : differ(key, defaultValue, defaultValue + " by default", text(info, pointer));
  }

  /** The daemon can add a detail after a plus sign: "iptables+firewalld". */
  private Optional<Difference> compare(String key, String pointer) {
    Optional<String> loaded = text(info, pointer).map(text -> text.replaceFirst("\\+.*", ""));
    return values.text(key).flatMap(configured -> differ(key, configured, configured, loaded));
  }

  private Optional<Difference> compareSwitch(String key, String pointer) {
    String configured = Boolean.toString(values.is(key, true));
    Optional<String> loaded = text(info, pointer).filter(text -> text.matches("true|false"));
    return differ(
        key,
        configured,
        values.text(key).isPresent() ? configured : configured + " by default",
        loaded);
  }

  private static Optional<Difference> differ(
      String key, String expected, String shown, Optional<String> loaded) {
    return loaded
        .filter(value -> !value.isEmpty() && !value.equals(expected))
        .map(value -> new Difference(key, shown, value));
  }

  private Optional<Difference> cgroupDriver() {
    return values.items("exec-opts").stream()
        .map(option -> option.replaceAll("\\s", "").toLowerCase(Locale.ROOT))
        .filter(option -> option.startsWith(CGROUP_DRIVER))
        .reduce((_, last) -> last)
        .map(option -> option.substring(CGROUP_DRIVER.length()))
        .flatMap(
            driver ->
                differ(
                    CGROUP_DRIVER.replace("=", ""), driver, driver, text(info, "/CgroupDriver")));
  }

  /** A mapping of root to root is none: {@code setupRemappedRoot}. */
  private Optional<Difference> usersRemapped() {
    if (!(info.at("/SecurityOptions").orElse(null) instanceof JsonArray options)) {
      return Optional.empty();
    }
    boolean isLoaded =
        options.scalarTexts().stream().anyMatch(text -> text.matches("(name=)?userns"));
    Optional<String> user =
        values.text("userns-remap").filter(text -> !text.matches("(root|0)(:.*)?"));
    return user.isPresent() == isLoaded
        ? Optional.empty()
        : Optional.of(
            new Difference(
                "userns-remap", user.orElse("not set"), isLoaded ? "user namespaces" : "none"));
  }

  /** Only proxies that are set: systemd can pass others to all services (DefaultEnvironment=). */
  private void proxies(List<Difference> found) {
    if (ProxySettings.ofDaemon(host) instanceof Present(var proxies, _)) {
      compareProxy("HTTP_PROXY", proxies.http(), "/HttpProxy").ifPresent(found::add);
      compareProxy("HTTPS_PROXY", proxies.https(), "/HttpsProxy").ifPresent(found::add);
      compareProxy("NO_PROXY", proxies.exceptions(), "/NoProxy").ifPresent(found::add);
    }
  }

  /** The daemon masks the user and the password; a specifier of systemd is unknown here. */
  private Optional<Difference> compareProxy(String name, String proxy, String pointer) {
    String configured = withoutUser(proxy);
    return text(info, pointer)
        .map(LoadedNames::withoutUser)
        .filter(_ -> !configured.isEmpty() && configured.indexOf('%') < 0)
        .filter(loaded -> !loaded.equals(configured))
        .map(loaded -> new Difference(name, configured, loaded.isEmpty() ? "none" : loaded));
  }

  private static String withoutUser(String url) {
    return url.strip().replaceFirst("^(\\w+://)?[^@/]*@", "$1");
  }

  /** The variables that docker.service sets; empty if they are unknown. */
  private Optional<Map<String, String>> variables() {
    return UnitFile.read(host, "docker.service")
        .flatMap(unit -> UnitVariables.read(host, unit))
        .toOptional()
        .map(UnitVariables::values);
  }
}
