package io.hostready.docker;

import io.hostready.facts.Subnet;
import java.util.List;
import java.util.Optional;

/**
 * A pool of addresses from which Docker assigns subnets to its networks: a block such as
 * 172.20.0.0/14, and the prefix length of each subnet. Source: dockerd(8), default-address-pools.
 */
public record AddressPool(String base, int bits) {

  /** Source: moby's {@code daemon/libnetwork/ipamutils/utils.go}. */
  public static final List<AddressPool> DEFAULTS =
      List.of(
          new AddressPool("172.17.0.0/16", 16),
          new AddressPool("172.18.0.0/16", 16),
          new AddressPool("172.19.0.0/16", 16),
          new AddressPool("172.20.0.0/14", 16),
          new AddressPool("172.24.0.0/14", 16),
          new AddressPool("172.28.0.0/14", 16),
          new AddressPool("192.168.0.0/16", 20));

  /** Empty for IPv6, and for values that dockerd refuses. */
  public Optional<Subnet> subnet() {
    return Subnet.parse(base);
  }

  /**
   * Whether a subnet of this pool overlaps none of the others.
   *
   * @param others in order of their first addresses
   */
  public boolean hasFree(List<Subnet> others) {
    Optional<Subnet> pool = subnet();
    if (pool.isEmpty()) {
      return true; // IPv6 subnets do not overlap IPv4 routes
    }
    long size = 1L << 32 - Math.clamp(bits, pool.get().bits(), 32);
    long next = pool.get().first();
    for (Subnet other : others) {
      if (other.first() >= next + size) {
        break;
      }
      if (other.end() > next) {
        next = (other.end() + size - 1) / size * size;
      }
    }
    return next + size <= pool.get().end();
  }
}
