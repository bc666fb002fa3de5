package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something of a running host that has one value at a time, can be looked at, and can be brought to
 * another value by commands. Values are words or texts, and equal when the setting is.
 */
public sealed interface Setting {

  /** What looking gave. */
  sealed interface Reading {

    /** Its value now. */
    record Value(String value) implements Reading {}

    /** It has none, or it cannot be seen; why is a phrase. */
    record Unknown(String why) implements Reading {}
  }

  /** What it is, in a phrase: "sysctl net.ipv4.ip_forward". */
  String described();

  /** Looks. */
  Reading read(Host host);

  /** The commands that lead to a value. */
  List<List<String>> commandsTo(String value);

  /**
   * Checks a value that a plan wants.
   *
   * @throws IllegalArgumentException when the setting cannot be brought to it
   */
  void check(String value);

  /** A kernel parameter, now. White space within its value counts as one space. sysctl(8). */
  record Sysctl(String key) implements Setting {

    private static final Pattern KEY = Pattern.compile("[a-z0-9_-]+([./][A-Za-z0-9_.:@-]+)+");

    public Sysctl {
      checkForm(key, KEY, "a sysctl's key");
    }

    /** Its file. A slash in a key stands for a dot of the file's name, as in sysctl(8). */
    public String path() {
      return "/proc/sys/" + (key.contains("/") ? key : key.replace('.', '/'));
    }

    @Override
    public String described() {
      return "sysctl " + key;
    }

    @Override
    public Reading read(Host host) {
      return switch (host.text(path())) {
        case FileText.Text(_, String text) ->
            new Reading.Value(text.strip().replaceAll("\\s+", " "));
        case FileText.Missing(String path) -> new Reading.Unknown("there is no " + path);
        case FileText.Unreadable(String path, String why) -> new Reading.Unknown(path + ": " + why);
      };
    }

    @Override
    public List<List<String>> commandsTo(String value) {
      return List.of(List.of("sysctl", "-q", "-w", key + "=" + value));
    }

    @Override
    public void check(String value) {
      if (value.isBlank() || !value.equals(value.strip().replaceAll("\\s+", " "))) {
        throw new IllegalArgumentException("'" + value + "' is no value of " + key);
      }
    }
  }

  /** A kernel module, now. modprobe(8). */
  record Module(String name) implements Setting {

    public static final String LOADED = "loaded";
    public static final String NOT_LOADED = "not loaded";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public Module {
      checkForm(name, NAME, "a module's name");
    }

    @Override
    public String described() {
      return "kernel module " + name;
    }

    @Override
    public Reading read(Host host) {
      String kernelName = name.replace('-', '_'); // modprobe(8): there is no difference
      // A builtin module with parameters has a folder there too, and modprobe then does nothing.
      return switch (host.status("/sys/module/" + kernelName)) {
        case FileStatus.Present _ -> new Reading.Value(LOADED);
        case FileStatus.Missing _ -> new Reading.Value(NOT_LOADED);
        case FileStatus.Unreadable(String why) -> new Reading.Unknown("/sys/module: " + why);
      };
    }

    /** Who keeps it loaded, by proc_modules(5); empty when nobody does. */
    Optional<String> user(Host host) {
      if (!(host.text("/proc/modules") instanceof FileText.Text modules)) {
        return Optional.empty();
      }
      // name, size, use count, users separated by commas
      return modules.lines().stream()
          .map(line -> line.split(" "))
          .filter(parts -> parts.length > 3 && parts[0].equals(name.replace('-', '_')))
          .filter(parts -> !parts[2].equals("0"))
          .map(parts -> parts[3].equals("-") ? parts[2] + " users" : parts[3].replaceAll(",$", ""))
          .findFirst();
    }

    @Override
    public List<List<String>> commandsTo(String value) {
      return value.equals(LOADED)
          ? List.of(List.of("modprobe", name))
          : List.of(List.of("modprobe", "-r", name));
    }

    @Override
    public void check(String value) {
      checkWord(value, LOADED, NOT_LOADED);
    }
  }

  /** Whether a systemd unit runs. systemctl(1). */
  record UnitActive(String unit) implements Setting {

    public static final String ACTIVE = "active";
    public static final String INACTIVE = "inactive";

    public UnitActive {
      checkForm(unit, UNIT, "a unit with its suffix");
    }

