package io.hostready.text;

import io.hostready.text.ShellAssignments.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scans shell text for assignments that remain in effect after their line. Source: sh(1), Quoting.
 */
final class ShellText {

  /** Commands whose arguments are assignments. */
  private static final Set<String> DECLARING = Set.of("export", "readonly", "declare", "typeset");

  /** The maximum number of characters of values that are appended to, each counted every time. */
  private static final int MAX_APPENDED = 1 << 20;

  private static final String ENDS_STATEMENT = "\n;&|";
  private static final String ENDS_WORD = " \t\r()<>" + ENDS_STATEMENT;

  private final String text;
  private final List<Assignment> assignments = new ArrayList<>();

  /** The current value of each name, for appending. */
  private final Map<String, String> values = new HashMap<>();

  private long length;
  private int position;
  private int line = 1;

  ShellText(String text) {
    this.text = text;
  }

  List<Assignment> assignments() {
    while (position < text.length()) {
      statement();
      while (position < text.length() && isOneOf(ENDS_STATEMENT)) {
        take();
      }
    }
    return assignments;
  }

  private void statement() {
    List<Assignment> pending = new ArrayList<>();
    boolean declaring = false;
    boolean lasting = true;
    skipBlanks();
    while (position < text.length() && !isOneOf(ENDS_STATEMENT)) {
      if (text.charAt(position) == '#') {
        skipLine();
        break;
      }
      int startLine = line;
      String name = name();
      boolean appends = text.startsWith("+=", position);
      if (!name.isEmpty() && (appends || text.startsWith("=", position))) {
        position += appends ? 2 : 1;
        pending.add(value(name, appends, startLine));
      } else if (DECLARING.contains(name) && pending.isEmpty()) {
        declaring = true;
        id();
      } else {
        id();
        lasting = lasting && declaring; // an assignment before a command applies to it only
        if (position < text.length() && "()<>".indexOf(text.charAt(position)) >= 0) {
          take();
        }
      }
      skipBlanks();
    }
    if (lasting) {
      assignments.addAll(pending);
      pending.forEach(each -> values.put(each.name(), each.value()));
    }
  }

  private Assignment value(String name, boolean appends, int startLine) {
    Word word = id();
    String before = appends ? values.getOrDefault(name, "") : "";
    length += before.length();
    if (length > MAX_APPENDED) {
      throw new IllegalArgumentException(
          "line " + startLine + " appends to values that are too long together");
    }
    return new Assignment(name, before + word.value(), startLine, word.computed());
  }

  private record Word(String value, boolean computed) {}

  private String name() {
    int start = position;
    while (position < text.length() && isNameCharacter(text.charAt(position), start)) {
      position++;
    }
    return text.substring(start, position);
  }

  private boolean isNameCharacter(char c, int start) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9' && position > start);
  }

  private Word id() {
    StringBuilder value = new StringBuilder();
    boolean computed = false;
    while (position < text.length() && !isOneOf(ENDS_WORD)) {
      char c = take();
      switch (c) {
        case '\'' -> value.append(quoted('\''));
        case '"' -> computed |= doubleQuoted(value);
        case '\\' -> {
          if (position < text.length()) {
            char escaped = take();
            value.append(escaped == '\n' ? "" : String.valueOf(escaped));
          }
        }
        default -> {
          computed |= c == '$' || c == '`';
          value.append(c);
        }
      }
    }
    return new Word(value.toString(), computed);
  }

  private String quoted(char mark) {
    int openedAt = line;
    int start = position;
    while (position < text.length()) {
      if (take() == mark) {
        return text.substring(start, position - 1);
      }
    }
    throw unclosed(mark, openedAt);
  }

  private boolean doubleQuoted(StringBuilder value) {
    int openedAt = line;
    boolean computed = false;
    while (position < text.length()) {
      char c = take();
      if (c == '"') {
        return computed;
      }
      if (c == '\\' && position < text.length() && "$`\"\\\n".indexOf(text.charAt(position)) >= 0) {
        char escaped = take();
        value.append(escaped == '\n' ? "" : String.valueOf(escaped));
      } else {
        computed |= c == '$' || c == '`';
        value.append(c);
      }
    }
    throw unclosed('"', openedAt);
  }

  private static IllegalArgumentException unclosed(char mark, int openedAt) {
    return new IllegalArgumentException(
        "line " + openedAt + " opens a quotation with " + mark + " that is never closed");
  }

  private char take() {
    char c = text.charAt(position++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private boolean isOneOf(String characters) {
    return characters.indexOf(text.charAt(position)) >= 0;
  }

  private void skipBlanks() {
    while (position < text.length() && " \t\r".indexOf(text.charAt(position)) >= 0
        || text.startsWith("\\\n", position)) {
      if (take() == '\\') {
        take();
      }
    }
  }

  private void skipLine() {
    while (position < text.length() && text.charAt(position) != '\n') {
      position++;
    }
  }
}
