package io.hostready.probe;

import io.hostready.facts.Accounts;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks for a group of the host's own files. Source: group(5). */
record GroupProbe(String name) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "group",
          "a group of this host, and who is in it",
          Shape.of(
              Shape.required(
                  "name",
                  ValueType.matching("the name of a group", UserProbe.NAME),
                  "the group's name")),
          List.of(
              Facet.count("gid", "the group's number"),
              Facet.words("members", "users that it lists, and those whose first group it is")),
          true,
          "/etc/group and /etc/passwd (group(5), passwd(5)); cannot be judged where the group is"
              + " not there and /etc/nsswitch.conf names LDAP or the like",
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
  public Observation observe(Host host) {
    return switch (Accounts.findGroup(host, name)) {
      case Present(var group, var source) -> found(Accounts.read(host), group, source);
      case Absent(var where) ->
          new Observation.Absent(where, List.of(Evidence.of(where, name, null)));
      case Unreadable(var where, var why) -> new Observation.Unreadable(where, why);
    };
  }

  private Observation found(Accounts accounts, Accounts.Group group, String source) {
    Map<String, Value> facets = new LinkedHashMap<>();
    facets.put("gid", new Value.Count(group.gid()));
    facets.put("members", members(accounts, group));
    return new Observation.Found(
        facets,
        List.of(
            Evidence.of(source, group.line(), name, "members " + facets.get("members").shown())));
  }

  private static Value members(Accounts accounts, Accounts.Group group) {
    return switch (accounts.users()) {
      case Present(var users, _) -> {
        List<String> members = new ArrayList<>(group.members());
        users.stream()
            .filter(user -> user.gid() == group.gid() && !members.contains(user.name()))
            .map(Accounts.User::name)
            .forEach(members::add);
        yield new Value.Words(members);
      }
      case Absent(var where) -> new Value.Unreadable(where, "there is no such file");
      case Unreadable(var where, var why) -> new Value.Unreadable(where, why);
    };
  }
}