    @Override
    public String described() {
      return "unit " + unit;
    }

    @Override
    public Reading read(Host host) {
      return word(
          host,
          List.of("systemctl", "show", unit, "--property=ActiveState", "--value"),
          state ->
              switch (state) {
                case "active", "reloading", "refreshing", "activating" -> ACTIVE;
                default -> INACTIVE; // inactive, failed, deactivating, maintenance: it does not run
              });
    }

    @Override
    public List<List<String>> commandsTo(String value) {
      return List.of(List.of("systemctl", value.equals(ACTIVE) ? "start" : "stop", unit));
    }

    @Override
    public void check(String value) {
      checkWord(value, ACTIVE, INACTIVE);
    }
  }

  /** Whether a systemd unit starts at boot: systemctl(1), is-enabled. */
  record UnitEnabled(String unit) implements Setting {

    public static final String ENABLED = "enabled";
    public static final String DISABLED = "disabled";

    public UnitEnabled {
      checkForm(unit, UNIT, "a unit with its suffix");
    }

    @Override
    public String described() {
      return "unit " + unit + " at boot";
    }

    @Override
    public Reading read(Host host) {
      // is-enabled reads files, and so answers also where systemd does not run.
      return switch (host.run(List.of("systemctl", "is-enabled", unit))) {
        case CommandOutcome.Ended(_, String out, String err) -> {
          String state = out.strip();
          yield state.isEmpty() || state.equals("not-found")
              ? new Reading.Unknown("there is no unit " + unit + reason(err))
              : new Reading.Value(state);
        }
        case CommandOutcome.NotFound(String command) ->
            new Reading.Unknown("there is no " + command);
        case CommandOutcome.NotRun(String why) -> new Reading.Unknown(why);
      };
    }

    @Override
    public List<List<String>> commandsTo(String value) {
      return List.of(List.of("systemctl", value.equals(ENABLED) ? "enable" : "disable", unit));
    }

    @Override
    public void check(String value) {
      checkWord(value, ENABLED, DISABLED);
    }
  }

  /**
   * Whether a group is in /etc/group, made for a system's own use. One that has members counts as
   * another value, so that nobody's membership is lost. groupadd(8), groupdel(8).
   */
  record Group(String name) implements Setting {

    public static final String THERE = "there";
    public static final String NOT_THERE = "not there";

    public Group {
      checkForm(name, Pattern.compile("[a-z_][a-z0-9_.-]*\\$?"), "a group's name");
    }

    @Override
    public String described() {
      return "group " + name;
    }

    @Override
    public Reading read(Host host) {
      if (!(host.text("/etc/group") instanceof FileText.Text groups)) {
        return new Reading.Unknown("/etc/group cannot be read");
      }
      return groups.lines().stream()
          .map(line -> line.split(":", -1))
          .filter(parts -> parts.length == 4 && parts[0].equals(name))
          .findFirst()
          .map(parts -> new Reading.Value(parts[3].isBlank() ? THERE : "with " + parts[3]))
          .orElse(new Reading.Value(NOT_THERE));
    }

    @Override
    public List<List<String>> commandsTo(String value) {
      return value.equals(THERE)
          ? List.of(List.of("groupadd", "--system", name))
          : List.of(List.of("groupdel", name));
    }

    @Override
    public void check(String value) {
      checkWord(value, THERE, NOT_THERE);
    }
  }

  /** Whether a user is in a group by /etc/group. gpasswd(1). */
  record GroupMember(String user, String group) implements Setting {

    public static final String MEMBER = "member";
    public static final String NOT_MEMBER = "not a member";

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_.-]*\\$?"); // useradd(8)

    public GroupMember {
      checkForm(user, NAME, "a user's name");
      checkForm(group, NAME, "a group's name");
    }

    @Override
    public String described() {
      return "user " + user + " in group " + group;
    }

    @Override
    public Reading read(Host host) {
      if (!(host.text("/etc/group") instanceof FileText.Text groups)) {
        return new Reading.Unknown("/etc/group cannot be read");
      }
      // group(5): name:password:number:member,member
      return groups.lines().stream()
          .map(line -> line.split(":", -1))
          .filter(parts -> parts.length == 4 && parts[0].equals(group))
          .findFirst()
          .<Reading>map(
              parts ->
                  new Reading.Value(
                      Arrays.asList(parts[3].split(",")).contains(user) ? MEMBER : NOT_MEMBER))
          .orElse(new Reading.Unknown("/etc/group has no group '" + group + "'"));
    }

