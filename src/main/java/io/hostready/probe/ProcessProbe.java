package io.hostready.probe;

import io.hostready.facts.ProcessOwner;
import io.hostready.facts.Processes;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks whether a program runs, for the expected owner. Source: proc_pid_comm(5).
 *
 * @param exceptUnit a systemd unit whose processes are ignored
 */
record ProcessProbe(String name, ProcessOwner owner, Optional<String> exceptUnit) implements Probe {

  private static final Pattern UNIT =
      Pattern.compile(
          "(?m)^\\d+:(?:name=systemd)?:/(?:.*/)?([^/\\n]+\\.(?:service|scope))(?:/.*)?$");

  /** proc_pid_status(5); kernel threads and ended processes have no such line. */
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d{1,15}) kB$");

  static final ProbeKind KIND =
      new ProbeKind(
          "process",
          "a running program, by its name",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.text(),
                  "the program's file name; the kernel compares its first 15 bytes"),
              MapSchema.optional(
                  "owner",
                  ValueSchema.word(ProcessOwner.words()),
                  "whose processes count: root (UID 0) unless set; system for those of system"
                      + " users as well (UIDs below 1000)"),
              MapSchema.optional(
                  "except-unit",
                  ValueSchema.matching("the full name of a unit", UnitProbe.NAME),
                  "a systemd unit whose processes are ignored, for a program with the same first"
                      + " 15 bytes")),
          List.of(
              Facet.count("count", "the number of processes").said("processes {subject}: {}"),
              Facet.flag(
                      "replaced",
                      "whether the program of one was removed or replaced after its start; root"
                          + " sees it")
                  .saidIfTrue(
                      "{subject} runs from a file that was replaced",
                      "{subject} runs from its installed file"),
              Facet.bytes("memory", "the memory that the first process has (VmRSS)")
                  .said("{subject} uses {} of memory"),
              Facet.text("unit", "the systemd unit of the first process: its last service or scope")
                  .said("{subject} runs in {}", "{subject} runs in no unit")),
          true,
          "/proc/*/comm (proc_pid_comm(5)); /proc/PID/cgroup for the unit, /proc/PID/status for the"
              + " memory. For dockerd, also a process docker (before Docker 1.12) or"
              + " dockerd-current that has the PID in /run/docker.pid. All four UIDs in"
              + " /proc/PID/status must be the owner's, since any user can give a program any name."
              + " Processes of containers (NSpid in /proc/PID/status) and of set-user-ID programs"
              + " (/proc/PID/exe, seen by root) are ignored. Unknown if process 1 is not seen, or"
              + " if only /proc/PID/status is missing",
          """
          process:
            name: dockerd
            expect: {present: true}
          """,
          arguments ->
              new ProcessProbe(
                  arguments.text("name"),
                  arguments.findText("owner").map(ProcessOwner::of).orElse(ProcessOwner.ROOT),
                  arguments.findText("except-unit")));

  @Override
  public String subject() {
    return name;
  }

  @Override
  public String presence() {
    return name + " is running";
  }

  @Override
  public String absence() {
    return name + " is not running";
  }

  @Override
  public List<String> commands() {
    String comm = name.substring(0, Math.min(name.length(), Processes.NAME_BYTES));
    return List.of(ShellCommand.of("pgrep", "-ax", comm));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        alive(host),
        alive ->
            alive.isEmpty()
                ? Observation.absent("/proc", name)
                : new Facets()
                    .count("count", alive.size())
                    .value("replaced", replaced(host, alive))
                    .value("memory", memory(host, alive.getFirst()))
                    .value("unit", unit(host, alive.getFirst()))
                    .found(
                        alive.stream()
                            .map(p -> Evidence.of("/proc/" + p.pid() + "/comm", name, p.name()))
                            .toList()));
  }

  /** The processes outside of that unit; Unreadable if the unit of the only ones cannot be read. */
  private Reading<List<Processes.Process>> alive(Host host) {
    Reading<List<Processes.Process>> all = Processes.alive(host, name, owner);
    if (exceptUnit.isEmpty() || !(all instanceof Present(var alive, var source))) {
      return all;
    }
    List<Processes.Process> counted = new ArrayList<>();
    Optional<Reading<List<Processes.Process>>> unread = Optional.empty();
    for (Processes.Process process : alive) {
      Value unit = unit(host, process);
      if (unit instanceof Value.Unreadable(var where, var why)) {
        unread = Optional.of(new Unreadable<>(where, why));
      } else if (!unit.equals(new Value.Text(exceptUnit.get()))) {
        counted.add(process);
      }
    }
    return counted.isEmpty() && unread.isPresent()
        ? unread.get()
        : new Present<>(List.copyOf(counted), source);
  }

  /** The kernel appends " (deleted)" to the link: proc_pid_exe(5). */
  private static Value replaced(Host host, List<Processes.Process> alive) {
    Value seen = new Value.Missing("/proc");
    for (Processes.Process process : alive) {
      Value one =
          Value.of(
              host.statusOfLink("/proc/" + process.pid() + "/exe"),
              status ->
                  new Value.Flag(
                      status.linkTarget().filter(t -> t.endsWith(" (deleted)")).isPresent()));
      if (one instanceof Value.Flag(boolean is, _) && is) {
        return one;
      }
      seen = seen instanceof Value.Unreadable || one instanceof Value.Missing ? seen : one;
    }
    return seen;
  }

  private static Value memory(Host host, Processes.Process process) {
    return Value.of(
        host.text("/proc/" + process.pid() + "/status"),
        (text, path) ->
            RESIDENT
                .matcher(text)
                .results()
                .findFirst()
                .<Value>map(found -> new Value.Count(Long.parseLong(found.group(1)) << 10))
                .orElseGet(() -> new Value.Missing(path)));
  }

  /** In cgroup v1, the tree of systemd has the name systemd: cgroups(7), systemd.slice(5). */
  private static Value unit(Host host, Processes.Process process) {
    String path = "/proc/" + process.pid() + "/cgroup";
    return switch (host.text(path)) {
      case Present(var text, _) ->
          UNIT.matcher(text)
              .results()
              .findFirst()
              .<Value>map(found -> new Value.Text(found.group(1)))
              .orElseGet(() -> new Value.Missing(path));
      case Absent(_) -> new Value.Missing(path);
      case Unreadable(var where, var why) -> new Value.Unreadable(where, why);
    };
  }
}
