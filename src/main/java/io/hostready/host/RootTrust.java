package io.hostready.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The users whose files root may use. No other user may be able to write such a file, by its owner,
 * its mode or its ACL. src/docs/trust.md describes the trust that each file needs.
 */
public final class RootTrust {

  private static final int ROOT = 0;
  private static final int BY_GROUP = 0020;
  private static final int BY_OTHERS = 0002;

  /**
   * Why an untrusted user could write something, as the end of a sentence, and the command that
   * corrects it. A file that such a user owns has no such command: a process that has the file open
   * can still write to it after its owner or mode changes.
   */
  record Weakness(String why, Optional<String> remedy) {

    private Weakness(String why, String remedy) {
      this(why, Optional.of(remedy));
    }
  }

  private final Set<Integer> users;
  private final OptionalInt caller;

  /** For the caller's group. */
  private final Host accounts;

  private RootTrust(Set<Integer> users, OptionalInt caller, Host accounts) {
    this.users = users;
    this.caller = caller;
    this.accounts = accounts;
  }

  /** Only root. */
  public static RootTrust rootAlone() {
    return new RootTrust(Set.of(ROOT), OptionalInt.empty(), Host.localFiles());
  }

  /** Root, and the user who called sudo, if any. Source: sudo(8), SUDO_UID. */
  public static RootTrust rootAndCaller(Map<String, String> environment) {
    return rootAndCaller(environment, Host.localFiles());
  }

  /** The same with the accounts of another host. */
  static RootTrust rootAndCaller(Map<String, String> environment, Host accounts) {
    String caller = environment.getOrDefault("SUDO_UID", "");
    if (!caller.matches("\\d{1,9}")) {
      return rootAlone();
    }
    int uid = Integer.parseInt(caller);
    return new RootTrust(new TreeSet<>(List.of(ROOT, uid)), OptionalInt.of(uid), accounts);
  }

  /**
   * The users whom root trusts with a report's path: root and the caller of sudo. Empty for an
   * ordinary user, who can write only what the kernel permits.
   */
  public static Optional<RootTrust> ofReports(Map<String, String> environment) {
    return isRoot(Host.localFiles()) ? Optional.of(rootAndCaller(environment)) : Optional.empty();
  }

  /** Root, and the user of this process. */
  static RootTrust rootAndSelf() throws IOException {
    int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return new RootTrust(
        new TreeSet<>(List.of(ROOT, self)), OptionalInt.empty(), Host.localFiles());
  }

  /**
   * Whether the effective user of this process is root, on the host or in a container. A user
   * namespace without other users, as created by unshare(1) -r, does not give root's privileges.
   * Source: proc_pid_status(5), Uid; user_namespaces(7), uid_map.
   */
  public static boolean isRoot(Host host) {
    return host.trimmedText("/proc/self/status")
            .flatMap(text -> text.lines().filter(line -> line.startsWith("Uid:")).findFirst())
            .map(line -> line.split("\\s+")[2].equals("0"))
            .orElse(false)
        && !host.trimmedText("/proc/self/uid_map")
            .map(map -> map.matches("0\\s+\\d+\\s+1"))
            .orElse(false);
  }

  /** The users, as messages name them: "root", or "root or user 1000". */
  String description() {
    return caller.isPresent() && caller.getAsInt() != ROOT
        ? "root or user " + caller.getAsInt()
        : "root";
  }

  /** Whether one of the users owns a file or directory. */
  boolean owns(Inode inode) {
    return users.contains(inode.uid());
  }

  /**
   * Why an untrusted user could write a file or directory; empty if none could. A link has only an
   * owner.
   */
  Optional<Weakness> weakness(Inode inode) {
    if (!owns(inode)) {
      return Optional.of(new Weakness("belongs to user " + inode.uid(), Optional.empty()));
    }
    if (inode.isLink()) {
      return Optional.empty();
    }
    if ((inode.mode() & BY_OTHERS) != 0) {
      String why = "can be written by others (mode " + inode.octalMode() + ")";
      return Optional.of(
          inode.isSticky() // as for /tmp
              ? new Weakness(why, Optional.empty())
              : new Weakness(why, "chmod go-w"));
    }
    if ((inode.mode() & BY_GROUP) == 0) {
      return Optional.empty();
    }
    if (inode.hasList()) {
      return Optional.of(
          new Weakness("can be written by users of its access control list", "setfacl -b"));
    }
    return isOwnGroup(inode)
        ? Optional.empty()
        : Optional.of(
            new Weakness(
                "can be written by its group (mode " + inode.octalMode() + ")", "chmod g-w"));
  }

  /** Root's group, or the private group of the caller, which has no other member. */
  private boolean isOwnGroup(Inode inode) {
    return inode.gid() == ROOT
        || caller.isPresent()
            && inode.uid() == caller.getAsInt()
            && PrivateGroup.isOf(inode.uid(), inode.gid(), accounts);
  }
}
