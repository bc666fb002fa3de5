package io.hostready.probe;

import io.hostready.facts.Fact;
import io.hostready.facts.JsonDocument;
import io.hostready.facts.JsonDocument.Json;
import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What /etc/docker/daemon.json says of images and networks; a file that is not there or blank says
 * nothing. Source: dockerd(8); moby's {@code daemon/config/config.go}.
 */
record DaemonSettings(Optional<JsonDocument> document) {

  static final String PATH = "/etc/docker/daemon.json";

  /** Unreadable when it cannot be read or is no JSON, with which the daemon would not start. */
  static Fact<DaemonSettings> read(Host host) {
    boolean isBlank =
        host.text(PATH) instanceof FileText.Text(_, String content) && content.isBlank();
    Fact<DaemonSettings> nothing = new Fact.Known<>(new DaemonSettings(Optional.empty()), PATH);
    if (isBlank) {
      return nothing;
    }
    Fact<DaemonSettings> read =
        Fact.ofFile(host, PATH, text -> new DaemonSettings(Optional.of(JsonDocument.parse(text))));
    return read instanceof Fact.Absent ? nothing : read;
  }

  private Optional<String> text(String pointer) {
    return document
        .flatMap(at(pointer))
        .filter(Json.Scalar.class::isInstance)
        .map(json -> ((Json.Scalar) json).text());
  }

  /** The bases of the pools that networks get their addresses from; none where nobody says so. */
  List<String> addressPools() {
    List<String> bases = new ArrayList<>();
    for (int i = 0; document.flatMap(at("/default-address-pools/" + i)).isPresent(); i++) {
      text("/default-address-pools/" + i + "/base").ifPresent(bases::add);
    }
    return bases;
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

  /** Whether root of containers is another user of the host. */
  boolean remapsUsers() {
    return text("/userns-remap").filter(user -> !user.isEmpty()).isPresent();
  }

  /** Whether images are to be kept in containerd; empty where nobody says so. */
  Optional<Boolean> wantsContainerdStore() {
    return text("/features/containerd-snapshotter").map(Boolean::parseBoolean);
  }
}
