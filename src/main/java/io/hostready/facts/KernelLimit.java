package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.text.Columns;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource of the kernel that containers use, and the limit of the whole host for it. Source:
 * Documentation/admin-guide/sysctl, proc_loadavg(5), security/keys/proc.c.
 */
public enum KernelLimit {
  FILE_HANDLES("open files", "fs.file-max"),
  MOUNTS("mounts", "fs.mount-max"),
  THREADS("threads", "kernel.threads-max or kernel.pid_max"),
  ROOT_KEYS("kernel keys of root", "kernel.keys.root_maxkeys"),
  ASYNC_IO("asynchronous I/O requests", "fs.aio-max-nr"),
  CONNECTIONS("tracked connections", "net.netfilter.nf_conntrack_max"),
  PSEUDO_TERMINALS("pseudo-terminals", "kernel.pty.max"),
  NEIGHBORS("IPv4 neighbors", "net.ipv4.neigh.default.gc_thresh3"),
  COMMITTED_MEMORY("committed memory in KiB", "CommitLimit (vm.overcommit_memory is 2)"),
  DOCKER_TASKS("tasks in docker.service", "TasksMax of docker.service"),
  CONTAINERD_TASKS("tasks in containerd.service", "TasksMax of containerd.service"),
  ALL_TASKS("tasks in this container or slice", "pids.max of the root cgroup");

  private static final String SYS = "/proc/sys/";
  private static final int DIGITS = 18;

  private final String objects;
  private final String setting;

  KernelLimit(String objects, String setting) {
    this.objects = objects;
    this.setting = setting;
  }

  /** How many are in use, and how many there can be. */
  public record Usage(long used, long limit) {

    /** The used part in percent, rounded down; 100 for a limit of 0. */
    public int percent() {
      return limit == 0 ? 100 : (int) Math.min(999, Math.floor(100.0 * used / limit));
    }
  }

  /** The name in rules: "file-handles". */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** What is counted, in the plural. */
  public String objects() {
    return objects;
  }

  /** What sets the limit. */
  public String setting() {
    return setting;
  }

  public static List<String> ids() {
    return Stream.of(values()).map(KernelLimit::id).toList();
  }

  public static KernelLimit of(String id) {
    return Stream.of(values()).filter(l -> l.id().equals(id)).findFirst().orElseThrow();
  }

  /** Absent if the kernel has no such limit, or if nothing limits this resource now. */
  public Reading<Usage> read(Host host) {
    return switch (this) {
      case FILE_HANDLES -> host.text(SYS + "fs/file-nr").parse(KernelLimit::fileHandles);
      case MOUNTS ->
          number(host, SYS + "fs/mount-max")
              .flatMap(
                  most -> host.bytes("/proc/self/mountinfo").map(t -> new Usage(lines(t), most)));
      case THREADS -> threads(host);
      case ROOT_KEYS -> host.text("/proc/key-users").find(KernelLimit::rootKeys);
      case ASYNC_IO -> both(host, SYS + "fs/aio-nr", SYS + "fs/aio-max-nr");
      case CONNECTIONS ->
          both(
              host,
              SYS + "net/netfilter/nf_conntrack_count",
              SYS + "net/netfilter/nf_conntrack_max");
      case PSEUDO_TERMINALS -> both(host, SYS + "kernel/pty/nr", SYS + "kernel/pty/max");
      case NEIGHBORS ->
          number(host, SYS + "net/ipv4/neigh/default/gc_thresh3")
              .flatMap(most -> host.bytes("/proc/net/arp").map(t -> new Usage(lines(t) - 1, most)));
      case COMMITTED_MEMORY -> committed(host);
      case DOCKER_TASKS -> tasks(host, "/system.slice/docker.service");
      case CONTAINERD_TASKS -> tasks(host, "/system.slice/containerd.service");
      case ALL_TASKS -> tasks(host, "");
    };
  }

