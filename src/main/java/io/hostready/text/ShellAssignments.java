package io.hostready.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Assignments in a configuration file, in file order. Source: sh(1) for files that a shell sources,
 * such as /etc/default/ufw; os-release(5).
 */
public record ShellAssignments(List<Assignment> all) {

  public ShellAssignments {
    all = List.copyOf(all);
  }

  /**
   * One assignment: the name, the value without its quotation marks, the line on which it starts,
   * from 1. If it is computed, only a shell could determine the value, because it contains an
   * expansion.
   */
  public record Assignment(String name, String value, int line, boolean computed) {}

  /** The separator between a name and its value in files that are not shell text. */
  public enum Separator {
    EQUALS("="),
    COLON(":"),
    SPACE("space");

    private final String word;

    Separator(String word) {
      this.word = word;
    }

    /** The name in rules. */
    public String id() {
      return word;
    }

    private int find(String line) {
      return switch (this) {
        case EQUALS -> line.indexOf('=');
        case COLON -> line.indexOf(':');
        case SPACE -> {
          int blank = line.indexOf(' ');
          int tab = line.indexOf('\t');
          yield blank < 0 || (tab >= 0 && tab < blank) ? tab : blank;
        }
      };
    }
  }

  /**
   * Parses text as a shell that sources it would: {@code export}, quotation marks, backslashes,
   * {@code +=} and comments. Conditions and loops are not evaluated.
   *
   * @throws IllegalArgumentException if a quotation mark is not closed; a shell refuses it, too
   */
  public static ShellAssignments ofShell(String text) {
    return new ShellAssignments(new ShellText(text).assignments());
  }

  /**
   * Parses lines of a name, a separator and a value, with white space around each of them;
   * quotation marks around a whole value are dropped. Lines that start with # or ; are comments;
   * lines without the separator, such as section headings, are ignored.
   */
  public static ShellAssignments ofLines(String text, Separator separator) {
    List<Assignment> all = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      String trimmed = line.strip();
      int at = trimmed.startsWith("#") || trimmed.startsWith(";") ? -1 : separator.find(trimmed);
      if (at > 0) {
        String name = trimmed.substring(0, at).strip();
        all.add(new Assignment(name, unquoted(trimmed.substring(at + 1).strip()), number, false));
      }
    }
    return new ShellAssignments(all);
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The effective assignment: the last one to that name. */
  public Optional<Assignment> last(String name) {
    for (Assignment assignment : all.reversed()) {
      if (assignment.name().equals(name)) {
        return Optional.of(assignment);
      }
    }
    return Optional.empty();
  }

  /** The effective value of a name, if any. */
  public Optional<String> value(String name) {
    return last(name).map(Assignment::value);
  }
}
