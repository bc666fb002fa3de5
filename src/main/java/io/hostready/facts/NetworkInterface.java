package io.hostready.facts;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A network interface: speed in Mbit/s if its driver reports it, MTU in bytes, state such as "up".
 * Source: /sys/class/net (Documentation/ABI/testing/sysfs-class-net), which unlike
 * java.net.NetworkInterface also has interfaces without an address.
 */
public record NetworkInterface(
    String name,
    OptionalLong speedMbits,
    OptionalLong mtu,
    Optional<String> state,
    Optional<String> macAddress) {

  private static final String DIRECTORY = "/sys/class/net";

  /** The value for an unknown speed: -1 as an unsigned 32-bit number. */
  private static final long UNKNOWN_SPEED = 0xffff_ffffL;

  /**
   * The interfaces of a host by name, without the loopback interface and the host's ends of
   * containers' veth pairs.
   */
  public static Reading<List<NetworkInterface>> list(Host host) {
    return host.list(DIRECTORY)
        .map(
            names ->
                names.stream()
                    .filter(name -> !name.equals("lo") && !name.startsWith("veth"))
                    // The bonding driver has a file there, bonding_masters.
                    .filter(name -> isDirectory(host, DIRECTORY + "/" + name))
                    .map(name -> read(host, name))
                    .toList());
  }

  private static boolean isDirectory(Host host, String path) {
    return host.status(path).toOptional().filter(FileStatus::isDirectory).isPresent();
  }

  private static NetworkInterface read(Host host, String name) {
    String directory = DIRECTORY + "/" + name + "/";
    return new NetworkInterface(
        name,
        number(host, directory + "speed"),
        number(host, directory + "mtu"),
        host.trimmedText(directory + "operstate").filter(state -> !state.equals("unknown")),
        host.trimmedText(directory + "address").filter(address -> !address.isEmpty()));
  }

  /** A positive number; the speed of an interface that is down cannot be read. */
  private static OptionalLong number(Host host, String path) {
    return host.trimmedText(path)
        .filter(word -> Columns.isNumber(word, 10))
        .map(Long::valueOf)
        .filter(number -> number > 0 && number != UNKNOWN_SPEED)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }
}
