package io.hostready.probe;

import io.hostready.facts.Accounts;
import io.hostready.host.Host;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;

/** Reads a user from the host's own files. Source: passwd(5), group(5). */
record UserProbe(String name) implements Probe {

  /** useradd(8) accepts fewer names; passwd(5) forbids the colon, and names contain no blanks. */
  static final String NAME = "[A-Za-z0-9_.][A-Za-z0-9_.@-]*\\$?";

  static final ProbeKind KIND =
      new ProbeKind(
          "user",
          "a user and its groups",
          MapSchema.of(
              MapSchema.required(
                  "name", ValueSchema.matching("the name of a user", NAME), "the user's name")),
          List.of(
              Facet.count("uid", "the UID").said("{subject} has UID {}"),
              Facet.text("group", "the primary group").said("{subject} has primary group {}"),
              Facet.words("groups", "all groups").said("groups of {subject}: {}"),
              Facet.text("home", "the home directory").said("{subject} has home directory {}"),
              Facet.text("shell", "the login shell").said("{subject} has login shell {}")),
          true,
          "/etc/passwd and /etc/group (passwd(5), group(5)); unknown if the user does"
              + " not exist and /etc/nsswitch.conf has other sources, such as LDAP",
          """
          user:
            name: root
            expect: {uid: 0}
          """,
          arguments -> new UserProbe(arguments.text("name")));

  @Override
  public String subject() {
    return "user " + name;
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
    return List.of(ShellCommand.of("id", name));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        Accounts.findUser(host, name),
        name,
        (user, source) -> found(Accounts.read(host), user, source));
  }

  private Observation found(Accounts accounts, Accounts.User user, String source) {
    Value groups = groups(accounts, user);
    Facets facets = new Facets();
    facets.count("uid", user.uid());
    facets.text("group", accounts.groupName(String.valueOf(user.gid())));
    facets.value("groups", groups);
    facets.text("home", user.home());
    facets.text("shell", user.shell());
    return facets.found(
        Evidence.of(source, user.line(), name, "uid " + user.uid()),
        Evidence.of("/etc/group", name, groups.preview()));
  }

  private static Value groups(Accounts accounts, Accounts.User user) {
    return Value.of(
        accounts.groups().or(() -> new Unreadable<>("/etc/group", "there is no such file")),
        _ -> new Value.Words(accounts.groupsOf(user)));
  }
}