  private static Usage fileHandles(String fileNr) {
    String[] words = Columns.of(fileNr);
    if (words.length != 3) {
      throw new IllegalArgumentException("three numbers were expected");
    }
    return new Usage(parse(words[0]), parse(words[2]));
  }

  private static Reading<Usage> threads(Host host) {
    return number(host, SYS + "kernel/threads-max")
        .flatMap(
            threads ->
                number(host, SYS + "kernel/pid_max")
                    .flatMap(
                        pids ->
                            host.text("/proc/loadavg")
                                .parse(t -> new Usage(running(t), Math.min(threads, pids)))));
  }

  /** The fourth field is the number of runnable threads, a slash, and the number of all. */
  private static long running(String loadavg) {
    String[] words = Columns.of(loadavg);
    if (words.length < 4 || words[3].indexOf('/') < 0) {
      throw new IllegalArgumentException("its fourth field is not RUNNABLE/ALL");
    }
    return parse(words[3].substring(words[3].indexOf('/') + 1));
  }

  /** UID, number of structures, keys/instantiated, quota: keys/limit, bytes/limit. */
  private static Optional<Usage> rootKeys(String keyUsers) {
    for (String line : Columns.lines(keyUsers)) {
      String[] words = Columns.of(line);
      int slash = words.length < 5 || !words[0].equals("0:") ? -1 : words[3].indexOf('/');
      if (slash > 0
          && Columns.isNumber(words[3].substring(0, slash), DIGITS)
          && Columns.isNumber(words[3].substring(slash + 1), DIGITS)) {
        return Optional.of(
            new Usage(
                Long.parseLong(words[3].substring(0, slash)),
                Long.parseLong(words[3].substring(slash + 1))));
      }
    }
    return Optional.empty();
  }

  private static Reading<Usage> committed(Host host) {
    Reading<Long> mode = number(host, SYS + "vm/overcommit_memory");
    return mode.flatMap(
        value ->
            value != 2
                ? new Absent<>(mode.place())
                : Meminfo.read(host)
                    .amounts()
                    .find(
                        all ->
                            Optional.ofNullable(all.get("CommitLimit"))
                                .flatMap(
                                    limit ->
                                        Optional.ofNullable(all.get("Committed_AS"))
                                            .map(
                                                used ->
                                                    new Usage(
                                                        used.bytes() >> 10,
                                                        limit.bytes() >> 10)))));
  }

  /** The limit of a cgroup, in version 2 or in the pids hierarchy of version 1. */
  private static Reading<Usage> tasks(Host host, String cgroup) {
    for (String root : List.of("/sys/fs/cgroup", "/sys/fs/cgroup/pids")) {
      String directory = root + cgroup;
      Reading<String> most = host.text(directory + "/pids.max");
      if (most instanceof Present(var text, var path)) {
        return text.strip().equals("max")
            ? new Absent<>(path)
            : both(host, directory + "/pids.current", directory + "/pids.max");
      }
    }
    return new Absent<>("/sys/fs/cgroup" + cgroup);
  }

  private static Reading<Usage> both(Host host, String used, String limit) {
    return number(host, limit).flatMap(most -> number(host, used).map(u -> new Usage(u, most)));
  }

  private static Reading<Long> number(Host host, String path) {
    return host.text(path).parse(text -> parse(text.strip()));
  }

  /** Limits of 2^63-1 and more are the kernel's "unlimited". */
  private static long parse(String digits) {
    if (digits.length() > DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Long.MAX_VALUE;
    }
    if (!Columns.isNumber(digits, DIGITS)) {
      throw new IllegalArgumentException("'" + digits + "' is no number");
    }
    return Long.parseLong(digits);
  }

  /** Lines of a table that can be longer than other texts. */
  private static long lines(byte[] table) {
    long lines = 0;
    for (byte one : table) {
      lines += one == '\n' ? 1 : 0;
    }
    return lines;
  }
}
