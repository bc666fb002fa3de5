package io.hostready.probe;

import io.hostready.facts.Accounts;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the status of a path. Source: stat(2), inode(7). */
record PathProbe(String path, boolean follow, UserPaths user) implements Probe {

  private static final int WRITABLE_BY_OTHERS = 0002; // inode(7), S_IWOTH

  static final ProbeKind KIND =
      new ProbeKind(
          "path",
          "a file or directory: its type, mode and owner (stat)",
          MapSchema.of(
              MapSchema.required("path", UserPaths.PATH, "where to look"),
              MapSchema.optional(
                  "follow", ValueSchema.flag(), "false: the symbolic link itself, not its target"),
              UserPaths.KEY),
          List.of(
              Facet.word(
                      "type",
                      Stream.of(FileStatus.Type.values()).map(FileStatus.Type::id).toList(),
                      "what it is")
                  .said("{subject} is a {}", Map.of("link", "symbolic link", "fifo", "FIFO")),
              Facet.text("mode", "the permission bits, four octal digits such as 0644")
                  .said("{subject} has mode {}"),
              Facet.text("owner", "the owner's name, or the UID if it has no name")
                  .said("{subject} is owned by {}"),
              Facet.text("group", "the group's name, or the GID if it has no name")
                  .said("{subject} has group {}"),
              Facet.flag("world-writable", "whether all users can write to it")
                  .saidIfTrue("{subject} is world-writable", "{subject} is not world-writable"),
              Facet.flag("empty", "whether the file or directory is empty")
                  .saidIfTrue("{subject} is empty", "{subject} is not empty"),
              Facet.text("link-target", "the target of a symbolic link")
                  .said("{subject} links to {}", "{subject} is not a symbolic link")),
          true,
          "stat(2), inode(7); names of owners from /etc/passwd and /etc/group",
          """
          path:
            path: /run/docker.sock
            expect: {type: socket, group: docker, world-writable: false}
          """,
          arguments ->
              new PathProbe(
                  arguments.text("path"),
                  arguments.flag("follow", true),
                  UserPaths.of(arguments, "path")));

  @Override
  public String subject() {
    return user.named(path);
  }

  @Override
  public String presence() {
    return subject() + " exists";
  }

  @Override
  public String absence() {
    return subject() + " does not exist";
  }

  @Override
  public List<String> commands() {
    return List.of("ls -ld " + user.inShell(path));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        user.fill(host, path),
        filled -> new PathProbe(filled, follow, UserPaths.NOBODY).observeThere(host));
  }

  private Observation observeThere(Host host) {
    Reading<FileStatus> itself = host.statusOfLink(path);
    return switch (follow ? host.status(path) : itself) {
      case Present(var there, _) -> found(host, there, target(itself));
      case Absent(_) -> new Observation.Absent(path, missing(itself));
      case Unreadable(_, var why) -> new Observation.Unreadable(path, why);
    };
  }

  private Observation found(Host host, FileStatus there, Value target) {
    Accounts accounts = Accounts.read(host);
    String owner = accounts.userName(there.owner());
    String group = accounts.groupName(there.group());
    String type = there.type().id();
    Facets facets = new Facets();
    facets.text("type", type);
    facets.text("mode", there.octalMode());
    facets.text("owner", owner);
    facets.text("group", group);
    facets.value("world-writable", isWorldWritable(there));
    facets.value("empty", isEmpty(host, there));
    facets.value("link-target", target);
    String said = type + " " + there.octalMode() + " " + owner + ":" + group;
    return facets.found(Evidence.of(path, path, said));
  }

  private static Value isWorldWritable(FileStatus there) {
    // The mode bits of a link have no meaning: symlink(7).
    return new Value.Flag(
        there.type() != FileStatus.Type.LINK && (there.mode() & WRITABLE_BY_OTHERS) != 0);
  }

  private Value isEmpty(Host host, FileStatus there) {
    return switch (there.type()) {
      case DIRECTORY -> Value.of(host.list(path), names -> new Value.Flag(names.isEmpty()));
      case FILE -> {
        if (there.size() > 0) {
          yield new Value.Flag(false);
        }
        // A file in /proc has size 0 and a text.
        yield Value.of(host.bytes(path), content -> new Value.Flag(content.length == 0));
      }
      case LINK, SOCKET, DEVICE, FIFO -> new Value.Missing(path);
    };
  }

  private Value target(Reading<FileStatus> itself) {
    return itself instanceof Present(var present, _) && present.linkTarget().isPresent()
        ? new Value.Text(present.linkTarget().get())
        : new Value.Missing(path);
  }

  private List<Evidence> missing(Reading<FileStatus> itself) {
    boolean dangles = itself instanceof Present(var p, _) && p.linkTarget().isPresent();
    return List.of(
        Evidence.of(
            path,
            path,
            dangles ? "a link to what is not there: " + target(itself).preview() : null));
  }
}
