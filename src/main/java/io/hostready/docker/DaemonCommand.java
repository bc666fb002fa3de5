package io.hostready.docker;

import io.hostready.facts.UnitFile;
import io.hostready.facts.UnitFile.Setting;
import io.hostready.facts.UnitVariables;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flags with which docker.service starts dockerd, in order, and its other arguments, of which
 * dockerd accepts none. Absent if no unit starts dockerd directly. Source: dockerd(8);
 * systemd.service(5), Command lines.
 */
public record DaemonCommand(List<Flag> flags, List<String> arguments, String path, int line) {

  /** dockerd's configuration file if no flag sets another one. */
  public static final String DEFAULT_CONFIG_FILE = "/etc/docker/daemon.json";

  private static final String UNIT = "docker.service";

  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])++");

  /** A program with its prefixes, in any order: systemd.service(5), Table 2. */
  private static final Pattern PROGRAM = Pattern.compile("([-@:+!|]*)(.*)", Pattern.DOTALL);

  /**
   * A flag as written, without its hyphens, and its value; a flag without a value is true.
   *
   * @param option its entry in the table, for any Docker version
   */
  public record Flag(String name, String value, Optional<DaemonOption> option) {}

  public DaemonCommand {
    flags = List.copyOf(flags);
    arguments = List.copyOf(arguments);
  }

  private record Read(Reading<DaemonCommand> command) {}

  /** Reads the command that docker.service starts. */
  public static Reading<DaemonCommand> read(Host host) {
    return host.fact(Read.class, h -> new Read(look(h))).command();
  }

  /** The daemon's configuration file; the default if no unit sets another one. */
  public static String configFile(Host host) {
    return read(host)
        .toOptional()
        .flatMap(command -> command.value("config-file"))
        .filter(path -> path.startsWith("/") && !(path + "/").contains("/../"))
        .orElse(DEFAULT_CONFIG_FILE);
  }

  private static Reading<DaemonCommand> look(Host host) {
    Reading<UnitFile> file = UnitFile.read(host, UNIT);
    return file.flatMap(
        unit -> {
          List<Setting> commands = unit.valuesOf("Service", "ExecStart");
          if (commands.isEmpty()) {
            return new Absent<>(file.place());
          }
          Setting last = commands.getLast();
          return UnitVariables.fill(host, unit, last.value())
              .flatMap(
                  filled ->
                      parse(filled, last.path(), last.line())
                          .<Reading<DaemonCommand>>map(found -> new Present<>(found, last.path()))
                          .orElseGet(
                              () -> new Absent<>(last.path() + ", which starts another program")));
        });
  }

  /** Parses a command with expanded variables; empty if it starts another program. */
  static Optional<DaemonCommand> parse(String command, String path, int line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group().replaceAll("[\"']", ""));
    }
    Matcher program = PROGRAM.matcher(words.isEmpty() ? "" : words.getFirst());
    if (!program.matches() || !program.group(2).matches("(.*/)?dockerd")) {
      return Optional.empty();
    }
    List<Flag> flags = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    boolean hasName = program.group(1).indexOf('@') >= 0; // the next word is argv[0]
    Iterator<String> rest = words.listIterator(Math.min(words.size(), hasName ? 2 : 1));
    while (rest.hasNext()) {
      String next = rest.next();
      if (next.startsWith("--")) {
        flags.add(longFlag(next.substring(2), rest));
      } else if (next.startsWith("-") && next.length() > 1) {
        letters(next.substring(1), rest, flags);
      } else {
        arguments.add(next);
      }
    }
    return Optional.of(new DaemonCommand(flags, arguments, path, line));
  }

  private static Flag longFlag(String text, Iterator<String> rest) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    Optional<DaemonOption> option = DaemonOption.ofFlag(name);
    if (equals >= 0) {
      return new Flag(name, text.substring(equals + 1), option);
    }
    boolean isAlone = option.map(DaemonOption::isSwitch).orElse(true);
    return new Flag(name, isAlone ? "true" : valueAfter(rest), option);
  }

  /**
   * Letters after one hyphen: each is a switch, but the first one with a value takes the remaining
   * letters as its value.
   */
  private static void letters(String letters, Iterator<String> rest, List<Flag> flags) {
    for (int i = 0; i < letters.length(); i++) {
      String letter = letters.substring(i, i + 1);
      Optional<DaemonOption> option = DaemonOption.ofShorthand(letter);
      String name = option.map(DaemonOption::flag).orElse(letter);
      String after = letters.substring(i + 1).replaceFirst("^=", "");
      if (option.filter(known -> !known.isSwitch()).isPresent()) {
        flags.add(new Flag(name, after.isEmpty() ? valueAfter(rest) : after, option));
        return;
      }
      flags.add(new Flag(name, "true", option));
      if (option.isEmpty()) {
        return; // dockerd fails here, and the next argument may be its value
      }
    }
  }

  private static String valueAfter(Iterator<String> rest) {
    return rest.hasNext() ? rest.next() : "";
  }

  /** The last value of a flag. */
  public Optional<String> value(String name) {
    return flags.stream()
        .filter(flag -> flag.name().equals(name))
        .map(Flag::value)
        .reduce((_, last) -> last);
  }
}
