package io.hostready.probe;

import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;

/** Reads a PID file and the name of the process that has this PID. Source: proc_pid_comm(5). */
record PidFileProbe(String path) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "pid-file",
          "a PID file, and the process that has its PID",
          MapSchema.of(MapSchema.required("path", ValueSchema.path(), "the file")),
          List.of(
              Facet.text("pid", "the PID").said("{subject} has PID {}"),
              Facet.text("program", "the name of the process with this PID")
                  .said("{subject} names a process of {}", "{subject} names no running process")),
          true,
          "the file; /proc/PID/comm (proc_pid_comm(5))",
          """
          pid-file:
            path: /run/docker.pid
            expect: {program: dockerd}
          """,
          arguments -> new PidFileProbe(arguments.text("path")));

  @Override
  public String subject() {
    return path;
  }

  @Override
  public String presence() {
    return path + " has a PID";
  }

  @Override
  public String absence() {
    return path + " has no PID";
  }

  @Override
  public List<String> commands() {
    return List.of("ps -p \"$(cat " + ShellCommand.path(path) + ")\"");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        host.text(path),
        text -> {
          String pid = text.strip();
          return Columns.isNumber(pid, 10) ? found(host, pid) : Observation.absent(path, "PID");
        });
  }

  private Observation found(Host host, String pid) {
    String comm = "/proc/" + pid + "/comm";
    Value program =
        switch (host.text(comm)) {
          case Present(var name, _) -> new Value.Text(name.strip());
          case Absent(_) -> new Value.Missing(comm);
          case Unreadable(var where, var why) -> new Value.Unreadable(where, why);
        };
    return new Facets()
        .text("pid", pid)
        .value("program", program)
        .found(Evidence.of(path, "PID", pid));
  }
}
