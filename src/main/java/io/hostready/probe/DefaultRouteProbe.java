package io.hostready.probe;

import io.hostready.docker.DaemonSettings;
import io.hostready.facts.Routes;
import io.hostready.facts.Routes.Route;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Finds the interface of the default route. Source: proc_pid_net(5). */
record DefaultRouteProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "default-route",
          "the interface of the IPv4 default route, and its MTU",
          MapSchema.of(),
          List.of(
              Facet.text("interface", "its name, such as eth0").said("the default route uses {}"),
              Facet.text("gateway", "the gateway's address; 0.0.0.0 without a gateway")
                  .said("default gateway {}"),
              Facet.count("mtu", "the interface's MTU, in bytes")
                  .said("MTU of the default route: {}"),
              Facet.flag(
                      "forwarding",
                      "whether the interface forwards packets (net.ipv4.conf.INTERFACE.forwarding)")
                  .saidIfTrue(
                      "the interface of the default route forwards packets",
                      "the interface of the default route does not forward packets"),
              Facet.text("accept-ra", "the interface's sysctl net.ipv6.conf.INTERFACE.accept_ra")
                  .said("accept_ra of the interface of the default route: {}"),
              Facet.flag(
                      "mtu-fits-default-bridge",
                      "whether the MTU is at least that of Docker's default bridge: \"mtu\", else"
                          + " 1500")
                  .saidIfTrue("the MTU of Docker's default bridge fits the default route", ""),
              Facet.flag(
                      "mtu-fits-user-networks",
                      "whether the MTU is at least that of user-defined bridge networks:"
                          + " com.docker.network.driver.mtu of \"default-network-opts\", else 1500")
                  .saidIfTrue(
                      "the MTU of Docker's user-defined networks fits the default route", "")),
          true,
          "/proc/net/route, /sys/class/net/INTERFACE/mtu, /etc/docker/daemon.json,"
              + " /proc/sys/net/ipv4/conf/INTERFACE/forwarding,"
              + " /proc/sys/net/ipv6/conf/INTERFACE/accept_ra",
          """
          default-route:
            expect: {mtu: {at-least: 1500}}
          """,
          _ -> new DefaultRouteProbe());

  @Override
  public String subject() {
    return "default route";
  }

  @Override
  public String absence() {
    return "no default route";
  }

  @Override
  public List<String> commands() {
    return List.of("ip route show default", "ip link show", "cat /etc/docker/daemon.json");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        Routes.read(host).table(),
        (routes, source) ->
            Routes.defaultOf(routes)
                .<Observation>map(route -> found(host, route, source))
                .orElseGet(() -> Observation.absent(source, "default route")));
  }

  private static Observation found(Host host, Route route, String source) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of(source, route.line(), "default route", "over " + route.device()));
    Facets facets = new Facets();
    facets.text("interface", route.device());
    facets.text("gateway", route.gateway());
    Value mtu = mtu(host.text("/sys/class/net/" + route.device() + "/mtu"), evidence);
    facets.value("mtu", mtu);
    facets.value(
        "forwarding",
        Value.of(
            host.text("/proc/sys/net/ipv4/conf/" + route.device() + "/forwarding"),
            content -> new Value.Flag(!content.strip().equals("0"))));
    facets.value(
        "accept-ra",
        Value.of(
            host.text("/proc/sys/net/ipv6/conf/" + route.device() + "/accept_ra"),
            content -> new Value.Text(content.strip())));
    Reading<DaemonSettings> settings = DaemonSettings.read(host);
    facets.value(
        "mtu-fits-default-bridge",
        takes(mtu, route.device(), "Docker bridge", settings, DaemonSettings::packetSize));
    facets.value(
        "mtu-fits-user-networks",
        takes(
            mtu, route.device(), "Docker network", settings, DaemonSettings::packetSizeOfNetworks));
    return facets.found(evidence);
  }

  private static Value takes(
      Value mtu,
      String device,
      String bridge,
      Reading<DaemonSettings> settings,
      ToLongFunction<DaemonSettings> size) {
    if (!(mtu instanceof Value.Count(long most))) {
      return mtu;
    }
    return Value.of(
        settings,
        said -> {
          long packets = size.applyAsLong(said);
          return new Value.Flag(
              packets <= most, device + " MTU " + most + ", " + bridge + " MTU " + packets);
        });
  }

  private static Value mtu(Reading<String> file, List<Evidence> evidence) {
    return switch (file) {
      case Present(var content, var path) when content.strip().matches("\\d{1,9}") -> {
        evidence.add(Evidence.of(path, "mtu", content.strip()));
        yield new Value.Count(Long.parseLong(content.strip()));
      }
      case Present(_, var path) -> new Value.Unreadable(path, "it holds no number");
      case Absent(var path) -> new Value.Unreadable(path, "no such file");
      case Unreadable(var path, var why) -> new Value.Unreadable(path, why);
    };
  }
}
