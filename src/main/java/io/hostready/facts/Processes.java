package io.hostready.facts;

import io.hostready.host.FileText;
import io.hostready.host.Host;
import io.hostready.host.Listing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Processes in the order of /proc. Source: proc_pid_comm(5), proc_pid_stat(5). */
public record Processes(Fact<List<Process>> running) {

  /** The kernel keeps 15 bytes of a name: proc_pid_comm(5), TASK_COMM_LEN. */
  public static final int NAME_BYTES = 15;

  /** One process: its number and the name the kernel keeps. */
  public record Process(long pid, String name) {

    /** Whether a program of that name, cut as the kernel cuts it, would be called so. */
    public boolean isNamed(String program) {
      byte[] bytes = program.getBytes(StandardCharsets.UTF_8);
      return bytes.length <= NAME_BYTES
          ? name.equals(program)
          : Arrays.equals(name.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(bytes, NAME_BYTES));
    }
  }

  /** Unreadable when process 1 does not show: then others do not either, or were not recorded. */
  public static Processes read(Host host) {
    return host.fact(Processes.class, Processes::look);
  }

  private static Processes look(Host host) {
    return new Processes(
        switch (host.list("/proc")) {
          case Listing.Missing() -> new Fact.Unreadable<>("/proc", "nothing is mounted there");
          case Listing.Unreadable(String why) -> new Fact.Unreadable<>("/proc", why);
          case Listing.Names(List<String> names) -> {
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
                ? new Fact.Known<>(List.copyOf(running), "/proc")
                : new Fact.Unreadable<>(
                    "/proc",
                    host.source().isThisMachine()
                        ? "process 1 is hidden, so others may be (hidepid): run as root"
                        : "no process 1 was recorded of this host");
          }
        });
  }

  private static boolean isPid(String name) {
    return Fields.isNumber(name, 10) && name.charAt(0) != '0';
  }

  /**
   * Those of a program that run on the host itself. Left out are dead ones that wait for their
   * parent, and those of containers: a dockerd in one is not the host's.
   */
  public static List<Process> alive(Host host, List<Process> running, String program) {
    List<Process> alive = new ArrayList<>();
    for (Process process : running) {
      if (process.isNamed(program)
          && !isDead(host.text("/proc/" + process.pid() + "/stat"))
          && !isContained(host.text("/proc/" + process.pid() + "/status"))) {
        alive.add(process);
      }
    }
    return alive;
  }

  private static Optional<Process> process(Host host, String pid) {
    // A process may end between the listing and the look: then it is not one that runs.
    return host.text("/proc/" + pid + "/comm") instanceof FileText.Text(_, String comm)
        ? Optional.of(new Process(Long.parseLong(pid), comm.stripTrailing()))
        : Optional.empty();
  }

  private static boolean isDead(FileText stat) {
    if (!(stat instanceof FileText.Text(_, String content))) {
      return false;
    }
    // The name stands in parentheses and may hold some itself: the state follows the last one.
    String after = content.substring(content.lastIndexOf(')') + 1).strip();
    return after.startsWith("Z") || after.startsWith("X");
  }

  /**
   * Whether a process has a number also in a PID namespace below the one of /proc: since Linux 4.1
   * the line NSpid of proc_pid_status(5) lists them all.
   */
  private static boolean isContained(FileText status) {
    if (!(status instanceof FileText.Text(_, String content))) {
      return false;
    }
    int at = content.indexOf("\nNSpid:");
    if (at < 0) {
      return false;
    }
    int end = content.indexOf('\n', at + 1);
    String numbers = content.substring(at + 7, end < 0 ? content.length() : end).strip();
    return numbers.indexOf('\t') >= 0;
  }
}
