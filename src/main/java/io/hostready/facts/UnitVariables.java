package io.hostready.facts;

import io.hostready.facts.UnitFile.Setting;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.ShellAssignments;
import io.hostready.text.ShellAssignments.Assignment;
import io.hostready.text.ShellAssignments.Separator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environment variables of a service's commands, from Environment= and, with precedence,
 * EnvironmentFile=. Source: systemd.exec(5), systemd.service(5).
 */
public record UnitVariables(Map<String, String> values) {

  /** $NAME and ${NAME}; $$ is a dollar sign. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\$|\\{([A-Za-z_]\\w*)\\}|([A-Za-z_]\\w*))");

  /** What systemd passes to a shell unexpanded: `x`, $(x), ${x:-y}, $$x. */
  private static final Pattern SHELL = Pattern.compile("`|\\$\\(|\\$\\{\\w*[^\\w}]|\\$\\$[{\\w]");

  /**
   * The maximum length of a command with expanded variables, in characters: that of a whole unit.
   */
  private static final int MAX_FILLED = UnitFile.MAX_TEXT;

  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])++");

  private static final Pattern SPECIFIER =
      Pattern.compile("%[%aAbBCdDEfgGhHiIjJlLmMnNopPqrsStTuUvVwWyY]");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  public UnitVariables {
    values = Map.copyOf(values);
  }

  /**
   * A command of a unit with expanded variables; an unset variable is empty, as in systemd.
   * Unreadable if a file that may set one cannot be read, or if a shell expands the rest.
   */
  public static Reading<String> fill(Host host, UnitFile unit, String command) {
    if (SHELL.matcher(command).find()) {
      return new Unreadable<>(command, "it needs a shell to find what it starts");
    }
    if (!VARIABLE.matcher(command).find()) {
      return new Present<>(command, "the unit");
    }
    Reading<UnitVariables> read = read(host, unit);
    return read.toOptional()
            .filter(variables -> variables.filledLength(command) > MAX_FILLED)
            .isPresent()
        ? new Unreadable<>(
            "the unit",
            "its command has more than " + MAX_FILLED + " characters with its variables")
        : read.map(variables -> variables.fill(command));
  }

  private long filledLength(String command) {
    return VARIABLE
        .matcher(command)
        .results()
        .mapToLong(found -> value(found).length())
        .reduce(command.length(), Long::sum);
  }

  /** Reads the variables that a unit's section Service sets. */
  public static Reading<UnitVariables> read(Host host, UnitFile unit) {
    Map<String, String> values = new HashMap<>();
    for (Setting setting : unit.valuesOf("Service", "Environment")) {
      values.putAll(assignments(setting.value()));
    }
    for (Setting setting : unit.valuesOf("Service", "EnvironmentFile")) {
      String path = setting.value().replaceFirst("^-", ""); // the file is optional
      if (!path.startsWith("/") || path.indexOf('%') >= 0) {
        return new Unreadable<>(setting.path(), "cannot resolve the file " + path);
      }
      switch (MatchingPaths.of(host, path)) {
        case Present(var paths, _) -> {
          for (String each : paths) {
            switch (host.text(each)) {
              case Present(var content, _) -> values.putAll(parse(content));
              case Absent(_) -> {}
              case Unreadable(_, var why) -> {
                return new Unreadable<>(each, why);
              }
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Unreadable<>(where, why);
        }
      }
    }
    return new Present<>(new UnitVariables(values), "the unit");
  }

  /** The words of a value of Environment=, without quotation marks. */
  public static List<String> words(String text) {
    return WORD.matcher(text).results().map(word -> word.group().replaceAll("[\"']", "")).toList();
  }

  /**
   * Whether systemd uses a word of Environment=: NAME=value, in which each % starts a specifier or
   * is doubled. Source: systemd.unit(5), Specifiers.
   */
  public static boolean isAssignment(String word) {
    int equals = word.indexOf('=');
    return equals > 0
        && NAME.matcher(word.substring(0, equals)).matches()
        && SPECIFIER.matcher(word).replaceAll("").indexOf('%') < 0;
  }

  /** Parses the value of Environment=: assignments with white space between them. */
  static Map<String, String> assignments(String text) {
    Map<String, String> values = new HashMap<>();
    for (String assignment : words(text)) {
      int equals = assignment.indexOf('=');
      if (equals > 0) {
        values.put(assignment.substring(0, equals), assignment.substring(equals + 1));
      }
    }
    return values;
  }

  /**
   * Parses a file of EnvironmentFile=: one assignment for each line, its value up to the end of the
   * line.
   */
  static Map<String, String> parse(String text) {
    Map<String, String> values = new HashMap<>();
    String joined = text.replaceAll("\\\\\\R", "");
    for (Assignment each : ShellAssignments.ofLines(joined, Separator.EQUALS).all()) {
      if (NAME.matcher(each.name()).matches()) {
        values.put(each.name(), each.value());
      }
    }
    return values;
  }

  private String fill(String command) {
    return VARIABLE.matcher(command).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  private String value(MatchResult found) {
    String name = found.group(1) == null ? found.group(2) : found.group(1);
    return name == null ? "$" : values.getOrDefault(name, "");
  }
}
