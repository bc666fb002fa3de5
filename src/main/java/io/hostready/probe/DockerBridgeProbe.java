package io.hostready.probe;

import io.hostready.docker.DaemonCommand;
import io.hostready.docker.DaemonSettings;
import io.hostready.facts.Routes;
import io.hostready.facts.Subnet;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the configuration and state of Docker's default bridge. Source: moby's {@code
 * daemon/libnetwork/drivers/bridge/interface_linux.go} and {@code setup_device_linux.go}.
 */
record DockerBridgeProbe() implements Probe {

  private static final String DEFAULT = "docker0";

  static final ProbeKind KIND =
      new ProbeKind(
          "docker-bridge",
          "the bridge of Docker's default network",
          MapSchema.of(),
          List.of(
              Facet.text("name", "its name: docker0, or \"bridge\" of daemon.json")
                  .said("Docker's default bridge is {}"),
              Facet.flag("configured", "whether \"bridge\" or --bridge sets it")
                  .saidIfTrue(
                      "the default bridge is set by \"bridge\"",
                      "Docker creates the bridge itself"),
              Facet.word(
                      "interface",
                      List.of("bridge", "missing", "other"),
                      "the interface of that name: a bridge, none, or one of another type")
                  .said("interface of the default bridge: {}"),
              Facet.flag(
                      "routed", "whether a route leads over it: it is up and has an IPv4 address")
                  .saidIfTrue(
                      "a route leads over the default bridge",
                      "no route leads over the default bridge"),
              Facet.words(
                      "overlapping",
                      "routes over other interfaces that overlap the address of the bridge (\"bip\""
                          + " or --bip)")
                  .said("routes that overlap the bridge's address: {}")),
          true,
          "/etc/docker/daemon.json and the flags of dockerd (bridge, bip),"
              + " /sys/class/net/NAME/bridge, /proc/net/route; absent for the bridge none",
          """
          docker-bridge:
            expect: {interface: [bridge, missing]}
          """,
          _ -> new DockerBridgeProbe());

  @Override
  public String subject() {
    return "Docker's default bridge";
  }

  @Override
  public List<String> commands() {
    return List.of("cat /etc/docker/daemon.json", "ip -d link show type bridge", "ip route show");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        DaemonSettings.read(host),
        settings -> {
          Optional<String> named = option(host, settings, "bridge");
          String name = named.orElse(DEFAULT);
          return name.equals("none")
              ? Observation.absent(settings.path(), "default bridge")
              : found(host, settings, named, name);
        });
  }

  private static Optional<String> option(Host host, DaemonSettings settings, String name) {
    return settings
        .text("/" + name)
        .or(() -> DaemonCommand.read(host).toOptional().flatMap(command -> command.value(name)))
        .filter(value -> !value.isEmpty());
  }

  private static Observation found(
      Host host, DaemonSettings settings, Optional<String> named, String name) {
    List<Evidence> evidence = new ArrayList<>();
    named.ifPresent(value -> evidence.add(Evidence.of(settings.path(), "bridge", value)));
    return new Facets()
        .text("name", name)
        .flag("configured", named.isPresent())
        .value("interface", state(host, name, evidence))
        .value("routed", routed(host, name, evidence))
        .value("overlapping", overlapping(host, settings, name, evidence))
        .found(evidence);
  }

  private static Value state(Host host, String name, List<Evidence> evidence) {
    String path = "/sys/class/net/" + name;
    return switch (host.list("/sys/class/net")) {
      case Unreadable(var where, var why) -> new Value.Unreadable(where, why);
      case Absent(var where) -> new Value.Unreadable(where, "nothing is mounted there");
      case Present(var names, _) -> {
        boolean isBridge = host.has(path + "/bridge");
        if (names.contains(name) && !isBridge && !host.has(path + "/type")) {
          yield new Value.Unreadable(path, "its type was not recorded");
        }
        String state = !names.contains(name) ? "missing" : isBridge ? "bridge" : "other";
        evidence.add(Evidence.of(path, "interface", state.equals("missing") ? null : state));
        yield new Value.Text(state);
      }
    };
  }

  private static Value routed(Host host, String name, List<Evidence> evidence) {
    return Value.of(
        Routes.read(host).table(),
        (routes, source) -> {
          Optional<Routes.Route> own =
              routes.stream().filter(route -> route.device().equals(name)).findFirst();
          evidence.add(
              own.map(route -> Evidence.of(source, route.line(), name, route.to().toString()))
                  .orElseGet(() -> Evidence.of(source, "route over " + name, null)));
          return new Value.Flag(own.isPresent());
        });
  }

  private static Value overlapping(
      Host host, DaemonSettings settings, String name, List<Evidence> evidence) {
    Optional<Subnet> own = option(host, settings, "bip").flatMap(Subnet::parse);
    Reading<List<Routes.Route>> table = Routes.read(host).table();
    if (own.isEmpty()) {
      return new Value.Words(List.of());
    }
    return Value.of(
        table,
        (routes, source) -> {
          List<String> taken = new ArrayList<>();
          for (Routes.Route route : routes) {
            if (!route.isDefault()
                && !route.device().equals(name)
                && route.to().overlaps(own.get())) {
              taken.add(route.to() + " over " + route.device());
              evidence.add(
                  Evidence.of(source, route.line(), "route", route.to() + " " + route.device()));
            }
          }
          return new Value.Words(taken);
        });
  }
}
