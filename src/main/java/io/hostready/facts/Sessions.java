package io.hostready.facts;

import io.hostready.facts.Accounts.Group;
import io.hostready.facts.Accounts.User;
import io.hostready.facts.Processes.Process;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Processes from which users start commands: shells, user managers, terminal multiplexers and
 * runners of CI jobs. A process keeps the groups that its user had at login: credentials(7).
 * Source: the lines Uid, Gid and Groups of proc_pid_status(5).
 */
public final class Sessions {

  private static final Set<String> NAMES =
      Set.of(
          "bash",
          "dash",
          "fish",
          "ksh",
          "sh",
          "zsh",
          "systemd",
          "tmux: server",
          "screen",
          "java",
          "gitlab-runner",
          "Runner.Listener",
          "node");

  private Sessions() {}

  /** The members of a group with such a process that lacks the group: NAME (PROCESS, PID). */
  public static Reading<List<String>> lacking(Host host, Group group, List<String> members) {
    List<User> users =
        Accounts.read(host).users().orElse(List.of()).stream()
            .filter(user -> user.uid() != 0 && members.contains(user.name()))
            .toList();
    if (users.isEmpty()) {
      return new Present<>(List.of(), "/etc/group");
    }
    return Processes.read(host)
        .running()
        .flatMap(
            running -> {
              List<String> lacking = new ArrayList<>();
              Optional<Reading<List<String>>> unread = Optional.empty();
              for (Process process : running) {
                if (NAMES.contains(process.name())) {
                  switch (host.text(process.file("status"))) {
                    case Present(var status, _) ->
                        owner(users, status)
                            .filter(_ -> lacks(group, status))
                            .map(user -> user + " (" + process.name() + ", " + process.pid() + ")")
                            .ifPresent(lacking::add);
                    case Absent(_) -> {} // it ended, or is not part of the tree
                    case Unreadable(var where, var why) ->
                        unread = Optional.of(new Unreadable<>(where, why));
                  }
                }
              }
              return lacking.isEmpty() && unread.isPresent()
                  ? unread.get()
                  : new Present<>(lacking, "/proc");
            });
  }

  private static Optional<String> owner(List<User> users, String status) {
    String[] uids = ProcessOwner.numbers(status, "Uid:");
    return users.stream()
        .filter(user -> uids.length == 4 && uids[0].equals(Long.toString(user.uid())))
        .map(User::name)
        .findFirst()
        .filter(_ -> ProcessOwner.numbers(status, "NSpid:").length <= 1); // not in a container
  }

  private static boolean lacks(Group group, String status) {
    String gid = Long.toString(group.gid());
    return !Arrays.asList(ProcessOwner.numbers(status, "Groups:")).contains(gid)
        && !Arrays.asList(ProcessOwner.numbers(status, "Gid:")).contains(gid);
  }
}
