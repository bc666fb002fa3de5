package io.hostready.probe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the commands that a POSIX shell script calls by a plain name: in pipelines, lists,
 * substitutions, here-documents and literal scripts after {@code sh -c}. What follows a wrapper
 * such as timeout(1) is its argument and is not found. Text that is not understood to its end has
 * none. Source: POSIX.1-2017, Shell Command Language.
 */
final class ShellCommands {

  private static final Set<String> BUILT_IN =
      Set.of(
          ".",
          ":",
          "[",
          "alias",
          "break",
          "cd",
          "command",
          "continue",
          "echo",
          "eval",
          "exec",
          "exit",
          "export",
          "false",
          "getopts",
          "hash",
          "kill",
          "local",
          "printf",
          "pwd",
          "read",
          "readonly",
          "return",
          "set",
          "shift",
          "test",
          "times",
          "trap",
          "true",
          "type",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "wait");

  /** After these comes a command. */
  private static final Set<String> BEFORE_COMMAND =
      Set.of(
          "if", "then", "elif", "else", "while", "until", "do", "{", "!", "time", "command",
          "exec");

  /** After these come no commands up to the next separator. */
  private static final Set<String> NO_COMMAND = Set.of("for", "fi", "done", "}", "in");

  /** Programs whose option -c has a script. */
  private static final Set<String> SHELLS = Set.of("sh", "bash", "script");

  private static final Pattern SCRIPT_OPTION = Pattern.compile("-[a-z]*c");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
  private static final String ENDS_WORD = " \t\r\n;&|()<>";

  private static final char NONE = '\0';
  private static final char CASE = ';';

  /** A word as it is written, and its value where nothing in it is computed. */
  private record Word(String written, String value, boolean computed) {}

  private record HereDocument(String end, boolean indented, boolean literal) {}

  private final String text;
  private final Set<String> called = new LinkedHashSet<>();
  private final Set<String> defined = new LinkedHashSet<>();
  private final List<HereDocument> pending = new ArrayList<>();
  private int position;
  private boolean understood = true;

  private ShellCommands(String text) {
    this.text = text;
  }

  /**
   * Names in the order of their first call, without built-in commands and the script's functions.
   */
  static Set<String> in(String script) {
    ShellCommands read = new ShellCommands(script);
    read.commands(NONE);
    if (!read.understood) {
      return Set.of();
    }
    read.called.removeAll(read.defined);
    read.called.removeAll(BUILT_IN);
    return read.called;
  }

  /** Names of the functions that a script defines. */
  static Set<String> functionsIn(String script) {
    ShellCommands read = new ShellCommands(script);
    read.commands(NONE);
    return read.defined;
  }

