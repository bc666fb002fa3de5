package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The group number of each network interface, which rules of nftables compare (iifgroup, oifgroup).
 * Empty if it is unknown. Source: /sys/class/net/NAME/netdev_group; the kernel creates interfaces
 * in group 0, and Docker does not set another one.
 */
record InterfaceGroups(Optional<Map<String, Integer>> numbers) {

  static final InterfaceGroups UNKNOWN = new InterfaceGroups(Optional.empty());

  private static final String DIRECTORY = "/sys/class/net";

  /** The name of group 0 in /etc/iproute2/group. */
  private static final String DEFAULT = "default";

  static InterfaceGroups read(Host host) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    if (!(host.list(DIRECTORY) instanceof Present(var names, _))) {
      return UNKNOWN;
    }
    for (String name : names) {
      if (name.equals("bonding_masters")) {
        continue; // a file of the bonding driver
      }
      Reading<Integer> number =
          host.text(DIRECTORY + "/" + name + "/netdev_group")
              .parse(text -> Integer.decode(text.strip()));
      switch (number) {
        case Present(var group, _) -> numbers.put(name, group);
        case Absent(_) -> numbers.put(name, 0);
        case Unreadable(_, _) -> {
          return UNKNOWN;
        }
      }
    }
    return new InterfaceGroups(Optional.of(numbers));
  }

  /**
   * Names of the interfaces in one of these groups, bridges that Docker is still to create
   * included; empty for a group that is not a number, and if the groups are unknown.
   */
  Optional<List<String>> names(List<String> groups) {
    return numbers.flatMap(
        known -> {
          List<String> names = new ArrayList<>();
          for (String group : groups) {
            String word = group.equals(DEFAULT) ? "0" : group;
            if (!Columns.isNumber(word, 9)) {
              return Optional.empty();
            }
            int number = Integer.parseInt(word);
            known.forEach(
                (name, of) -> {
                  if (of == number) {
                    names.add(name);
                  }
                });
            if (number == 0) {
              names.addAll(ContainerTraffic.NEW_BRIDGES);
            }
          }
          return Optional.of(List.copyOf(names));
        });
  }
}
