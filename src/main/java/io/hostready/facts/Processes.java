package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.HostSource;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Processes in the order of /proc. Source: proc_pid_comm(5), proc_pid_stat(5). */
public record Processes(Reading<List<Process>> running) {

  /** The kernel stores 15 bytes of a name: proc_pid_comm(5), TASK_COMM_LEN. */
  public static final int NAME_BYTES = 15;

  private static final int SET_USER_ID = 04000;

  private static final String DOCKERD = "dockerd";

  /**
   * Other names of Docker's daemon: before Docker 1.12 it is "docker -d" or "docker daemon", and
   * the packages of Debian 8, Ubuntu 14.04 and RHEL 7 have other names. The client can have such a
   * name, too.
   */
  private static final Pattern OTHER_DOCKERD =
      Pattern.compile("docker|docker\\.io|dockerd?-(current|latest)");

  private static final List<String> DOCKER_PID_FILES =
      List.of("/run/docker.pid", "/var/run/docker.pid");

  /** One process: its PID and the name that the kernel stores. */
  public record Process(long pid, String name) {

    /** The path of one of its files in /proc. */
    String file(String name) {
      return "/proc/" + pid + "/" + name;
    }

    /** Whether a program of that name, truncated as the kernel does, has this process name. */
    public boolean isNamed(String program) {
      byte[] bytes = program.getBytes(StandardCharsets.UTF_8);
      return bytes.length <= NAME_BYTES
          ? name.equals(program)
          : Arrays.equals(name.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(bytes, NAME_BYTES));
    }
  }

  /**
   * Unreadable if process 1 is not visible: then others are not visible either, or were not
   * recorded.
   */
  public static Processes read(Host host) {
    return host.fact(Processes.class, Processes::look);
  }

  private static Processes look(Host host) {
    return new Processes(
        switch (host.list("/proc")) {
          case Absent(_) -> new Unreadable<>("/proc", "nothing is mounted there");
          case Unreadable(_, var why) -> new Unreadable<>("/proc", why);
          case Present(var names, _) -> {
            List<Process> running = new ArrayList<>();
            boolean firstShows = false;
            for (String name : names) {
              if (isPid(name)) {
                Optional<Process> process = process(host, name);
                process.ifPresent(running::add);
                firstShows |= process.isPresent() && name.equals("1");
              }
            }
            yield firstShows
                ? new Present<>(List.copyOf(running), "/proc")
                : new Unreadable<>(
                    "/proc",
                    host.source().isThisMachine()
                        ? "process 1 is hidden, so others may be (hidepid): run as root"
                        : "no process 1 was recorded of this host");
          }
        });
  }

  private static boolean isPid(String name) {
    return Columns.isNumber(name, 10) && name.charAt(0) != '0';
  }

  /**
   * The processes of a program that run on the host itself for an owner, since any user can give a
   * process any name; dockerd has the names of older packages, too, if the process is that of
   * Docker's PID file. Skipped are zombies, processes in containers (a dockerd in a container is
   * not the host's), and set-user-ID programs, which other users can start under any name.
   * Unreadable if none remains but the owner of one is unknown.
   */
  public static Reading<List<Process>> alive(Host host, String program, ProcessOwner owner) {
    return switch (read(host).running()) {
      case Present(var running, var source) -> {
        List<Process> alive = new ArrayList<>();
        Optional<Reading<List<Process>>> unread = Optional.empty();
        for (Process process : running) {
          if (runs(host, process, program) && !isDead(host.text(process.file("stat")))) {
            switch (host.text(process.file("status"))) {
              case Present(var status, _) -> {
                if (owner.isOf(status) && !isContained(status) && !isSetUserId(host, process)) {
                  alive.add(process);
                }
              }
              case Absent(var path) -> {
                // On this machine, and when it was captured, it has ended since.
                if (host.source() instanceof HostSource.Tree) {
                  unread = Optional.of(new Unreadable<>(path, "it was not recorded"));
                }
              }
              case Unreadable(var path, var why) ->
                  unread = Optional.of(new Unreadable<>(path, why));
            }
          }
        }
        yield alive.isEmpty() && unread.isPresent()
            ? unread.get()
            : new Present<>(List.copyOf(alive), source);
      }
      case Absent<List<Process>> absent -> absent;
      case Unreadable<List<Process>> unreadable -> unreadable;
    };
  }

  /** Whether Docker's daemon, of some package, has this name. */
  public static boolean isDockerdName(String name) {
    return name.equals(DOCKERD) || OTHER_DOCKERD.matcher(name).matches();
  }

  private static boolean runs(Host host, Process process, String program) {
    return process.isNamed(program)
        || program.equals(DOCKERD)
            && isDockerdName(process.name())
            && DOCKER_PID_FILES.stream()
                .anyMatch(
                    path ->
                        host.text(path).orElse("").strip().equals(Long.toString(process.pid())));
  }

  private static Optional<Process> process(Host host, String pid) {
    // A process can end between the listing and the read: then it is not running.
    return host.text("/proc/" + pid + "/comm") instanceof Present(var comm, _)
        ? Optional.of(new Process(Long.parseLong(pid), comm.stripTrailing()))
        : Optional.empty();
  }

  private static boolean isDead(Reading<String> stat) {
    if (!(stat instanceof Present(var content, _))) {
      return false;
    }
    // The name is in parentheses and can contain parentheses itself: the state follows the last
    // one.
    String after = content.substring(content.lastIndexOf(')') + 1).strip();
    return after.startsWith("Z") || after.startsWith("X");
  }

  /**
   * Whether a process also has a PID in a PID namespace below the one of /proc: since Linux 4.1,
   * the line NSpid of proc_pid_status(5) lists all PIDs.
   */
  private static boolean isContained(String status) {
    return ProcessOwner.numbers(status, "NSpid:").length > 1;
  }

  /** Only root can read this for other users' processes; captures and trees do not have it. */
  private static boolean isSetUserId(Host host, Process process) {
    return host.status(process.file("exe")) instanceof Present(var there, _)
        && (there.mode() & SET_USER_ID) != 0;
  }
}
