package io.hostready.docker;

import io.hostready.facts.Accounts.User;
import io.hostready.facts.MatchingPaths;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables of the docker command that the login files of a user set for every session, and PATH.
 * Only lines count that start with {@code export NAME=}; in /etc/environment and for PATH, {@code
 * export} is not needed. A line that is indented can depend on a condition and is skipped. Source:
 * bash(1), INVOCATION; pam_env(8).
 *
 * @param set by name, the last line of each; an unset variable is not in it
 * @param unread files that could not be read
 */
public record ClientVariables(Map<String, Variable> set, List<Unreadable<String>> unread) {

  /**
   * One variable.
   *
   * @param value without quotation marks; if it is computed, the text of the expression
   */
  public record Variable(String name, String value, boolean isComputed, String path, int line) {

    /** The name and the place, such as: DOCKER_HOST in /etc/environment, line 3. */
    public String description() {
      return name + " in " + path + ", line " + line;
    }
  }

  private static final List<String> OF_ALL_USERS =
      List.of("/etc/environment", "/etc/profile", "/etc/profile.d/*.sh");

  private static final List<String> OF_ONE_USER =
      List.of("/.profile", "/.bash_profile", "/.bashrc", "/.zshenv", "/.zprofile", "/.zshrc");

  /** A name of a variable, as an extended regular expression of POSIX. */
  public static final String NAME = "(DOCKER|COMPOSE)_[A-Z0-9_]+";

  /** Group 1: export, group 2: the name, group 4: the value. */
  private static final Pattern LINE =
      Pattern.compile("(export\\s+)?(" + NAME + "|PATH)=(.*+)\\s*+");

  private static final Pattern UNSET = Pattern.compile("\\s*unset\\s+(" + NAME + ")\\s*");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"';#]*)");

  public ClientVariables {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    unread = List.copyOf(unread);
  }

  /** Whether a line of a login file can be of interest; others need not be read. */
  public static boolean isOfInterest(String line) {
    return LINE.matcher(line).matches() || UNSET.matcher(line).matches();
  }

  /** Names of files in home directories that are read. */
  public static List<String> filesInHome() {
    return OF_ONE_USER;
  }

  /** Reads the files of all users, and then those of one. */
  static ClientVariables read(Host host, User user) {
    Map<String, Variable> set = new LinkedHashMap<>();
    List<Unreadable<String>> unread = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (String pattern : OF_ALL_USERS) {
      switch (MatchingPaths.of(host, pattern)) {
        case Present(var found, _) -> paths.addAll(found);
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> unread.add(new Unreadable<>(where, why));
      }
    }
    OF_ONE_USER.forEach(name -> paths.add(user.home() + name));
    for (String path : paths) {
      switch (host.text(path)) {
        case Present(var text, _) -> add(text, path, user, set);
        case Absent(_) -> {}
        case Unreadable<String> unreadable -> unread.add(unreadable);
      }
    }
    return new ClientVariables(set, unread);
  }

  private static void add(String text, String path, User user, Map<String, Variable> set) {
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      Matcher assignment = LINE.matcher(line);
      Matcher unset = UNSET.matcher(line);
      if (unset.matches()) {
        set.remove(unset.group(1)); // under any condition: then it is not known to be set
      } else if (assignment.matches()) {
        String name = assignment.group(2);
        boolean isExported =
            assignment.group(1) != null || name.equals("PATH") || path.equals("/etc/environment");
        if (isExported) {
          set(new Variable(name, assignment.group(4), false, path, number), user, set);
        }
      }
    }
  }

  private static void set(Variable raw, User user, Map<String, Variable> set) {
    Matcher quoted = QUOTED.matcher(raw.value());
    String inner =
        quoted.lookingAt()
            ? Optional.ofNullable(quoted.group(1))
                .or(() -> Optional.ofNullable(quoted.group(2)))
                .orElseGet(() -> quoted.group(3))
            : raw.value();
    boolean isLiteral = raw.value().startsWith("'");
    String value = isLiteral ? inner : expanded(inner, user);
    boolean isComputed =
        !isLiteral && !raw.name().equals("PATH") && (value.contains("$") || value.contains("`"));
    if (value.isEmpty()) {
      set.remove(raw.name()); // the client treats an empty variable as not set
      return;
    }
    set.put(raw.name(), new Variable(raw.name(), value, isComputed, raw.path(), raw.line()));
  }

  /** Replaces what every shell of the user expands to the same text. */
  private static String expanded(String text, User user) {
    String uid = Long.toString(user.uid());
    return text.replace("$HOME", user.home())
        .replace("${HOME}", user.home())
        .replaceFirst("^~(?=/)", Matcher.quoteReplacement(user.home()))
        .replace("$XDG_RUNTIME_DIR", "/run/user/" + uid)
        .replace("${XDG_RUNTIME_DIR}", "/run/user/" + uid)
        .replace("$(id -u)", uid)
        .replace("`id -u`", uid)
        .replace("${UID}", uid)
        .replace("$UID", uid);
  }

  public Optional<Variable> find(String name) {
    return Optional.ofNullable(set.get(name));
  }

  /** The value of a variable that is set to a text that is known. */
  public Optional<String> value(String name) {
    return find(name).filter(variable -> !variable.isComputed()).map(Variable::value);
  }

  /** Absolute directories of PATH. */
  List<String> path() {
    return value("PATH").map(path -> List.of(path.split(":"))).orElse(List.of()).stream()
        .filter(directory -> directory.startsWith("/") && !directory.contains("$"))
        .filter(directory -> !(directory + "/").contains("/../"))
        .toList();
  }

  /** Whether it is unknown which value a variable has. */
  Reading<Boolean> isComputed(String name) {
    return find(name)
        .filter(Variable::isComputed)
        .<Reading<Boolean>>map(
            variable ->
                new Unreadable<>(
                    variable.path(), "the value of " + name + " is computed by the shell"))
        .orElseGet(() -> new Present<>(false, name));
  }

  /** All variables of the docker command and of Compose. */
  public List<Variable> ofDocker() {
    return set.values().stream().filter(variable -> !variable.name().equals("PATH")).toList();
  }

  /** Their names, without those that are set to 0 or false. */
  public List<String> names() {
    return ofDocker().stream()
        .filter(variable -> !List.of("0", "false").contains(variable.value()))
        .map(Variable::name)
        .toList();
  }
}
