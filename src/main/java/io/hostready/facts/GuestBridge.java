package io.hostready.facts;

import io.hostready.facts.FirewallRules.Decision;
import io.hostready.facts.FirewallRules.Fate;
import io.hostready.facts.IptablesRules.InterfaceTest;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bridge other than Docker's whose guests send packets through the iptables chain FORWARD: the
 * host routes them (libvirt, LXD, LXC, Incus), or it is a bridge with two or more ports and
 * br_netfilter passes its packets to iptables. Source: /sys/class/net/NAME/brif and bridge
 * (Documentation/networking/bridge.rst), net.bridge.bridge-nf-call-iptables.
 *
 * @param isRouted whether packets leave by another interface than the bridge
 */
public record GuestBridge(String name, boolean isRouted) {

  private static final String DIRECTORY = "/sys/class/net/";
  private static final Pattern ROUTED = Pattern.compile("(virbr|lxdbr|lxcbr|incusbr)\\d.*");
  private static final Pattern BRIDGED = Pattern.compile("(vmbr|br)\\d.*");

  /**
   * The bridges that the policy of the chain cuts off, by name. Unreadable if ports or the sysctl
   * cannot be read.
   */
  public static Reading<List<String>> cutOff(Host host, FirewallRules rules, FilterChain forward) {
    return list(host)
        .map(
            bridges ->
                bridges.stream()
                    .filter(bridge -> bridge.isCutOff(rules, forward))
                    .map(GuestBridge::name)
                    .toList());
  }

  private boolean isCutOff(FirewallRules rules, FilterChain forward) {
    Decision decision = rules.decide(forward, rule -> IptablesRules.scope(rule, this));
    return decision.fate() == Fate.DROPPED && decision.by().equals(Optional.of("policy drop"));
  }

  private static Reading<List<GuestBridge>> list(Host host) {
    List<GuestBridge> bridges = new ArrayList<>();
    Reading<List<String>> names = host.list(DIRECTORY);
    for (String name : names.orElse(List.of())) {
      boolean isRouted = ROUTED.matcher(name).matches();
      if (!isRouted && !BRIDGED.matcher(name).matches()) {
        continue;
      }
      switch (hasGuests(host, name, isRouted)) {
        case Present(Boolean has, _) when has -> bridges.add(new GuestBridge(name, isRouted));
        case Present(_, _), Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Unreadable<>(where, why);
        }
      }
    }
    return names.map(_ -> List.copyOf(bridges));
  }

  private static Reading<Boolean> hasGuests(Host host, String name, boolean isRouted) {
    Reading<Boolean> ports =
        host.list(DIRECTORY + name + "/brif")
            // Older releases of libvirt give its bridges a port that only keeps the MAC address.
            .map(found -> found.stream().filter(port -> !port.endsWith("-nic")).count())
            .map(count -> count > (isRouted ? 0 : 1));
    return isRouted ? ports : ports.flatMap(has -> has ? isFiltered(host, name) : ports);
  }

  /** Whether the kernel passes bridged IPv4 packets to iptables, for all bridges or this one. */
  private static Reading<Boolean> isFiltered(Host host, String name) {
    Reading<Boolean> all = isOn(host, "/proc/sys/net/bridge/bridge-nf-call-iptables");
    return all.orElse(false) || all instanceof Unreadable
        ? all
        : isOn(host, DIRECTORY + name + "/bridge/nf_call_iptables");
  }

  private static Reading<Boolean> isOn(Host host, String path) {
    return host.text(path).map(text -> text.strip().equals("1"));
  }

  /** Whether the packets of the bridge never pass a comparison. */
  boolean fails(InterfaceTest test) {
    return isNamed(test).filter(is -> is == test.isNot()).isPresent();
  }

  /** Whether all packets of the bridge pass a comparison. */
  boolean passes(InterfaceTest test) {
    return isNamed(test).filter(is -> is != test.isNot()).isPresent();
  }

  /** Empty for an interface by which routed packets can leave. */
  private Optional<Boolean> isNamed(InterfaceTest test) {
    if (test.isInput() || !isRouted) {
      return Optional.of(test.names(name));
    }
    return test.names(name) || ContainerTraffic.isDockerBridge(test.name())
        ? Optional.of(false)
        : Optional.empty();
  }
}
