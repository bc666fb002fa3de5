package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Users and groups of the host's own files, in file order. Accounts of LDAP and other services are
 * not in them. Source: passwd(5), group(5).
 */
public record Accounts(Reading<List<User>> users, Reading<List<Group>> groups) {

  /** Shells that end at once: nologin(8), and those of the accounts of base-passwd. */
  private static final Pattern NO_LOGIN =
      Pattern.compile("(?:.*/)?(?:nologin|false|sync|halt|shutdown|git-shell)");

  /** One user: name, UID, primary GID, home directory, shell, and the line, from 1. */
  public record User(String name, long uid, long gid, String home, String shell, int line) {

    /** Whether the user can have a session: it has a login shell and a home directory. */
    public boolean canLogIn() {
      return !NO_LOGIN.matcher(shell).matches()
          && home.startsWith("/")
          && home.length() > 1
          && !(home + "/").contains("/../");
    }
  }

  /** One group: name, GID, the users listed as members, and the line, from 1. */
  public record Group(String name, long gid, List<String> members, int line) {

    public Group {
      members = List.copyOf(members);
    }
  }

  public static Accounts read(Host host) {
    return host.fact(Accounts.class, Accounts::look);
  }

  private static Accounts look(Host host) {
    return new Accounts(
        host.text("/etc/passwd").parse(text -> Reading.requireNonEmpty(parseUsers(text))),
        host.text("/etc/group").parse(text -> Reading.requireNonEmpty(parseGroups(text))));
  }

  /** Parses passwd(5). Malformed lines are skipped, as getpwent(3) does. */
  public static List<User> parseUsers(String text) {
    List<User> users = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      String[] fields = line.split(":", -1);
      if (fields.length >= 7 && isName(fields[0]) && isId(fields[2]) && isId(fields[3])) {
        users.add(
            new User(
                fields[0],
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                fields[5],
                fields[6],
                number));
      }
    }
    return List.copyOf(users);
  }

  /** Parses group(5). Malformed lines are skipped, as getgrent(3) does. */
  public static List<Group> parseGroups(String text) {
    List<Group> groups = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      String[] fields = line.split(":", -1);
      if (fields.length >= 4 && isName(fields[0]) && isId(fields[2])) {
        groups.add(new Group(fields[0], Long.parseLong(fields[2]), members(fields[3]), number));
      }
    }
    return List.copyOf(groups);
  }

  private static List<String> members(String field) {
    if (field.isEmpty()) {
      return List.of(); // as in most groups
    }
    return Arrays.stream(field.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static boolean isName(String field) {
    // Lines with a plus or minus sign include NIS, and name no user of this host.
    return !field.isEmpty() && "+-#".indexOf(field.charAt(0)) < 0;
  }

  private static boolean isId(String field) {
    return Columns.isNumber(field, 10);
  }

  /**
   * One user: Absent if no user has the name; Unreadable also if a service such as SSSD may have
   * more users than /etc/passwd.
   */
  public static Reading<User> findUser(Host host, String name) {
    return find(host, read(host).users(), "passwd", user -> user.name().equals(name));
  }

  /** One group, with the same results as {@link #findUser}. */
  public static Reading<Group> findGroup(Host host, String name) {
    return find(host, read(host).groups(), "group", group -> group.name().equals(name));
  }

  private static <T> Reading<T> find(
      Host host, Reading<List<T>> all, String database, Predicate<T> isWanted) {
    Reading<T> found =
        all.absentIsUnreadable().find(known -> known.stream().filter(isWanted).findFirst());
    return found.or(() -> elsewhere(host, database, found.place()));
  }

  private static <T> Reading<T> elsewhere(Host host, String database, String source) {
    return switch (NsswitchConf.beyondFiles(host, database)) {
      case Present(var service, var where) ->
          new Unreadable<>(
              where,
              (database.equals("passwd") ? "users" : "groups")
                  + " may come from '"
                  + service
                  + "', and none of that name is in "
                  + source);
      case Absent(_) -> new Absent<>(source);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }

  /** The name for an owner that may be a UID; the UID if the host has no name for it. */
  public String userName(String owner) {
    return users
        .toOptional()
        .filter(known -> isId(owner))
        .flatMap(known -> known.stream().filter(u -> u.uid() == Long.parseLong(owner)).findFirst())
        .map(User::name)
        .orElse(owner);
  }

  /** The name for a group that may be a GID; the GID if the host has no name for it. */
  public String groupName(String group) {
    return groups
        .toOptional()
        .filter(known -> isId(group))
        .flatMap(known -> known.stream().filter(g -> g.gid() == Long.parseLong(group)).findFirst())
        .map(Group::name)
        .orElse(group);
  }

  /** Names of all groups of a user, the primary group first. */
  public List<String> groupsOf(User user) {
    Set<String> names = new LinkedHashSet<>();
    List<Group> all = groups.orElse(List.of());
    all.stream().filter(group -> group.gid() == user.gid()).map(Group::name).forEach(names::add);
    all.stream()
        .filter(group -> group.members().contains(user.name()))
        .map(Group::name)
        .forEach(names::add);
    return List.copyOf(names);
  }
}
