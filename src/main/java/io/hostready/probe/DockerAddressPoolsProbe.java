package io.hostready.probe;

import io.hostready.docker.AddressPool;
import io.hostready.docker.DaemonSettings;
import io.hostready.facts.Routes;
import io.hostready.facts.Routes.Route;
import io.hostready.facts.Subnet;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks whether routes of the host overlap the address pools of Docker's networks. Source: moby's
 * {@code daemon/libnetwork/netutils/utils_linux.go}, InferReservedNetworks.
 */
record DockerAddressPoolsProbe() implements Probe {

  /** Interfaces that Docker creates, whose routes belong to its own networks. */
  private static final Pattern OWN = Pattern.compile("docker0|docker_gwbridge|br-[0-9a-f]{12}|lo");

  static final ProbeKind KIND =
      new ProbeKind(
          "docker-address-pools",
          "Docker's default address pools, and routes of the host that overlap them",
          MapSchema.of(),
          List.of(
              Facet.words("pools", "the pools, such as 172.17.0.0/16")
                  .said("Docker's address pools: {}"),
              Facet.words("overlapping", "pools that a route of the host overlaps")
                  .said("Docker address pools that overlap a host route: {}"),
              Facet.flag("no-overlap", "whether no route overlaps a pool")
                  .saidIfTrue(
                      "no host route overlaps Docker's address pools",
                      "a host route overlaps Docker's address pools"),
              Facet.flag(
                      "available",
                      "whether Docker can create another network: the pools have a subnet that"
                          + " overlaps no subnet of an interface, including Docker's bridges")
                  .saidIfTrue(
                      "Docker's address pools have a free subnet",
                      "Docker's address pools have no free subnet")),
          false,
          "default-address-pools in /etc/docker/daemon.json, else Docker's own; /proc/net/route,"
              + " without the default route and Docker's interfaces",
          """
          docker-address-pools:
            expect: {overlapping: {lacks: [172.17.0.0/16]}}
          """,
          _ -> new DockerAddressPoolsProbe());

  @Override
  public String subject() {
    return "Docker's address pools";
  }

  @Override
  public List<String> commands() {
    return List.of("cat /etc/docker/daemon.json", "ip route show");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        DaemonSettings.read(host),
        settings ->
            Observation.of(
                Routes.read(host).table(), (routes, source) -> look(settings, routes, source)));
  }

  private static Observation look(DaemonSettings settings, List<Route> routes, String source) {
    List<AddressPool> named = settings.addressPools();
    List<AddressPool> pools = named.isEmpty() ? AddressPool.DEFAULTS : named;
    List<String> bases = pools.stream().map(AddressPool::base).toList();
    List<String> taken = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (AddressPool pool : pools) {
      Optional<Subnet> subnet = pool.subnet();
      for (Route route : routes) {
        boolean isForeign = !route.isDefault() && !OWN.matcher(route.device()).matches();
        if (isForeign && subnet.isPresent() && subnet.get().overlaps(route.to())) {
          taken.add(pool.base());
          evidence.add(
              Evidence.of(
                  source, route.line(), pool.base(), route.to() + " over " + route.device()));
        }
      }
    }
    if (evidence.isEmpty()) {
      evidence.add(Evidence.of(source, "routes into " + String.join(", ", bases), null));
    }
    List<Subnet> inUse =
        routes.stream()
            .filter(DockerAddressPoolsProbe::isOnLink)
            .map(Route::to)
            .sorted(Comparator.comparingLong(Subnet::first))
            .toList();
    return new Facets()
        .words("pools", bases)
        .words("overlapping", taken.stream().distinct().toList())
        .flag("no-overlap", taken.isEmpty())
        .flag("available", pools.stream().anyMatch(pool -> pool.hasFree(inUse)))
        .found(evidence);
  }

  /** Docker avoids only the destinations of these routes when it creates a network. */
  private static boolean isOnLink(Route route) {
    return route.gateway().equals("0.0.0.0") && route.to().address() != 0;
  }
}
