package io.hostready.probe;

import io.hostready.facts.KernelLimit;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;

/** Compares the use of a kernel resource with its limit for the whole host. */
record KernelLimitProbe(KernelLimit limit) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "kernel-limit",
          "how much of a limit of the kernel is used",
          MapSchema.of(
              MapSchema.required(
                  "resource", ValueSchema.word(KernelLimit.ids()), "the limited resource")),
          List.of(
              Facet.count("used", "the number in use").said("{} {subject} in use"),
              Facet.count("limit", "the limit").said("limit of {subject}: {}"),
              Facet.count("percent", "the part in use in percent, rounded down")
                  .said("{} percent of the limit of {subject} in use"),
              Facet.text("setting", "what sets the limit").said("{subject} limited by {}")),
          true,
          "/proc/sys/fs/file-nr, /proc/self/mountinfo, /proc/loadavg, /proc/key-users (key quota),"
              + " /proc/net/arp, /proc/meminfo (only if vm.overcommit_memory is 2), pids.current in"
              + " /sys/fs/cgroup, and the sysctls of the limits; absent if there is no limit",
          """
          kernel-limit:
            resource: mounts
            expect: {percent: {at-most: 89}}
          """,
          arguments -> new KernelLimitProbe(KernelLimit.of(arguments.text("resource"))));

  @Override
  public String subject() {
    return limit.objects();
  }

  @Override
  public String presence() {
    return limit.objects() + " are limited";
  }

  @Override
  public String absence() {
    return limit.objects() + " have no limit";
  }

  @Override
  public List<String> commands() {
    return switch (limit) {
      case FILE_HANDLES -> List.of("cat /proc/sys/fs/file-nr");
      case MOUNTS -> List.of("wc -l /proc/self/mountinfo", "sysctl fs.mount-max");
      case THREADS -> List.of("cat /proc/loadavg", "sysctl kernel.threads-max kernel.pid_max");
      case ROOT_KEYS -> List.of("cat /proc/key-users");
      case ASYNC_IO -> List.of("sysctl fs.aio-nr fs.aio-max-nr");
      case CONNECTIONS ->
          List.of("sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max");
      case PSEUDO_TERMINALS -> List.of("sysctl kernel.pty.nr kernel.pty.max");
      case NEIGHBORS -> List.of("wc -l /proc/net/arp", "sysctl net.ipv4.neigh.default.gc_thresh3");
      case COMMITTED_MEMORY -> List.of("grep -i commit /proc/meminfo");
      case DOCKER_TASKS -> List.of("systemctl status docker.service");
      case CONTAINERD_TASKS -> List.of("systemctl status containerd.service");
      case ALL_TASKS -> List.of("cat /sys/fs/cgroup/pids.current /sys/fs/cgroup/pids.max");
    };
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        limit.read(host),
        limit.objects(),
        (usage, source) ->
            new Facets()
                .count("used", usage.used())
                .count("limit", usage.limit())
                .count("percent", usage.percent())
                .text("setting", limit.setting())
                .found(
                    Evidence.of(source, limit.objects(), usage.used() + " of " + usage.limit())));
  }
}
