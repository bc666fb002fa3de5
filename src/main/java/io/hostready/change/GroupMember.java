package io.hostready.change;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.Arrays;
import java.util.List;

/** Whether a user is a member of a group in /etc/group. gpasswd(1). */
public record GroupMember(String user, String group) implements Setting {

  public static final String MEMBER = "member";
  public static final String NOT_MEMBER = "not a member";

  public GroupMember {
    Words.check(user, SystemGroup.NAME, "a user's name");
    Words.check(group, SystemGroup.NAME, "a group's name");
  }

  @Override
  public String description() {
    return "user " + user + " in group " + group;
  }

  @Override
  public ChangeSummary change(String value) {
    return value.equals(MEMBER)
        ? new ChangeSummary(ChangeSummary.Sign.CREATE, "add", "user " + user + " to group " + group)
        : ChangeSummary.remove("user " + user + " from group " + group);
  }

  @Override
  public Reading<String> read(Host host) {
    return SystemGroup.members(host, group)
        .map(members -> Arrays.asList(members.split(",")).contains(user) ? MEMBER : NOT_MEMBER);
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return List.of(List.of("gpasswd", value.equals(MEMBER) ? "-a" : "-d", user, group));
  }

  @Override
  public void check(String value) {
    Words.checkEither(value, MEMBER, NOT_MEMBER);
  }
}
