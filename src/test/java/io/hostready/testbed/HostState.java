package io.hostready.testbed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What makes a host what it is, as lines in parts: the files of /etc and of what is loaded or set
 * at boot (with mode, owner and digest), packages, modules, units, packet filter, forwarding,
 * accounts.
 */
public final class HostState {

  /** Part and the command that lists it. Counters and handles of the packet filter are no state. */
  private static final List<List<String>> PARTS =
      List.of(
          List.of(
              "file",
              """
              set --
              for place in /etc /root /opt /usr/lib/modules-load.d /usr/lib/sysctl.d \
                /var/lib/apt/extended_states /var/lib/systemd/deb-systemd-helper-enabled; do
                [ ! -e "$place" ] || set -- "$@" "$place"
              done
              find "$@" -xdev -printf '%p %y %m %u:%g %l\\n'
              find "$@" -xdev -type f -exec sha256sum {} + | awk '{print $2, "holds", $1}'
              """),
          List.of(
              "package",
              "dpkg-query -W -f '${Package} ${Version} ${db:Status-Abbrev}\\n'; apt-mark showhold"),
          List.of("marked by hand", "apt-mark showmanual"),
          List.of("module", "cut -d' ' -f1 /proc/modules 2>/dev/null || true"),
          List.of("unit file", "systemctl list-unit-files --no-legend --no-pager"),
          List.of(
              "active unit",
              "systemctl list-units --plain --no-legend --no-pager --state=active,failed"
                  + " --type=service,socket,timer,path | awk '{print $1, $3}'"),
          List.of(
              "packet filter",
              "{ iptables-save; ip6tables-save; } | grep -v '^#' | sed 's/ \\[[0-9:]*\\]$//'"),
          List.of(
              "setting",
              "sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding"
                  + " net.ipv4.conf.all.forwarding kernel.unprivileged_userns_clone 2>/dev/null || true"),
          List.of("account", "getent passwd; getent group"),
          List.of("mount", "findmnt -rno TARGET,FSTYPE | grep -v '^/run/'"),
          List.of("network", "ls /sys/class/net"));

  /**
   * What else something that ran may leave behind. The files are those outside of the logs; of the
   * ones that daemons write all the time only that they are there.
   */
  private static final List<List<String>> TRACES =
      List.of(
          List.of(
              "process",
              """
              programs=$(for each in /proc/[0-9]*; do readlink "$each/exe" || true; done)
              echo "$programs" | sort | uniq -c
              """),
          List.of("namespace", "readlink /proc/[0-9]*/ns/* 2>/dev/null | sort -u || true"),
          List.of("control group", "find /sys/fs/cgroup -type d"),
          List.of("mount of any kind", "findmnt -rno TARGET,SOURCE,FSTYPE,OPTIONS"),
          List.of(
              "link",
              "ip -br link; ip -br address; ip rule; ip route show table all;"
                  + " ls /run/netns /run/docker/netns 2>/dev/null || true"),
          List.of(
              "table",
              "nft --stateless list ruleset 2>/dev/null || true;"
                  + " cat /proc/net/ip_tables_names 2>/dev/null || true"),
          List.of(
              "path",
              """
              find / /run /tmp /dev /var/lib/docker /var/lib/containerd -xdev \\
                \\( -path /proc -o -path /sys -o -path /var/log -o -path /run/systemd \\
                  -o -path /run/udev -o -path /dev/char -o -path /root/.cache \\) -prune \\
                -o -type f ! -path '/run/*' ! -name '*.db' -printf '%p %s %T@\\n' \\
                -o -printf '%p\\n'
              """),
          List.of("memory shared", "cat /proc/sysvipc/msg /proc/sysvipc/sem /proc/sysvipc/shm"),
          List.of(
              "of Docker",
              "! command -v docker >/dev/null || { docker ps -aq; docker images -aq;"
                  + " docker volume ls -q; docker network ls -q; }"));

  private final SortedMap<String, TreeSet<String>> parts;

  private HostState(SortedMap<String, TreeSet<String>> parts) {
    this.parts = parts;
  }

  /** A host's state now. */
  public static HostState of(ThrowAwayHost host) {
    return of(host, PARTS);
  }

  /** The same with its processes, namespaces, control groups, mounts, links and all its files. */
  public static HostState withTracesOf(ThrowAwayHost host) {
    return of(host, Stream.concat(PARTS.stream(), TRACES.stream()).toList());
  }

  private static HostState of(ThrowAwayHost host, List<List<String>> wanted) {
    SortedMap<String, TreeSet<String>> parts = new TreeMap<>();
    for (List<String> part : wanted) {
      parts.put(
          part.getFirst(), new TreeSet<>(host.sh(part.get(1)).succeeds().out().lines().toList()));
    }
    return new HostState(parts);
  }

  /** What a later state has more ("+") or less ("-"), as "+ package docker-ce ...", in order. */
  public List<String> differences(HostState later) {
    List<String> found = new ArrayList<>();
    parts.forEach(
        (part, lines) -> {
          TreeSet<String> now = later.parts.getOrDefault(part, new TreeSet<>());
          minus(lines, now).forEach(line -> found.add("- " + part + " " + line));
          minus(now, lines).forEach(line -> found.add("+ " + part + " " + line));
        });
    return found;
  }

  /** The differences that none of some regular expressions explains, each found at their start. */
  public List<String> unexplained(HostState later, List<String> explained) {
    List<Pattern> patterns = explained.stream().map(Pattern::compile).toList();
    List<String> unexplained = new ArrayList<>();
    for (String line : differences(later)) {
      if (patterns.stream().noneMatch(each -> each.matcher(line).lookingAt())) {
        unexplained.add(line);
      } else {
        System.out.println("   explained:  " + line);
      }
    }
    return unexplained;
  }

  /** The lines of one part. */
  public List<String> part(String name) {
    return List.copyOf(parts.getOrDefault(name, new TreeSet<>(Collections.emptySet())));
  }

  private static TreeSet<String> minus(TreeSet<String> one, TreeSet<String> other) {
    TreeSet<String> rest = new TreeSet<>(one);
    rest.removeAll(other);
    return rest;
  }
}
