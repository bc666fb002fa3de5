package io.hostready.probe;

import io.hostready.facts.ResolvConf;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.yaml.MapSchema;
import java.util.List;

/** Finds the DNS servers of containers. Source: resolv.conf(5). */
record DnsServersProbe() implements Probe {

  private static final int USED = 3;

  static final ProbeKind KIND =
      new ProbeKind(
          "dns-servers",
          "the DNS servers that Docker passes to containers",
          MapSchema.of(),
          List.of(
              Facet.words("servers", "all addresses").said("DNS servers {}"),
              Facet.words(
                      "ignored",
                      "the addresses after the third, which the C library (resolv.conf(5)) and"
                          + " Docker's DNS server (maxExtDNS) do not use")
                  .said("DNS servers after the third: {}"),
              Facet.flag(
                      "usable-ipv4",
                      "whether one is an IPv4 address other than loopback (in a container,"
                          + " loopback is the container itself)")
                  .saidIfTrue(
                      "a DNS server with an IPv4 address other than loopback",
                      "no DNS server with an IPv4 address other than loopback"),
              Facet.flag(
                      "usable-ipv6",
                      "whether one is an IPv6 address other than loopback and link-local, for"
                          + " bridges with IPv6")
                  .saidIfTrue(
                      "a DNS server with a routable IPv6 address",
                      "no DNS server with a routable IPv6 address")),
          true,
          "/etc/resolv.conf; if it has only 127.0.0.53,"
              + " /run/systemd/resolve/resolv.conf (resolv.conf(5))",
          """
          dns-servers:
            expect: {usable-ipv4: true}
          """,
          _ -> new DnsServersProbe());

  @Override
  public String subject() {
    return "DNS servers";
  }

  @Override
  public String presence() {
    return "/etc/resolv.conf found";
  }

  @Override
  public String absence() {
    return "/etc/resolv.conf not found";
  }

  @Override
  public String absence(Observation.Absent absent) {
    return absent.where() + " not found";
  }

  @Override
  public List<String> commands() {
    return List.of("cat /etc/resolv.conf", "resolvectl dns");
  }

  @Override
  public Observation observe(Host host) {
    Reading<List<String>> addresses = ResolvConf.read(host).addresses();
    if (addresses instanceof Absent(var where)
        && host.statusOfLink(where) instanceof Present(var link, _)
        && link.linkTarget().isPresent()) {
      return new Observation.Absent(where + " (a broken link to " + link.linkTarget().get() + ")");
    }
    return Observation.of(
        addresses,
        (servers, source) ->
            new Facets()
                .words("servers", servers)
                .words("ignored", servers.stream().skip(USED).toList())
                .flag("usable-ipv4", servers.stream().anyMatch(ResolvConf::isReachable))
                .flag("usable-ipv6", servers.stream().anyMatch(ResolvConf::isReachableByIpv6))
                .found(Evidence.of(source, "nameserver", new Value.Words(servers).preview())));
  }
}
