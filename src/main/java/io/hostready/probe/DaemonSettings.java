package io.hostready.probe;

import io.hostready.facts.DaemonCommand;
import io.hostready.facts.JsonDocument;
import io.hostready.facts.JsonDocument.Json;
import io.hostready.host.FileText;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the daemon's configuration file says; a file that is not there or blank says nothing.
 * Source: dockerd(8); moby's {@code daemon/config/config.go}.
 */
record DaemonSettings(Optional<JsonDocument> document, String path) {

  private record Read(Reading<DaemonSettings> settings, boolean isNoJson) {}

  /** Unreadable when it cannot be read or is no JSON, with which the daemon would not start. */
  static Reading<DaemonSettings> read(Host host) {
    return host.fact(Read.class, DaemonSettings::look).settings();
  }

  /** Whether the file was read and is no JSON. */
  static boolean isNoJson(Host host) {
    return host.fact(Read.class, DaemonSettings::look).isNoJson();
  }

  private static Read look(Host host) {
    String path = DaemonCommand.configFile(host);
    return switch (host.text(path)) {
      case FileText.Text(_, String content) when content.replace("\ufeff", "").isBlank() ->
          new Read(nothing(path), false);
      case FileText.Missing _ -> new Read(nothing(path), false);
      case FileText.Unreadable(_, String why) -> new Read(new Unreadable<>(path, why), false);
      case FileText.Text(_, String content) -> {
        Reading<DaemonSettings> read =
            Reading.ofFile(
                host,
                path,
                text -> new DaemonSettings(Optional.of(JsonDocument.parse(text)), path));
        boolean isTooLong = content.length() > JsonDocument.MAX_LENGTH;
        yield new Read(read, read instanceof Unreadable && !isTooLong);
      }
    };
  }

  private static Reading<DaemonSettings> nothing(String path) {
    return new Present<>(new DaemonSettings(Optional.empty(), path), path);
  }

  private Optional<String> text(String pointer) {
    return document
        .flatMap(at(pointer))
        .filter(Json.Scalar.class::isInstance)
        .map(json -> ((Json.Scalar) json).text());
  }

  /** The pools that networks get their addresses from; none where nobody says so. */
  List<AddressPool> addressPools() {
    List<AddressPool> pools = new ArrayList<>();
    for (int i = 0; document.flatMap(at("/default-address-pools/" + i)).isPresent(); i++) {
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

  /** The largest packets of the default bridge, in bytes. */
  long packetSize() {
    return size("/mtu");
  }

  /** The largest packets of bridges for networks that people make, in bytes. */
  long packetSizeOfNetworks() {
    return size("/default-network-opts/bridge/com.docker.network.driver.mtu");
  }

  /** Docker's own 1500 where nothing else is said; 0 says nothing. */
  private long size(String pointer) {
    return text(pointer)
        .filter(said -> said.matches("[1-9]\\d{0,8}"))
        .map(Long::parseLong)
        .orElse(1500L);
  }

  private static Function<JsonDocument, Optional<Json>> at(String pointer) {
    return json -> json.at(pointer);
  }

  /** The storage driver that is asked for, whether any Docker has such a one or not. */
  Optional<String> storageDriver() {
    return text("/storage-driver").filter(name -> !name.isEmpty());
  }

  /** Whether root of containers is another user of the host. */
  boolean remapsUsers() {
    return text("/userns-remap").filter(user -> !user.isEmpty()).isPresent();
  }

  /** Whether images are to be kept in containerd; empty where nobody says so. */
  Optional<Boolean> wantsContainerdStore() {
    return text("/features/containerd-snapshotter").map(Boolean::parseBoolean);
  }
}