  /**
   * Reads commands up to a closing character, or one part of a case; true if that ends with esac.
   */
  private boolean commands(char until) {
    boolean first = true; // the next word is a command's name
    String shell = ""; // what the words of this command were, as far as it may be 'sh -c SCRIPT'
    while (position < text.length()) {
      char next = text.charAt(position);
      if (until == CASE && text.startsWith(";;", position)) {
        position += 2;
        return false;
      }
      if (next == until && until != CASE) {
        position++;
        return false;
      }
      if (isSeparator(next)) {
        position++;
        if (next == '\n') {
          hereDocuments();
        }
        first = first && isBlank(next) || !isBlank(next);
        shell = isBlank(next) ? shell : "";
      } else if (text.startsWith("\\\n", position)) {
        position += 2;
      } else if (next == '#') {
        skipLine();
      } else if (next == '(') {
        position++;
        commands(')');
        first = false;
      } else if (next == ')') {
        understood = false;
        return false;
      } else if (next == '<' || next == '>') {
        redirection();
      } else {
        Word word = word();
        if (isDescriptor(word)) {
          continue;
        }
        shell = scriptOf(shell, word);
        if (!first || ASSIGNMENT.matcher(word.written()).matches()) {
          continue;
        }
        if (word.written().equals("esac") && until == CASE) {
          return true;
        }
        first = isBeforeCommand(word);
      }
    }
    understood = understood && until == NONE;
    return true;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private static boolean isSeparator(char c) {
    return isBlank(c) || c == '\n' || c == ';' || c == '&' || c == '|';
  }

  /** Digits that a redirection follows: {@code 2>}. */
  private boolean isDescriptor(Word word) {
    return position < text.length()
        && "<>".indexOf(text.charAt(position)) >= 0
        && word.written().chars().allMatch(Character::isDigit);
  }

  /** Takes the first word of a command; true if another command's first word follows. */
  private boolean isBeforeCommand(Word word) {
    String name = word.written();
    if (name.equals("case")) {
      caseClause();
      return false;
    }
    if (BEFORE_COMMAND.contains(name)) {
      return true;
    }
    if (NO_COMMAND.contains(name)) {
      return false;
    }
    skipBlanks();
    if (text.startsWith("()", position)) {
      position += 2;
      defined.add(name);
      return true;
    }
    if (!word.computed() && NAME.matcher(word.value()).matches()) {
      called.add(word.value());
    }
    return false;
  }

  private void caseClause() {
    skipBlanks();
    word();
    skipSpace();
    word(); // in
    while (understood) {
      skipSpace();
      if (position < text.length() && text.charAt(position) == '(') {
        position++;
      }
      if (position >= text.length()) {
        understood = false;
      } else if (word().written().equals("esac")) {
        return;
      } else {
        pattern();
        if (commands(CASE)) {
          return;
        }
      }
    }
  }

  /** The rest of a pattern and its parenthesis. */
  private void pattern() {
    while (position < text.length() && text.charAt(position) != ')') {
      if (" \t|".indexOf(text.charAt(position)) >= 0) {
        position++;
      } else if (ENDS_WORD.indexOf(text.charAt(position)) >= 0) {
        understood = false;
        return;
      } else {
        word();
      }
    }
    position++;
  }

  /** Follows {@code sh}, then an option with c, then a literal script, whose commands are added. */
  private String scriptOf(String before, Word word) {
    if (before.equals("-c")) {
      if (!word.computed() && word.written().startsWith("'")) {
        called.addAll(in(word.value()));
      }
      return "";
    }
    if (SHELLS.contains(before)) {
      boolean isOption = word.written().startsWith("-");
      return SCRIPT_OPTION.matcher(word.written()).matches() ? "-c" : isOption ? before : "";
    }
    return SHELLS.contains(word.written()) ? word.written() : before;
  }

  private void redirection() {
    if (text.startsWith("<<", position)) {
      position += 2;
      boolean indented = position < text.length() && text.charAt(position) == '-';
      position += indented ? 1 : 0;
      skipBlanks();
      Word end = word();
      pending.add(new HereDocument(end.value(), indented, !end.written().equals(end.value())));
      return;
    }
    while (position < text.length() && "<>&|-".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    if (position < text.length() && text.charAt(position) == '(') {
      position++;
      commands(')');
      return;
    }
    skipBlanks();
    word();
  }

  private void hereDocuments() {
    for (HereDocument document : pending) {
      StringBuilder body = new StringBuilder();
      while (position < text.length()) {
        int start = position;
        skipLine();
        String line = text.substring(start, position);
        position = Math.min(position + 1, text.length());
        if ((document.indented() ? line.replaceFirst("^\t+", "") : line).equals(document.end())) {
          break;
        }
        body.append(line).append('\n');
      }
      if (!document.literal()) {
        called.addAll(in("echo \"" + body.toString().replace("\"", "") + "\""));
      }
    }
    pending.clear();
  }

  private Word word() {
    int start = position;
    StringBuilder value = new StringBuilder();
    boolean computed = false;
    while (position < text.length() && ENDS_WORD.indexOf(text.charAt(position)) < 0) {
      char next = text.charAt(position++);
      switch (next) {
        case '\'' -> {
          int end = text.indexOf('\'', position);
          understood = understood && end >= 0;
          value.append(text, position, end < 0 ? text.length() : end);
          position = end < 0 ? text.length() : end + 1;
        }
        case '"' -> computed |= doubleQuoted(value);
        case '$', '`' -> computed |= expansion(next);
        case '\\' -> value.append(take());
        default -> value.append(next);
      }
    }
    return new Word(text.substring(start, position), value.toString(), computed);
  }

  private boolean doubleQuoted(StringBuilder value) {
    boolean computed = false;
    while (position < text.length()) {
      char next = text.charAt(position++);
      switch (next) {
        case '"' -> {
          return computed;
        }
        case '$', '`' -> computed |= expansion(next);
        case '\\' -> value.append(take());
        default -> value.append(next);
      }
    }
    understood = false;
    return true;
  }

  /** What follows a dollar sign or a grave accent; true if the word's value depends on it. */
  private boolean expansion(char sign) {
    if (sign == '`') {
      int end = text.indexOf('`', position);
      understood = understood && end >= 0;
      called.addAll(in(text.substring(position, Math.max(end, position))));
      position = end < 0 ? text.length() : end + 1;
    } else if (text.startsWith("((", position)) {
      int end = text.indexOf("))", position);
      understood = understood && end >= 0;
      position = end < 0 ? text.length() : end + 2;
    } else if (text.startsWith("(", position)) {
      position++;
      commands(')');
    } else if (text.startsWith("{", position)) {
      braces();
    }
    return true;
  }

  private void braces() {
    position++;
    StringBuilder ignored = new StringBuilder();
    while (position < text.length()) {
      char next = text.charAt(position++);
      switch (next) {
        case '}' -> {
          return;
        }
        case '"' -> doubleQuoted(ignored);
        case '$', '`' -> expansion(next);
        case '\\' -> take();
        default -> {}
      }
    }
    understood = false;
  }

  private String take() {
    return position < text.length() ? String.valueOf(text.charAt(position++)) : "";
  }

  private void skipBlanks() {
    while (position < text.length() && isBlank(text.charAt(position))) {
      position++;
    }
  }

  private void skipSpace() {
    while (position < text.length()) {
      char next = text.charAt(position);
      if (next == '#') {
        skipLine();
      } else if (isBlank(next) || next == '\n') {
        position++;
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', position);
    position = end < 0 ? text.length() : end;
  }
}
