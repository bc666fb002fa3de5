package io.hostready.probe;

import io.hostready.facts.LocalAddresses;
import io.hostready.facts.Subnet;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the IPv4 address that a swarm node advertises to the other nodes. Source: moby's {@code
 * daemon/cluster/noderunner.go}.
 */
record SwarmAddressProbe(String root) implements Probe {

  private static final Pattern ADDRESS =
      Pattern.compile(
          "\"AdvertiseAddr\"\\s{0,9}:\\s{0,9}\"(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d+)?\"");

  /** RFC 1918. Another address can be that of a router in front of the host. */
  private static final List<Subnet> PRIVATE =
      List.of(
          Subnet.parse("10.0.0.0/8").orElseThrow(),
          Subnet.parse("172.16.0.0/12").orElseThrow(),
          Subnet.parse("192.168.0.0/16").orElseThrow());

  static final ProbeKind KIND =
      new ProbeKind(
          "swarm-address",
          "the IPv4 address that this swarm node advertises",
          MapSchema.of(
              MapSchema.required("data-root", ValueSchema.path(), "the daemon's data root")),
          List.of(
              Facet.text("address", "the address, without its port")
                  .said("this node advertises {}"),
              Facet.flag("private", "whether it is a private address (RFC 1918)")
                  .saidIfTrue("it is a private address", "it is a public address"),
              Facet.flag("local", "whether an interface of the host has it")
                  .saidIfTrue(
                      "an interface of the host has it", "no interface of the host has it")),
          true,
          "swarm/docker-state.json in the data root, /proc/net/fib_trie; absent if the host is in"
              + " no swarm, or advertises no IPv4 address",
          """
          swarm-address:
            data-root: /var/lib/docker
            expect: {local: true}
          """,
          arguments -> new SwarmAddressProbe(arguments.text("data-root")));

  @Override
  public String subject() {
    return "the swarm node's address";
  }

  @Override
  public String presence() {
    return "the host is a swarm node";
  }

  @Override
  public String absence() {
    return "the host is in no swarm";
  }

  @Override
  public List<String> commands() {
    return List.of("docker info --format '{{.Swarm.NodeAddr}}'", "ip -4 address");
  }

  @Override
  public Observation observe(Host host) {
    Reading<String> advertised =
        host.text(root + "/swarm/docker-state.json")
            .find(
                text -> {
                  Matcher found = ADDRESS.matcher(text);
                  return found.find() ? Optional.of(found.group(1)) : Optional.empty();
                });
    return Observation.of(
        advertised,
        "AdvertiseAddr",
        (address, source) ->
            new Facets()
                .text("address", address)
                .flag("private", isPrivate(address))
                .value(
                    "local",
                    Value.of(
                        LocalAddresses.read(host).addresses(),
                        local -> new Value.Flag(local.contains(address))))
                .found(Evidence.of(source, "AdvertiseAddr", address)));
  }

  private static boolean isPrivate(String address) {
    Optional<Subnet> one = Subnet.parse(address + "/32");
    return one.isPresent() && PRIVATE.stream().anyMatch(range -> range.overlaps(one.get()));
  }
}
