package io.hostready.probe;

import io.hostready.facts.Accounts;
import io.hostready.facts.Sessions;
import io.hostready.host.Host;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;

/** Reads a group from the host's own files. Source: group(5). */
record GroupProbe(String name) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "group",
          "a group and its members",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("the name of a group", UserProbe.NAME),
                  "the group's name")),
          List.of(
              Facet.count("gid", "the GID").said("{subject} has GID {}"),
              Facet.words("members", "its members, including users with it as their primary group")
                  .said("members of {subject}: {}"),
              Facet.words(
                      "sessions-without",
                      "members with a shell or another process that started before they joined")
                  .said("sessions without {subject}: {}")),
          true,
          "/etc/group and /etc/passwd (group(5), passwd(5)), /proc/PID/status of shells; unknown if"
              + " the group does not exist and /etc/nsswitch.conf has other sources, such as LDAP",
          """
          group:
            name: docker
            expect: {present: true}
          """,
          arguments -> new GroupProbe(arguments.text("name")));

  @Override
  public String subject() {
    return "group " + name;
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
    return List.of(ShellCommand.of("getent", "group", name));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        Accounts.findGroup(host, name), name, (group, source) -> found(host, group, source));
  }

  private Observation found(Host host, Accounts.Group group, String source) {
    Accounts accounts = Accounts.read(host);
    Facets facets = new Facets();
    facets.count("gid", group.gid());
    Value members = members(accounts, group);
    facets.value("members", members);
    facets.value(
        "sessions-without",
        members instanceof Value.Words(var names)
            ? Value.of(Sessions.lacking(host, group, names), Value.Words::new)
            : members);
    return facets.found(Evidence.of(source, group.line(), name, "members " + members.preview()));
  }

  private static Value members(Accounts accounts, Accounts.Group group) {
    return Value.of(
        accounts.users().or(() -> new Unreadable<>("/etc/passwd", "there is no such file")),
        users -> {
          List<String> members = new ArrayList<>(group.members());
          users.stream()
              .filter(user -> user.gid() == group.gid() && !members.contains(user.name()))
              .map(Accounts.User::name)
              .forEach(members::add);
          return new Value.Words(members);
        });
  }
}
