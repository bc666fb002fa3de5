package io.hostready.probe;

import io.hostready.facts.Fact;
import io.hostready.facts.Routes;
import io.hostready.facts.Routes.Route;
import io.hostready.host.FileText;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks over which interface packets leave the host. Source: proc_pid_net(5). */
record DefaultRouteProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "default-route",
          "the interface over which IPv4 packets leave the host",
          () -> Shape.of(),
          List.of(
              Facet.text("interface", "its name, such as eth0"),
              Facet.text("gateway", "the address of the next hop; 0.0.0.0 without one"),
              Facet.count("mtu", "the largest packet that it takes, in bytes")),
          true,
          "/proc/net/route, /sys/class/net/INTERFACE/mtu",
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
  public Observation observe(Host host) {
    return Observation.of(
        Routes.read(host).table(),
        (Fact.Known<List<Route>> known) ->
            Routes.defaultOf(known.value())
                .<Observation>map(route -> found(host, route, known.source()))
                .orElseGet(
                    () ->
                        new Observation.Absent(
                            known.source(),
                            List.of(Evidence.of(known.source(), "default route", null)))));
  }

  private static Observation found(Host host, Route route, String source) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of(source, route.line(), "default route", "over " + route.device()));
    Map<String, Value> facets = new LinkedHashMap<>();
    facets.put("interface", new Value.Text(route.device()));
    facets.put("gateway", new Value.Text(route.gateway()));
    facets.put("mtu", mtu(host.text("/sys/class/net/" + route.device() + "/mtu"), evidence));
    return new Observation.Found(facets, evidence);
  }

  private static Value mtu(FileText file, List<Evidence> evidence) {
    return switch (file) {
      case FileText.Text(String path, String content) when content.strip().matches("\\d{1,9}") -> {
        evidence.add(Evidence.of(path, "mtu", content.strip()));
        yield new Value.Count(Long.parseLong(content.strip()));
      }
      case FileText.Text(String path, _) -> new Value.Unreadable(path, "it holds no number");
      case FileText.Missing(String path) -> new Value.Unreadable(path, "no such file");
      case FileText.Unreadable(String path, String why) -> new Value.Unreadable(path, why);
    };
  }
}
