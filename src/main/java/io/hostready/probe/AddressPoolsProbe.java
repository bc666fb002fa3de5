package io.hostready.probe;

import io.hostready.facts.Fact;
import io.hostready.facts.Routes;
import io.hostready.facts.Routes.Route;
import io.hostready.facts.Subnet;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks whether routes of the host lead to addresses that Docker gives to networks of its own.
 * Source: moby's {@code daemon/libnetwork/ipamutils/utils.go}.
 */
record AddressPoolsProbe() implements Probe {

  private static final List<String> DEFAULTS =
      List.of(
          "172.17.0.0/16",
          "172.18.0.0/16",
          "172.19.0.0/16",
          "172.20.0.0/14",
          "172.24.0.0/14",
          "172.28.0.0/14",
          "192.168.0.0/16");

  /** Interfaces that Docker makes, whose routes are those of its own networks. */
  private static final Pattern OWN = Pattern.compile("docker0|docker_gwbridge|br-[0-9a-f]{12}|lo");

  static final ProbeKind KIND =
      new ProbeKind(
          "address-pools",
          "the addresses that Docker gives to networks, and routes of the host into them",
          Shape.of(),
          List.of(
              Facet.words("pools", "the pools, such as 172.17.0.0/16"),
              Facet.words("taken", "pools into which a route of the host leads"),
              Facet.flag("free", "whether no route leads into any pool")),
          false,
          "default-address-pools in /etc/docker/daemon.json, else Docker's own; /proc/net/route,"
              + " without the default route and Docker's interfaces",
          """
          address-pools:
            expect: {taken: {lacks: [172.17.0.0/16]}}
          """,
          _ -> new AddressPoolsProbe());

  @Override
  public String subject() {
    return "Docker's address pools";
  }

  @Override
  public Observation observe(Host host) {
    return switch (DaemonSettings.read(host)) {
      case Fact.Known<DaemonSettings>(DaemonSettings settings, _) ->
          Observation.of(Routes.read(host).table(), known -> look(settings, known));
      case Fact.Absent<DaemonSettings>(String where) -> new Observation.Absent(where);
      case Fact.Unreadable<DaemonSettings>(String where, String why) ->
          new Observation.Unreadable(where, why);
    };
  }

  private static Observation look(DaemonSettings settings, Fact.Known<List<Route>> routes) {
    List<String> named = settings.addressPools();
    List<String> pools = named.isEmpty() ? DEFAULTS : named;
    List<String> taken = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (String pool : pools) {
      Optional<Subnet> subnet = Subnet.parse(pool);
      for (Route route : routes.value()) {
        boolean isForeign = !route.isDefault() && !OWN.matcher(route.device()).matches();
        if (isForeign && subnet.isPresent() && subnet.get().overlaps(route.to())) {
          taken.add(pool);
          evidence.add(
              Evidence.of(
                  routes.source(), route.line(), pool, route.to() + " over " + route.device()));
        }
      }
    }
    if (evidence.isEmpty()) {
      evidence.add(Evidence.of(routes.source(), "routes into " + String.join(", ", pools), null));
    }
    return new Observation.Found(
        Map.of(
            "pools",
            new Value.Words(pools),
            "taken",
            new Value.Words(taken.stream().distinct().toList()),
            "free",
            new Value.Flag(taken.isEmpty())),
        evidence);
  }
}
