package io.hostready.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the values of names that indicate a secret, in shell assignments, unit files, INI, TOML,
 * JSON and YAML. It does not know the format of a text: what can be part of a value is replaced.
 * Line ends in a value stay, so that line numbers stay. Characters that are not ASCII are part of
 * values. capture.awk has the same functions; SecretsDifferenceTest compares them.
 */
final class SecretValues {

  /** Parts of names that indicate a secret, in lower case. */
  static final String NAME =
      "password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
          + "|credential|[_-]pass|[_-]pwd";

  /** Characters after a quotation mark that ends the quoted text around a value. */
  static final String AFTER_QUOTE = ";,)}]&|\"'\\";

  /** Values in JSON that are no text. */
  static final String LITERAL = "null|true|false|[0-9.eE+-]+";

  /** The maximum length of such a value. */
  static final int LONGEST = 40;

  private static final Pattern NAMES = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);
  private static final Pattern LITERALS = Pattern.compile(LITERAL);
  private static final int END = -1;
  private static final int NO_COLUMN = Integer.MAX_VALUE;

  private final String text;
  private final String mark;
  private final StringBuilder out = new StringBuilder();
  private int done;

  private SecretValues(String text, String mark) {
    this.text = text;
    this.mark = mark;
  }

  /** The text with the mark in place of each value. */
  static String replaced(String text, String mark) {
    Matcher name = NAMES.matcher(text);
    SecretValues values = new SecretValues(text, mark);
    int next = 0;
    while (name.find(next)) {
      next = values.afterName(next, name.start(), name.end());
    }
    return values.out.append(text, values.done, text.length()).toString();
  }

  /** Replaces the value of the name around a part of it, and returns where to continue. */
  private int afterName(int least, int from, int to) {
    int start = from;
    while (start > least && isOfName(at(start - 1))) {
      start--;
    }
    int end = to;
    while (isOfName(at(end))) {
      end++;
    }
    int quote = afterBackslashes(end);
    boolean isQuoted = isQuote(at(quote));
    int name = isQuoted ? quote + 1 : end;
    int separator = afterSpace(name, isQuoted);
    if (at(separator) != ':' && at(separator) != '=') {
      return end;
    }
    int value = afterSpace(separator + 1, isQuoted);
    if (isQuote(at(value))) {
      int close = closing(value + 1, at(value));
      if (isEnd(close + 1)) {
        return replace(value + 1, Math.min(close, text.length()));
      }
    } else if (isQuote(at(afterBackslashes(value)))) {
      return replaceEscaped(value, afterBackslashes(value));
    }
    if (isQuoted && at(value) == '[') {
      return replaceList(value);
    }
    if (isQuoted && (at(value) == '{' || isLiteral(value))) {
      return end;
    }
    int outer = isQuoted ? END : at(start - 1);
    if (isQuote(outer)) {
      return replace(value, Math.min(closing(value, outer), text.length()));
    }
    boolean isEntry = at(separator) == ':';
    boolean isLine = isEntry || value - name > 1;
    return replaceWords(
        value, isLine, isEntry ? column(isQuote(at(start - 1)) ? start - 1 : start) : NO_COLUMN);
  }

  /** A value such as {@code \"x\"}, in a quoted text. */
  private int replaceEscaped(int value, int quote) {
    int i = quote + 1;
    while (at(i) != END) {
      int after = afterBackslashes(i);
      if (after - i <= quote - value && at(after) == at(quote)) {
        return replace(quote + 1, i);
      }
      i = Math.max(after, i + 1);
    }
    return replace(quote + 1, lineEnd(quote + 1));
  }

  /** The texts in a list of JSON. */
  private int replaceList(int value) {
    int i = value;
    int depth = 0;
    do {
      int each = at(i);
      depth += each == '[' ? 1 : each == ']' ? -1 : 0;
      i = isQuote(each) ? replace(i + 1, Math.min(closing(i + 1, each), text.length())) + 1 : i + 1;
    } while (depth > 0 && i < text.length());
    return Math.min(i, text.length());
  }

  /**
   * A value without quotation marks, or with some in it.
   *
   * @param isLine whether spaces are part of it
   * @param column the following lines that are indented deeper are part of it
   */
  private int replaceWords(int value, boolean isLine, int column) {
    int end = wordsEnd(value, isLine);
    int last = end;
    if (at(end) == '\n' || at(end) == END) {
      last = blockEnd(end, column);
    }
    int from = value;
    while (from < last && isSpace(at(from))) {
      from++;
    }
    while (last > from && isSpace(at(last - 1))) {
      last--;
    }
    return from < last ? replace(from, last) : value;
  }

  private int wordsEnd(int value, boolean isLine) {
    int i = value;
    while (at(i) != END && at(i) != '\n' && (isLine || !isSpace(at(i)))) {
      if (at(i) == '\\' && at(i + 1) != '\n' && at(i + 1) != END) {
        i += 2;
      } else if (isQuote(at(i)) && i > value && isEnd(i + 1)) {
        return i;
      } else if (isQuote(at(i)) && !isLine) {
        i = afterQuoted(i);
      } else {
        i++;
      }
    }
    return i;
  }

  /** The end of the lines that follow a line's end and are indented deeper: YAML, 8.1. */
  private int blockEnd(int lineEnd, int column) {
    int end = lineEnd;
    int i = lineEnd;
    while (at(i) == '\n') {
      int line = i + 1;
      i = line;
      while (at(i) == ' ' || at(i) == '\t') {
        i++;
      }
      if (at(i) == '\n' || at(i) == '\r' && at(i + 1) == '\n') {
        i = lineEnd(i);
      } else if (i - line > column && at(i) != END) {
        i = lineEnd(i);
        end = i;
      } else {
        return end;
      }
    }
    return end;
  }

  /** The indentation of a name, with the hyphens of list items. */
  private int column(int name) {
    int line = name;
    while (at(line - 1) == ' ' || at(line - 1) == '\t' || at(line - 1) == '-') {
      line--;
    }
    return line == 0 || at(line - 1) == '\n' ? name - line : NO_COLUMN;
  }

  /** After a quoted part of a line; the line's end if the mark that closes it is missing. */
  private int afterQuoted(int quote) {
    int i = quote + 1;
    while (at(i) != END && at(i) != '\n' && at(i) != at(quote)) {
      i += at(i) == '\\' && at(quote) == '"' && at(i + 1) != END && at(i + 1) != '\n' ? 2 : 1;
    }
    return at(i) == at(quote) ? i + 1 : i;
  }

  private boolean isLiteral(int value) {
    int i = value;
    while (i - value < LONGEST && at(i) != END && !isSpace(at(i)) && ",}]".indexOf(at(i)) < 0) {
      i++;
    }
    return i - value < LONGEST && LITERALS.matcher(text).region(value, i).matches();
  }

  private int replace(int from, int to) {
    out.append(text, done, from).append(mark);
    for (int i = from; i < to; i++) {
      if (at(i) == '\n') {
        out.append('\n');
      }
    }
    done = to;
    return to;
  }

  /**
   * The index of the mark that closes a quoted text; an index beyond the text if that does not
   * exist.
   */
  private int closing(int from, int quote) {
    int i = from;
    while (at(i) != END && at(i) != quote) {
      i += at(i) == '\\' && quote == '"' && at(i + 1) != END ? 2 : 1;
    }
    return at(i) == END ? text.length() + 1 : i;
  }

  /** Whether a quotation mark before an index ends a value. */
  private boolean isEnd(int i) {
    return i == text.length()
        || i < text.length() && (isSpace(at(i)) || AFTER_QUOTE.indexOf(at(i)) >= 0);
  }

  private int lineEnd(int from) {
    int end = from;
    while (at(end) != END && at(end) != '\n') {
      end++;
    }
    return end;
  }

  private int afterSpace(int from, boolean isOfManyLines) {
    int i = from;
    while (isSpace(at(i)) && (isOfManyLines || at(i) != '\n')) {
      i++;
    }
    return i;
  }

  private int afterBackslashes(int from) {
    int i = from;
    while (at(i) == '\\') {
      i++;
    }
    return i;
  }

  /** The character, or END. */
  private int at(int i) {
    return i >= 0 && i < text.length() ? text.charAt(i) : END;
  }

  private static boolean isQuote(int each) {
    return each == '"' || each == '\'';
  }

  private static boolean isSpace(int each) {
    return each == ' ' || each >= '\t' && each <= '\r';
  }

  private static boolean isOfName(int each) {
    return each >= 'a' && each <= 'z'
        || each >= 'A' && each <= 'Z'
        || each >= '0' && each <= '9'
        || each == '_'
        || each == '.'
        || each == '-';
  }
}
