package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.text.ShellAssignments;
import io.hostready.text.ShellAssignments.Assignment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a configuration file in which one key is set; every other byte stays. If a key occurs
 * several times, the last one is effective, and is changed. Source: sh(1); the files of systemd,
 * ufw and procps.
 *
 * @param section the heading of the key's section, for INI files with headings
 */
record SettingsText(String text, Style style, Optional<String> section) {

  /** The syntax of names and values. */
  enum Style {
    /** Sourced by a shell: NAME=value, quotation marks where needed. */
    SHELL,
    /** Name, equals sign, value, with or without headings in brackets. */
    INI;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern HEADING = Pattern.compile("\\s*\\[([^]]*)]\\s*");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]*");

  /** One line with its end: from its first character to after its line feed. */
  private record Line(int start, int end) {

    String in(String text) {
      return text.substring(start, end);
    }
  }

  /** This text with the key set to the value. */
  SettingsText with(String key, String value) {
    if (value.chars().anyMatch(c -> c < ' ')) {
      throw new PlanningException("the value of " + key + " contains a line break.");
    }
    SettingsText changed = new SettingsText(edited(key, value), style, section);
    if (!changed.value(key).map(value::equals).orElse(false)
        || !changed.others(key).equals(others(key))) {
      throw new PlanningException(
          key + " cannot be changed safely in this file. Set it by hand to " + value + ".");
    }
    return changed;
  }

  /** The value of the key, if it is set. */
  Optional<String> value(String key) {
    return assignments().value(key);
  }

  private List<String> others(String key) {
    return assignments().all().stream()
        .filter(each -> !each.name().equals(key))
        .map(each -> each.name() + "=" + each.value())
        .toList();
  }

  private ShellAssignments assignments() {
    try {
      return switch (style) {
        case SHELL -> ShellAssignments.ofShell(text);
        case INI -> ShellAssignments.ofLines(ownPart(), ShellAssignments.Separator.EQUALS);
      };
    } catch (IllegalArgumentException malformed) {
      throw new PlanningException("the file cannot be changed: " + malformed.getMessage() + ".");
    }
  }

  /** The lines of the section, or those before the first heading; all others as empty lines. */
  private String ownPart() {
    StringBuilder part = new StringBuilder();
    Optional<String> at = Optional.empty();
    for (String line : text.split("\n", -1)) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        at = Optional.of(heading.group(1));
      } else if (at.equals(section)) {
        part.append(line);
      }
      part.append('\n');
    }
    return part.toString();
  }

  private String edited(String key, String value) {
    Optional<Assignment> last = assignments().last(key);
    return last.isPresent() ? replaced(key, value, last.get()) : added(key, value);
  }

  private String replaced(String key, String value, Assignment last) {
    Line line = line(last.line());
    Matcher parts = form(key).matcher(line.in(text));
    if (!parts.matches()) {
      throw new PlanningException(
          "line "
              + last.line()
              + " gives "
              + key
              + " its value in a way that cannot be changed safely. Change it by hand to "
              + value
              + ".");
    }
    String written = style == Style.SHELL ? quoted(value, parts.group(2)) : value;
    return text.substring(0, line.start())
        + parts.group(1)
        + written
        + parts.group(3)
        + text.substring(line.end());
  }

  /** Three groups: the text before the value, the value, and the text after it. */
  private Pattern form(String key) {
    return Pattern.compile(
        switch (style) {
          case SHELL ->
              "(\\s*(?:export\\s+)?"
                  + Pattern.quote(key)
                  + "=)(\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*'|[^\\s\"'`\\\\;&|()<>#]*)"
                  + "((?:[ \\t]*|[ \\t]+#.*)\\r?\\n?)";
          case INI -> "(\\s*" + Pattern.quote(key) + "\\s*=[ \\t]*)(.*?)(\\s*)";
        });
  }

  /** The value as a shell reads it, in the old one's quotation marks if possible. */
  private static String quoted(String value, String old) {
    boolean wasPlain = !old.startsWith("\"") && !old.startsWith("'");
    if (wasPlain && PLAIN.matcher(value).matches()) {
      return value;
    }
    return old.startsWith("'") && !value.contains("'")
        ? "'" + value + "'"
        : "\"" + value.replaceAll("([\"\\\\$`])", "\\\\$1") + "\"";
  }

  private String added(String key, String value) {
    int at = placeForNew(key);
    String before = text.substring(0, at);
    String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    StringBuilder added = new StringBuilder();
    if (!before.isEmpty() && !before.endsWith("\n")) {
      added.append(lineEnd);
    }
    if (section.isPresent() && !hasHeading()) {
      added.append(before.isBlank() ? "" : lineEnd);
      added.append('[').append(section.get()).append(']').append(lineEnd);
    }
    added.append(key).append(equalsSign());
    added.append(style == Style.SHELL ? quoted(value, "") : value).append(lineEnd);
    return before + added + text.substring(at);
  }

  private String equalsSign() {
    boolean spaced =
        style == Style.INI && Pattern.compile("(?m)^[^#;\\s]+ = ").matcher(text).find();
    return spaced ? " = " : "=";
  }

  private boolean hasHeading() {
    return text.lines()
        .map(HEADING::matcher)
        .anyMatch(heading -> heading.matches() && section.equals(Optional.of(heading.group(1))));
  }

  /**
   * The position for a new line: after a line that has the key commented out, otherwise after the
   * last line of the section that is not blank.
   */
  private int placeForNew(String key) {
    Pattern commentedOut = Pattern.compile("\\s*[#;]\\s*" + Pattern.quote(key) + "\\s*=.*\\s*");
    Optional<String> at = Optional.empty();
    int end = style == Style.SHELL || !hasOwnPart() ? text.length() : 0;
    int hint = -1;
    for (int number = 1; number <= lines(); number++) {
      Line line = line(number);
      String content = line.in(text);
      Matcher heading = HEADING.matcher(content);
      if (style == Style.INI && heading.matches()) {
        at = Optional.of(heading.group(1));
      }
      if (style == Style.INI && at.equals(section) && !content.isBlank()) {
        end = line.end();
      }
      if (commentedOut.matcher(content).matches() && (style == Style.SHELL || at.equals(section))) {
        hint = line.end();
      }
    }
    return hint >= 0 ? hint : end;
  }

  private boolean hasOwnPart() {
    return section.isEmpty() || hasHeading();
  }

  private int lines() {
    return (int) text.chars().filter(c -> c == '\n').count() + (text.endsWith("\n") ? 0 : 1);
  }

  private Line line(int number) {
    int start = 0;
    for (int at = 1; at < number; at++) {
      start = text.indexOf('\n', start) + 1;
    }
    int feed = text.indexOf('\n', start);
    return new Line(start, feed < 0 ? text.length() : feed + 1);
  }
}
