package io.hostready.change;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a group is in /etc/group, created for the system. A group with members has another value,
 * so that no membership is lost. groupadd(8), groupdel(8).
 */
public record SystemGroup(String name) implements Setting {

  public static final String THERE = "there";
  public static final String NOT_THERE = "not there";

  private static final String FILE = "/etc/group";

  /** The form of names that useradd(8) and groupadd(8) require. */
  static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_.-]*\\$?");

  public SystemGroup {
    Words.check(name, NAME, "a group's name");
  }

  @Override
  public String description() {
    return "group " + name;
  }

  @Override
  public ChangeSummary change(String value) {
    String group = "system group " + name;
    return value.equals(THERE) ? ChangeSummary.create(group) : ChangeSummary.remove(group);
  }

  @Override
  public Reading<String> read(Host host) {
    return members(host, name)
        .map(members -> members.isBlank() ? THERE : "with " + members)
        .or(() -> new Present<>(NOT_THERE, FILE));
  }

  /** The members of a group, separated by commas; absent if the group does not exist. */
  static Reading<String> members(Host host, String group) {
    // group(5): name:password:number:member,member
    return host.text(FILE)
        .absentIsUnreadable()
        .flatMap(
            groups ->
                groups
                    .lines()
                    .map(line -> line.split(":", -1))
                    .filter(parts -> parts.length == 4 && parts[0].equals(group))
                    .findFirst()
                    .<Reading<String>>map(parts -> new Present<>(parts[3], FILE))
                    .orElseGet(() -> new Absent<>("group '" + group + "' in " + FILE)));
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return value.equals(THERE)
        ? List.of(List.of("groupadd", "--system", name))
        : List.of(List.of("groupdel", name));
  }

  @Override
  public void check(String value) {
    Words.checkEither(value, THERE, NOT_THERE);
  }
}
