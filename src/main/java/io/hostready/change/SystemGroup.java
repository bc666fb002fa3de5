package io.hostready.change;

import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Whether a group is in /etc/group, made for a system's own use. One that has members counts as
 * another value, so that nobody's membership is lost. groupadd(8), groupdel(8).
 */
public record SystemGroup(String name) implements Setting {

  public static final String THERE = "there";
  public static final String NOT_THERE = "not there";

  /** The form that useradd(8) and groupadd(8) want of names. */
  static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_.-]*\\$?");

  public SystemGroup {
    Words.check(name, NAME, "a group's name");
  }

  @Override
  public String described() {
    return "group " + name;
  }

  @Override
  public Reading read(Host host) {
    return read(
        host,
        name,
        members -> members.isBlank() ? THERE : "with " + members,
        new Reading.Value(NOT_THERE));
  }

  /** Looks for a group, and takes the value from its members, separated by commas. */
  static Reading read(Host host, String group, UnaryOperator<String> value, Reading missing) {
    if (!(host.text("/etc/group") instanceof FileText.Text groups)) {
      return new Reading.Unknown("/etc/group cannot be read");
    }
    // group(5): name:password:number:member,member
    return groups.lines().stream()
        .map(line -> line.split(":", -1))
        .filter(parts -> parts.length == 4 && parts[0].equals(group))
        .findFirst()
        .<Reading>map(parts -> new Reading.Value(value.apply(parts[3])))
        .orElse(missing);
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
