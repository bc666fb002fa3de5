package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Cores and sockets of the online CPUs. Source: /sys/devices/system/cpu/cpuN, with the file names
 * that all kernels have (Documentation/admin-guide/cputopology.rst).
 */
public record CpuTopology(Reading<Counts> counts) {

  private static final String DIRECTORY = "/sys/devices/system/cpu";

  /** The number of sockets, and of cores in all sockets together. */
  public record Counts(int sockets, int cores) {}

  public static CpuTopology read(Host host) {
    return host.fact(CpuTopology.class, h -> new CpuTopology(look(h)));
  }

  private static Reading<Counts> look(Host host) {
    Set<String> sockets = new HashSet<>();
    Set<String> cores = new HashSet<>();
    Reading<Integer> seen =
        host.list(DIRECTORY)
            .map(
                names -> {
                  for (String name : names) {
                    if (name.matches("cpu\\d+")) {
                      String topology = DIRECTORY + "/" + name + "/topology/";
                      siblings(host, topology + "core_siblings_list").ifPresent(sockets::add);
                      siblings(host, topology + "thread_siblings_list").ifPresent(cores::add);
                    }
                  }
                  return cores.size();
                });
    return seen.flatMap(
        _ ->
            sockets.isEmpty() || cores.isEmpty()
                ? new Reading.Absent<>(DIRECTORY + "/cpu0/topology")
                : new Reading.Present<>(new Counts(sockets.size(), cores.size()), DIRECTORY));
  }

  private static Optional<String> siblings(Host host, String path) {
    return host.trimmedText(path).filter(list -> !list.isEmpty());
  }
}
