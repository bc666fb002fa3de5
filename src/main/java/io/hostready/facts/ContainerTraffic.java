package io.hostready.facts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether interfaces and addresses in rules of a firewall can be those of containers. */
final class ContainerTraffic {

  /** Names as of Docker's bridges; the second one is a user-defined network's. */
  static final List<String> NEW_BRIDGES = List.of("docker0", "br-0123456789ab", "docker_gwbridge");

  /** Interfaces that no container's packet passes: loopback, VPNs, other bridges. */
  private static final Pattern APART =
      Pattern.compile(
          "(lo|tun|tap|wg|ppp|tailscale|zt|nebula|vti|ipsec|virbr|lxdbr|lxcbr|incusbr|vmbr|vnet"
              + "|veth|cni|flannel|cali|podman)[0-9a-z]*[+*]?");

  /** Interfaces to the outside, with the names that kernel and udev give them. */
  private static final Pattern OUTSIDE =
      Pattern.compile("(eth|en|wl|ww|bond|team|usb|venet)[0-9a-z.]*[+*]?");

  /** Most of Docker's default address pools. */
  private static final Optional<Subnet> DEFAULT = Subnet.parse("172.16.0.0/12");

  private static final List<Subnet> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16").stream()
          .map(Subnet::parse)
          .flatMap(Optional::stream)
          .toList();

  private ContainerTraffic() {}

  /** Whether the name, with a wildcard at its end or without, can be one of Docker's bridges. */
  static boolean isBridge(String name) {
    return isDockerBridge(name)
        || !APART.matcher(name).matches() && !OUTSIDE.matcher(name).matches();
  }

  /** Whether Docker gives one of its bridges such a name; a network's options can set any other. */
  static boolean isDockerBridge(String name) {
    boolean isPattern = name.endsWith("+") || name.endsWith("*");
    String start = isPattern ? name.substring(0, name.length() - 1) : name;
    return name.startsWith("br-")
        || NEW_BRIDGES.stream().anyMatch(b -> isPattern ? b.startsWith(start) : b.equals(name));
  }

  /**
   * Whether packets with this input and output interface can be those that containers send or
   * receive. Containers send through interfaces to the outside, and receive only on their bridges.
   */
  static boolean passes(Optional<String> in, Optional<String> out) {
    return in.map(ContainerTraffic::isBridge).orElse(true)
        ? out.map(name -> !APART.matcher(name).matches()).orElse(true)
        : out.map(ContainerTraffic::isBridge).orElse(false);
  }

  /** Whether the address, or one of the subnet, is in Docker's first address pools. */
  static boolean isDefaultAddress(String address) {
    return Subnet.parse(address.contains("/") ? address : address + "/32")
        .filter(subnet -> DEFAULT.filter(subnet::overlaps).isPresent())
        .isPresent();
  }

  /** Whether packets with these interfaces can go from a container to the host itself, or back. */
  static boolean isLocal(Optional<String> in, Optional<String> out) {
    return in.map(ContainerTraffic::isBridge).orElse(true)
        && out.map(ContainerTraffic::isBridge).orElse(true);
  }

  /** Whether a container can have such an address; yes for names and for IPv6. */
  static boolean isAddress(String address) {
    return Subnet.parse(address.contains("/") ? address : address + "/32")
        .map(subnet -> PRIVATE.stream().anyMatch(subnet::overlaps))
        .orElse(true);
  }
}
