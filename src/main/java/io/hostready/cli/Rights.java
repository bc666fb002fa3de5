package io.hostready.cli;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Listing;
import io.hostready.host.PathWalk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may change a host, and whose rules and plans root may follow. */
final class Rights {

  static final String NEEDED_FOR_FIX =
      "a fix changes files in /etc, packages and services, and needs root. Run it with sudo.";

  private static final int BY_GROUP = 0020;
  private static final int BY_OTHERS = 0002;
  private static final int STICKY = 01000;

  /** Rules lie two folders deep; links must not lead round in a circle. */
  private static final int MAX_DEPTH = 4;

  /** A file or folder on the way that somebody else could exchange or write. */
  private record Weakness(String path, String why) {}

  private final Host host;
  private final Set<String> trusted;

  private Rights(Host host, Set<String> trusted) {
    this.host = host;
    this.trusted = trusted;
  }

  /** True unless the effective user is root. Source: proc_pid_status(5), Uid. */
  static boolean areMissing(Host host) {
    return host.word("/proc/self/status")
        .flatMap(text -> text.lines().filter(line -> line.startsWith("Uid:")).findFirst())
        .map(line -> !line.split("\\s+")[2].equals("0"))
        .orElse(true);
  }

  /** Refuses where this is not root, or where somebody else could have written the rules. */
  static void check(Host host, List<String> ruleFolders) {
    if (areMissing(host)) {
      throw new UsageError("this is not root; " + NEEDED_FOR_FIX);
    }
    checkRules(host, ruleFolders);
  }

  /** Refuses to run as root what somebody else could have written; others run nothing of it. */
  static void checkProofs(Host host, List<String> ruleFolders) {
    if (!areMissing(host)) {
      checkRules(host, ruleFolders);
    }
  }

  private static void checkRules(Host host, List<String> ruleFolders) {
    Rights rights = new Rights(host, Set.of("0", "root"));
    for (String folder : ruleFolders) {
      rights
          .onTheWay(folder)
          .or(() -> rights.within(folder, MAX_DEPTH))
          .ifPresent(
              weak -> {
                throw new UsageError(
                    "'"
                        + weak.path()
                        + "' "
                        + weak.why()
                        + ", and root would follow the rules there; expected rules, their folders"
                        + " and all above them to be root's alone. Run 'chown -R root: "
                        + folder
                        + "; chmod -R go-w "
                        + folder
                        + "', and look at the folders above it.");
              });
    }
  }

  /**
   * Refuses a saved plan that somebody else could have written; whoever called sudo is nobody else.
   */
  static void checkPlan(Host host, String absoluteFile, Map<String, String> environment) {
    String caller = environment.getOrDefault("SUDO_UID", "0"); // sudo(8)
    new Rights(host, new java.util.TreeSet<>(List.of("0", "root", caller)))
        .onTheWay(absoluteFile)
        .ifPresent(
            weak -> {
              throw new UsageError(
                  "--plan: '"
                      + weak.path()
                      + "' "
                      + weak.why()
                      + ", and root would do what the plan says; expected a file that only root or"
                      + " you can write. Make the plan anew, in a folder of your own.");
            });
  }

  /** Looks at every component of a path, and of what its links lead to. */
  private Optional<Weakness> onTheWay(String path) {
    PathWalk walk = new PathWalk(path);
    while (walk.next()) {
      String step = walk.step();
      if (!(host.statusOfLink(step) instanceof FileStatus.Present present)) {
        return Optional.empty(); // not there: reading says so
      }
      Optional<Weakness> weakness = weakness(step, present, !walk.isLast());
      if (weakness.isPresent()) {
        return weakness;
      }
      if (present.type() != FileStatus.Type.LINK) {
        walk.enter();
      } else if (!walk.follow(present.linkTarget().orElse(""))) {
        return Optional.of(new Weakness(step, "leads through too many links"));
      }
    }
    return Optional.empty();
  }

  /** In a folder such as /tmp the sticky bit keeps others from exchanging what is not theirs. */
  private Optional<Weakness> weakness(String path, FileStatus.Present present, boolean isOnTheWay) {
    if (!trusted.contains(present.owner())) {
      return Optional.of(new Weakness(path, "belongs to user " + present.owner()));
    }
    boolean protectedFolder = isOnTheWay && (present.mode() & STICKY) != 0;
    boolean groupIsRoot = present.group().equals("0") || present.group().equals("root");
    boolean writable =
        (present.mode() & BY_OTHERS) != 0 || ((present.mode() & BY_GROUP) != 0 && !groupIsRoot);
    return present.type() != FileStatus.Type.LINK && writable && !protectedFolder
        ? Optional.of(
            new Weakness(path, "can be written by others (mode " + present.octalMode() + ")"))
        : Optional.empty();
  }

  /** Looks at everything below a folder. */
  private Optional<Weakness> within(String folder, int depth) {
    if (depth == 0 || !(host.list(folder) instanceof Listing.Names(List<String> names))) {
      return Optional.empty();
    }
    return names.stream()
        .map(name -> folder + "/" + name)
        .flatMap(
            path -> {
              boolean isLink =
                  host.statusOfLink(path) instanceof FileStatus.Present present
                      && present.type() == FileStatus.Type.LINK;
              return (isLink ? onTheWay(path) : own(path))
                  .or(() -> within(path, depth - 1)).stream();
            })
        .findFirst();
  }

  private Optional<Weakness> own(String path) {
    return host.statusOfLink(path) instanceof FileStatus.Present present
        ? weakness(path, present, false)
        : Optional.empty();
  }
}
