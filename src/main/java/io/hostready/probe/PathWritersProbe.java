package io.hostready.probe;

import io.hostready.facts.Accounts;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.PathResolver;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds who can write in the directories above a path, and so replace what is below them. Source:
 * path_resolution(7), inode(7).
 */
record PathWritersProbe(String path, UserPaths user) implements Probe {

  private static final int BY_GROUP = 0020; // inode(7), S_IWGRP
  private static final int BY_OTHERS = 0002; // inode(7), S_IWOTH

  static final ProbeKind KIND =
      new ProbeKind(
          "path-writers",
          "who can write to a path and to its parent directories",
          MapSchema.of(
              MapSchema.required("path", UserPaths.PATH, "the path; symbolic links are followed"),
              UserPaths.KEY),
          List.of(
              Facet.flag(
                      "root-only",
                      "whether only root can write to them: root owns each of them, and neither"
                          + " others nor a group other than root have write permission")
                  .saidIfTrue(
                      "only root can write to {subject} and the directories above it",
                      "other users than root can write to {subject} or a directory above it")),
          false,
          "stat(2), inode(7), path_resolution(7); POSIX ACLs are not read",
          """
          path-writers:
            path: /var/lib/docker
            expect: {root-only: true}
          """,
          arguments ->
              new PathWritersProbe(arguments.text("path"), UserPaths.of(arguments, "path")));

  @Override
  public String subject() {
    return user.named(path);
  }

  @Override
  public List<String> commands() {
    return List.of("namei -l " + user.inShell(path));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(user.fill(host, path), filled -> walk(host, filled));
  }

  private static Observation walk(Host host, String path) {
    List<Evidence> writable = new ArrayList<>();
    PathResolver walk = new PathResolver(path);
    if (host.status("/") instanceof Present(var root, _)) {
      judge(host, "/", root, writable);
    }
    while (walk.next()) {
      String step = walk.step();
      switch (host.statusOfLink(step)) {
        case Present(var link, _) when link.linkTarget().isPresent() -> {
          if (!walk.follow(link.linkTarget().get())) {
            return new Observation.Unreadable(path, "Too many levels of symbolic links");
          }
        }
        case Present(var present, _) -> {
          judge(host, step, present, writable);
          walk.enter();
        }
        case Absent(_) -> {
          return found(path, writable);
        }
        case Unreadable(_, var why) -> {
          return new Observation.Unreadable(step, why);
        }
      }
    }
    return found(path, writable);
  }

  private static void judge(Host host, String at, FileStatus there, List<Evidence> writable) {
    Accounts accounts = Accounts.read(host);
    String owner = accounts.userName(there.owner());
    String group = accounts.groupName(there.group());
    if (!isRoot(owner)
        || (there.mode() & BY_OTHERS) != 0
        || (there.mode() & BY_GROUP) != 0 && !isRoot(group)) {
      String said = there.type().id() + " " + there.octalMode() + " " + owner + ":" + group;
      writable.add(Evidence.of(at, at, said));
    }
  }

  private static boolean isRoot(String account) {
    return account.equals("root") || account.equals("0");
  }

  private static Observation found(String path, List<Evidence> writable) {
    Evidence[] evidence =
        writable.isEmpty()
            ? new Evidence[] {
              Evidence.of(path, path, "only root can write to it and its parent directories")
            }
            : writable.toArray(Evidence[]::new);
    String because =
        writable.isEmpty()
            ? ""
            : writable.getFirst().source() + " is a " + writable.getFirst().value();
    return new Facets()
        .value("root-only", new Value.Flag(writable.isEmpty(), because))
        .found(evidence);
  }
}