    @Override
    public List<List<String>> commandsTo(String value) {
      return List.of(List.of("gpasswd", value.equals(MEMBER) ? "-a" : "-d", user, group));
    }

    @Override
    public void check(String value) {
      checkWord(value, MEMBER, NOT_MEMBER);
    }
  }

  /** Whether apt keeps its hands off a package. apt-mark(8). */
  record PackageHold(String name) implements Setting {

    public static final String HELD = "held";
    public static final String NOT_HELD = "not held";

    public PackageHold {
      PackageRequest.checkName(name);
    }

    @Override
    public String described() {
      return "hold of package " + name;
    }

    @Override
    public Reading read(Host host) {
      // ${db:Status-Want}: unknown, install, hold, deinstall or purge; dpkg-query(1)
      return switch (host.run(List.of("dpkg-query", "-W", "-f=${db:Status-Want}\\n", name))) {
        case CommandOutcome.Ended(int exit, String out, _) ->
            new Reading.Value(exit == 0 && out.lines().anyMatch("hold"::equals) ? HELD : NOT_HELD);
        case CommandOutcome.NotFound(String command) ->
            new Reading.Unknown("there is no " + command);
        case CommandOutcome.NotRun(String why) -> new Reading.Unknown(why);
      };
    }

    @Override
    public List<List<String>> commandsTo(String value) {
      return List.of(List.of("apt-mark", "-q", value.equals(HELD) ? "hold" : "unhold", name));
    }

    @Override
    public void check(String value) {
      checkWord(value, HELD, NOT_HELD);
    }
  }

  /**
   * Which program a name stands for: "auto", or the path that was chosen. update-alternatives(1).
   */
  record Alternative(String name) implements Setting {

    public static final String AUTO = "auto";

    public Alternative {
      checkForm(name, Pattern.compile("[A-Za-z0-9+._-]+"), "an alternative's name");
    }

    @Override
    public String described() {
      return "alternative " + name;
    }

    @Override
    public Reading read(Host host) {
      return word(
          host,
          List.of("update-alternatives", "--query", name),
          stanza -> {
            String status = field(stanza, "Status");
            return status.equals("manual") ? field(stanza, "Value") : status;
          });
    }

    private static String field(String stanza, String name) {
      return stanza
          .lines()
          .takeWhile(line -> !line.isBlank())
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2).strip())
          .findFirst()
          .orElse("");
    }

    @Override
    public List<List<String>> commandsTo(String value) {
      return value.equals(AUTO)
          ? List.of(List.of("update-alternatives", "--auto", name))
          : List.of(List.of("update-alternatives", "--set", name, value));
    }

    @Override
    public void check(String value) {
      if (!value.equals(AUTO)) {
        Paths.check(value);
      }
    }
  }

  /** systemd.unit(5). */
  Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.\\\\@-]+\\.[a-z]+");

  private static Reading word(
      Host host, List<String> argv, java.util.function.UnaryOperator<String> value) {
    return switch (host.run(argv)) {
      case CommandOutcome.Ended(int exit, String out, String err) -> {
        String said = value.apply(out.strip());
        yield exit == 0 && !said.isEmpty()
            ? new Reading.Value(said)
            : new Reading.Unknown(
                "'"
                    + String.join(" ", argv)
                    + "' ended with "
                    + exit
                    + (err.isBlank() ? " and said nothing" : ": " + err.strip()));
      }
      case CommandOutcome.NotFound(String command) -> new Reading.Unknown("there is no " + command);
      case CommandOutcome.NotRun(String why) -> new Reading.Unknown(why);
    };
  }

  private static String reason(String err) {
    return err.isBlank() ? "" : ": " + err.strip();
  }

  private static void checkForm(String value, Pattern form, String expected) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value + "' is not " + expected);
    }
  }

  private static void checkWord(String value, String one, String other) {
    if (!value.equals(one) && !value.equals(other)) {
      throw new IllegalArgumentException(
          "'" + value + "' is neither '" + one + "' nor '" + other + "'");
    }
  }
}
