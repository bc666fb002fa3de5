package io.hostready.docker;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.json.JsonException;
import io.hostready.json.JsonLimitException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonSyntaxException;
import io.hostready.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options in the daemon's configuration file; a missing or blank file has none. Source:
 * dockerd(8); moby's {@code daemon/config/config.go}.
 */
public record DaemonSettings(Optional<JsonValue> document, String path) {

  private record Read(Reading<DaemonSettings> settings, boolean isNoJson) {}

  /** Unreadable if it cannot be read or is invalid JSON, with which the daemon would not start. */
  public static Reading<DaemonSettings> read(Host host) {
    return host.fact(Read.class, DaemonSettings::look).settings();
  }

  /** Whether the file was read and is invalid JSON. */
  public static boolean isNoJson(Host host) {
    return host.fact(Read.class, DaemonSettings::look).isNoJson();
  }

  private static Read look(Host host) {
    String path = DaemonCommand.configFile(host);
    return switch (host.text(path)) {
      case Present(var content, _) when JsonReader.isBlank(content) ->
          new Read(nothing(path), false);
      case Absent(_) -> new Read(nothing(path), false);
      case Unreadable(_, var why) -> new Read(new Unreadable<>(path, why), false);
      case Present(var content, _) -> {
        try {
          JsonValue document = JsonReader.read(content, JsonLimits.SETTINGS);
          yield new Read(
              new Present<>(new DaemonSettings(Optional.of(document), path), path), false);
        } catch (JsonException refused) {
          yield new Read(
              new Unreadable<>(path, reason(refused)), !(refused instanceof JsonLimitException));
        }
      }
    };
  }

  private static String reason(JsonException refused) {
    return (refused instanceof JsonSyntaxException ? "not JSON: " : "") + refused.getMessage();
  }

  private static Reading<DaemonSettings> nothing(String path) {
    return new Present<>(new DaemonSettings(Optional.empty(), path), path);
  }

  /** The text of an option that is a string, a number or a flag; pointer as in RFC 6901. */
  public Optional<String> text(String pointer) {
    return document
        .flatMap(json -> json.at(pointer))
        .filter(JsonScalar.class::isInstance)
        .map(json -> ((JsonScalar) json).text());
  }

  /** The configured address pools of networks; empty if not set. */
  public List<AddressPool> addressPools() {
    List<AddressPool> pools = new ArrayList<>();
    for (int i = 0; has("/default-address-pools/" + i); i++) {
      String pool = "/default-address-pools/" + i;
      int bits =
          text(pool + "/size")
              .filter(said -> said.matches("[1-9]\\d?"))
              .map(Integer::parseInt)
              .orElse(32);
      text(pool + "/base").ifPresent(base -> pools.add(new AddressPool(base, bits)));
    }
    return pools;
  }

  /** The MTU of the default bridge, in bytes. */
  public long packetSize() {
    return size("/mtu");
  }

  /** The MTU of user-defined bridge networks, in bytes. */
  public long packetSizeOfNetworks() {
    return size("/default-network-opts/bridge/com.docker.network.driver.mtu");
  }

  /** Docker's default 1500 if nothing is set; 0 means not set. */
  private long size(String pointer) {
    return text(pointer)
        .filter(said -> said.matches("[1-9]\\d{0,8}"))
        .map(Long::parseLong)
        .orElse(1500L);
  }

  private boolean has(String pointer) {
    return document.flatMap(json -> json.at(pointer)).isPresent();
  }

  /** The configured storage driver, whether a Docker version has it or not. */
  public Optional<String> storageDriver() {
    return text("/storage-driver").filter(name -> !name.isEmpty());
  }

  /** A value of the section "proxies", such as https-proxy. */
  Optional<String> proxy(String name) {
    return text("/proxies/" + name);
  }

  /** The configured minimum of API versions that clients can use, such as 1.24. */
  Optional<String> minApiVersion() {
    return text("/min-api-version").filter(version -> !version.isEmpty());
  }

  /** Whether userns-remap is set. */
  boolean remapsUsers() {
    return text("/userns-remap").filter(user -> !user.isEmpty()).isPresent();
  }

  /** Whether the containerd image store is enabled; empty if not set. */
  public Optional<Boolean> wantsContainerdStore() {
    return text("/features/containerd-snapshotter").map(Boolean::parseBoolean);
  }
}
