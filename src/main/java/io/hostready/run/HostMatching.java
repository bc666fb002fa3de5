package io.hostready.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Which host of earlier reports is which of later ones: by the host name with the capture or file,
 * then with the last part of its path, then by the host name alone; if a capture cannot be read, by
 * its file name. Hosts that cannot be distinguished are matched in their order if both sides have
 * the same number of them, and otherwise not at all: no host must pass for another.
 */
final class HostMatching {

  private final List<HostIdentity> earlier;
  private final List<HostIdentity> later;
  private final Map<Integer, Integer> earlierByLater = new HashMap<>();
  private final Map<Integer, Integer> laterByEarlier = new HashMap<>();

  HostMatching(List<HostIdentity> earlier, List<HostIdentity> later) {
    this.earlier = List.copyOf(earlier);
    this.later = List.copyOf(later);
    match(host -> host.hostname().map(name -> name + "\n" + host.place()), false);
    match(host -> host.hostname().map(name -> name + "\n" + host.file()), false);
    // Of hosts with one name, none has the file of another if files distinguish them.
    match(HostIdentity::hostname, true);
    match(host -> Optional.of(host.file()).filter(file -> !file.isEmpty()), false);
  }

  /** The index of the earlier host for the index of a later one. */
  OptionalInt earlierOf(int index) {
    Integer found = earlierByLater.get(index);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** Whether an earlier host is none of the later ones. */
  boolean isGone(int index) {
    return !laterByEarlier.containsKey(index);
  }

  /**
   * Matches hosts that have the same key.
   *
   * @param whole whether hosts that are matched already keep others with the same key from it
   */
  private void match(Function<HostIdentity, Optional<String>> key, boolean whole) {
    Map<String, List<Integer>> before = grouped(earlier, key, whole ? Map.of() : laterByEarlier);
    Map<String, List<Integer>> after = grouped(later, key, whole ? Map.of() : earlierByLater);
    after.forEach(
        (value, indexes) -> {
          List<Integer> same = before.getOrDefault(value, List.of());
          boolean free =
              same.stream().noneMatch(laterByEarlier::containsKey)
                  && indexes.stream().noneMatch(earlierByLater::containsKey);
          if (free && same.size() == indexes.size()) {
            for (int i = 0; i < same.size(); i++) {
              if (!canBeSame(same.get(i), indexes.get(i))) {
                continue;
              }
              earlierByLater.put(indexes.get(i), same.get(i));
              laterByEarlier.put(same.get(i), indexes.get(i));
            }
          }
        });
  }

  /** Two names are two hosts, also if their files have one name. */
  private boolean canBeSame(int before, int after) {
    Optional<String> name = earlier.get(before).hostname();
    Optional<String> other = later.get(after).hostname();
    return name.isEmpty() || other.isEmpty() || name.equals(other);
  }

  private static Map<String, List<Integer>> grouped(
      List<HostIdentity> hosts,
      Function<HostIdentity, Optional<String>> key,
      Map<Integer, Integer> matched) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < hosts.size(); i++) {
      if (!matched.containsKey(i)) {
        int index = i;
        key.apply(hosts.get(i))
            .ifPresent(value -> groups.computeIfAbsent(value, _ -> new ArrayList<>()).add(index));
      }
    }
    return groups;
  }
}
