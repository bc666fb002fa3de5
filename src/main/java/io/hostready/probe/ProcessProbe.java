package io.hostready.probe;

import io.hostready.facts.Processes;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.List;

/** Asks whether a program runs. Source: proc_pid_comm(5). */
record ProcessProbe(String name) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "process",
          "a running program, by its name",
          () ->
              Shape.of(
                  Shape.required(
                      "name",
                      ValueType.text(),
                      "the program's file name; the kernel compares its first 15 bytes")),
          List.of(Facet.count("pids", "how many run")),
          true,
          "/proc/*/comm (proc_pid_comm(5)), without the processes of containers (NSpid in"
              + " /proc/PID/status); cannot be judged where process 1 does not show",
          """
          process:
            name: dockerd
            expect: {present: true}
          """,
          arguments -> new ProcessProbe(arguments.text("name")));

  @Override
  public String subject() {
    return "process " + name;
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        Processes.read(host).running(),
        known -> {
          List<Processes.Process> alive = Processes.alive(host, known.value(), name);
          if (alive.isEmpty()) {
            return new Observation.Absent("/proc", List.of(Evidence.of("/proc", name, null)));
          }
          return new Observation.Found(
              java.util.Map.of("pids", new Value.Count(alive.size())),
              alive.stream()
                  .map(p -> Evidence.of("/proc/" + p.pid() + "/comm", name, p.name()))
                  .toList());
        });
  }
}
